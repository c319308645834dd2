"""Safety advice to show until its arrival is confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "safety_needs",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("wake_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_safety_needs_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "advice", name=op.f("pk_safety_needs")),
    )
    op.create_index(op.f("ix_safety_needs_wake_at"), "safety_needs", ["wake_at"])
