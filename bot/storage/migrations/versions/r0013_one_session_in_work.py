"""At most one session in progress for each person.

Two processes could begin two at the same time. The session with the most progress is kept; the
others end as left at the time of their last step.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """End duplicate sessions, then add an index that prevents new ones."""
    _end_duplicates()
    op.drop_index("ix_workouts_running", "workouts")
    op.create_index(
        "ix_workouts_running",
        "workouts",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("ending IS NULL"),
        sqlite_where=sa.text("ending IS NULL"),
    )


def _end_duplicates() -> None:
    columns = ("id", "person_id", "item", "segment", "still", "ending", "shown_item", "version")
    sessions = sa.table(
        "workouts",
        *(sa.column(name) for name in columns),
        sa.column("items", sa.JSON()),
        *(sa.column(name, MOMENT) for name in ("segment_at", "still_at", "ended_at")),
        sa.column("next_change_at", MOMENT),
    )
    c = sessions.c
    in_work = c.ending.is_(None)
    several = (
        sa.select(c.person_id).where(in_work).group_by(c.person_id).having(sa.func.count() > 1)
    )
    furthest_first = (c.person_id, c.item.desc(), c.segment.desc(), c.id.desc())
    query = (
        sa.select(c.id, c.person_id, c["items"], c.version, c.segment_at, c.still_at)
        .where(in_work, c.person_id.in_(several))
        .order_by(*furthest_first)
    )
    connection = op.get_bind()
    kept = set()
    for row in connection.execute(query).all():
        if row.person_id not in kept:
            kept.add(row.person_id)
            continue
        over = {
            "ending": "left",
            "ended_at": row.still_at or row.segment_at,
            "still": None,
            "still_at": None,
            "next_change_at": None,
            "shown_item": len(row.items),  # the end need not be shown any more
            "version": row.version + 1,
        }
        connection.execute(sa.update(sessions).where(c.id == row.id).values(over))
