"""People's progress in the six-week plan, and their adjustments of single exercises."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
WEEKS = 6
BATCH = 1000


def upgrade() -> None:
    """Add both tables; people who joined before continue in the week that they had reached."""
    op.create_table(
        "courses",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("repeats", sa.SmallInteger(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("length", sa.Text(), nullable=False),
        sa.Column("variety", sa.Integer(), nullable=False),
        sa.Column("flare_until", MOMENT, nullable=True),
        sa.Column("screened_on", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_courses_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_courses")),
    )
    op.create_table(
        "asides",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_asides_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "exercise", name=op.f("pk_asides")),
    )
    _carry_on()


def _carry_on() -> None:
    """Compute the week from the day they joined, as before; from here on a gate decides."""
    people = sa.table("people", sa.column("id"), sa.column("joined_at", MOMENT))
    courses = sa.table(
        "courses",
        *(sa.column(name) for name in ("person_id", "level", "repeats", "length", "variety")),
        sa.column("since", sa.Date()),
        sa.column("finished", sa.Boolean()),
        sa.column("follow_up", sa.Boolean()),
    )
    today = datetime.now(UTC).date()
    joined = sa.select(people.c.id, people.c.joined_at).where(people.c.joined_at.is_not(None))
    connection = op.get_bind()
    rows = [
        {
            "person_id": row.id,
            "since": today,
            "level": min(max(0, (today - row.joined_at.date()).days) // 7 + 1, WEEKS),
            "repeats": 0,
            "finished": False,
            "length": "usual",
            "variety": 0,
            "follow_up": False,
        }
        for row in connection.execute(joined)
    ]
    for start in range(0, len(rows), BATCH):
        connection.execute(courses.insert(), rows[start : start + BATCH])
