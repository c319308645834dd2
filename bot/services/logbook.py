"""The log, corrected by hand: what may be filled in, and what was logged last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain import streak
from bot.domain.errors import Refusal
from bot.domain.people import Person
from bot.domain.workouts import Workout
from bot.services.people import OpenUnit
from bot.services.ports import Clock
from bot.services.progress import history_of


@dataclass(frozen=True, slots=True)
class Logbook:
    """What the dialogues that correct the log start from."""

    unit: OpenUnit
    clock: Clock

    async def to_fill(self, person: Person) -> dict[str, Any]:
        """The days of the last week that may be filled in. Raises `Refusal` when there is none."""
        today = streak.day_of(self.clock.now(), person.zone, person.day_starts)
        async with self.unit() as uow:
            history = await history_of(uow, person)
        since = person.joined_at and streak.day_of(person.joined_at, person.zone, person.day_starts)
        days = [day for day in streak.may_fill(history, today) if since and day >= since]
        if not days:
            raise Refusal("fill-none")
        return {"open": [day.isoformat() for day in days]}

    async def last(self, person: Person) -> dict[str, Any]:
        """What was logged last, by a session or by hand. Raises `Refusal` when nothing was."""
        async with self.unit() as uow:
            workout = await uow.workouts.last_counted(person.id)
            filled = await uow.filled.of(person.id)
        by_hand = max(filled.items(), key=lambda each: each[1], default=None)
        if by_hand is not None and (workout is None or by_hand[1] > _over_at(workout)):
            return {"day": by_hand[0].isoformat()}
        if workout is None:
            raise Refusal("undo-none")
        return {"day": workout.day.isoformat(), "undo": int(workout.id)}


def _over_at(workout: Workout) -> datetime:
    return workout.ended_at or workout.began_at
