"""When somebody was last heard of, so that reminders can back off."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; nobody counts as silent until they are heard of once."""
    op.add_column("people", sa.Column("heard_on", sa.Date(), nullable=True))
