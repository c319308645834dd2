"""Whether a person wants moving pictures, and which picture a card shows."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; moving pictures are on by default."""
    op.add_column(
        "people", sa.Column("motion", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("workouts", sa.Column("shown_picture", sa.Text(), nullable=True))
