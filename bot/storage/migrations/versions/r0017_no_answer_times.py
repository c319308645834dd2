"""Stop storing when a reminder was answered, because nothing reads it."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Drop the column."""
    op.drop_column("deliveries", "answered_at")
