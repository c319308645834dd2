"""Store pain separately for back and leg, with how far down the leg it reaches."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Move the notes to a table with more columns; scores without a place become the back's."""
    op.create_table(
        "pain_diary",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("back", sa.SmallInteger(), nullable=True),
        sa.Column("leg", sa.SmallInteger(), nullable=True),
        sa.Column("reach", sa.Text(), nullable=True),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("workout_id", ROW_ID, nullable=True),
        sa.CheckConstraint("back BETWEEN 0 AND 10", name=op.f("ck_pain_diary_back")),
        sa.CheckConstraint("leg BETWEEN 0 AND 10", name=op.f("ck_pain_diary_leg")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_pain_diary_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workout_id"],
            ["workouts.id"],
            name=op.f("fk_pain_diary_workout_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pain_diary")),
    )
    op.create_index(
        op.f("ix_pain_diary_person_id_noted_at"),
        "pain_diary",
        ["person_id", "noted_at"],
        unique=False,
    )
    op.create_index(op.f("ix_pain_diary_workout_id"), "pain_diary", ["workout_id"], unique=False)
    op.execute(
        "INSERT INTO pain_diary (person_id, noted_at, day, back, taken, workout_id) "
        "SELECT person_id, noted_at, day, score, "
        "CASE WHEN workout_id IS NULL THEN 'any' ELSE 'after' END, workout_id "
        "FROM pain_notes ORDER BY id"
    )
    op.drop_table("pain_notes")
