"""Run by Alembic: the connection and its transaction come from `migrations_runner.upgrade`."""

from alembic import context

from bot.storage.core.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot change a column: the table is rebuilt
)
with context.begin_transaction():
    context.run_migrations()
