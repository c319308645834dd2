"""The log of a session: a row for each exercise that was done, skipped or stopped."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.exercises import Dose, ExerciseId
from bot.domain.people import PersonId
from bot.domain.workouts import Logged, SessionLog, Workout, WorkoutId
from bot.storage.tables import WORKOUT_EXERCISES, WORKOUTS

_C = WORKOUT_EXERCISES.c


async def save(connection: AsyncConnection, workout: Workout) -> None:
    """Keep the log as it is now. Going back takes lines away: if any differ, all are written."""
    stored = (await load(connection, [workout.id]))[workout.id]
    if tuple(stored) == workout.log:
        return
    await connection.execute(delete(WORKOUT_EXERCISES).where(_C.workout_id == workout.id))
    if workout.log:
        rows = [_row(workout.id, line) for line in workout.log]
        await connection.execute(insert(WORKOUT_EXERCISES), rows)


async def load(
    connection: AsyncConnection, ids: Sequence[WorkoutId]
) -> Mapping[WorkoutId, Sequence[Logged]]:
    """The logs of these sessions in the order of the exercises; empty for one without a log."""
    logs: dict[WorkoutId, list[Logged]] = defaultdict(list)
    if not ids:
        return logs
    query = select(WORKOUT_EXERCISES).where(_C.workout_id.in_(ids)).order_by(_C.position)
    for row in await connection.execute(query):
        logs[row.workout_id].append(_line(row))
    return logs


async def since(
    connection: AsyncConnection, person_id: PersonId, day: date
) -> tuple[SessionLog, ...]:
    """What came of the person's sessions from that day on, the oldest first.

    A session without a line is left out.
    """
    query = (
        select(WORKOUTS.c.day, WORKOUT_EXERCISES)
        .join_from(WORKOUTS, WORKOUT_EXERCISES)
        .where(WORKOUTS.c.person_id == person_id, WORKOUTS.c.day >= day)
        .order_by(WORKOUTS.c.day, _C.workout_id, _C.position)
    )
    rows = await connection.execute(query)
    return tuple(
        SessionLog(WorkoutId(workout), day, tuple(_line(row) for row in lines))
        for (day, workout), lines in groupby(rows, lambda row: (row.day, row.workout_id))
    )


def _row(workout_id: WorkoutId, line: Logged) -> dict[str, Any]:
    return {
        "workout_id": workout_id,
        "position": line.position,
        "exercise": line.exercise,
        "hold": line.dose.hold,
        "repetitions": line.dose.repetitions,
        "sets": line.dose.sets,
        "outcome": line.outcome,
        "began_at": line.began_at,
        "ended_at": line.ended_at,
    }


def _line(row: Row[Any]) -> Logged:
    return Logged(
        position=row.position,
        exercise=ExerciseId(row.exercise),
        dose=Dose(row.hold, row.repetitions, row.sets),
        outcome=row.outcome,
        began_at=row.began_at,
        ended_at=row.ended_at,
    )
