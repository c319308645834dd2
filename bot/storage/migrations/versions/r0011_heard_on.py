"""When a person was last heard from, so that reminders can back off."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; nobody counts as silent until they have been heard from once."""
    op.add_column("people", sa.Column("heard_on", sa.Date(), nullable=True))
