"""Corrections of the log: the days that can be filled in, and the last entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import Refusal
from bot.domain.people.person import Person
from bot.domain.progress import streak
from bot.domain.session.session import Session
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.services.progress.progress import history_of


@dataclass(frozen=True, slots=True)
class Logbook:
    """Initial answers of the dialogues that correct the log."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def to_fill(self, person: Person) -> dict[str, Any]:
        """The days of the last week that can be filled in. Raises `Refusal` if there are none."""
        today = streak.user_day(self.clock.now(), person.zone, person.day_starts)
        async with self.unit() as uow:
            history = await history_of(uow, person)
        since = person.joined_at and streak.user_day(
            person.joined_at, person.zone, person.day_starts
        )
        days = [day for day in streak.may_fill(history, today) if since and day >= since]
        if not days:
            raise Refusal("fill-none")
        return {"open": [day.isoformat() for day in days]}

    async def last(self, person: Person) -> dict[str, Any]:
        """The last entry, logged or filled in. Raises `Refusal` if there is none."""
        async with self.unit() as uow:
            session = await uow.sessions.last_counted(person.id)
            filled = await uow.filled.of(person.id)
        by_hand = max(filled.items(), key=lambda each: each[1], default=None)
        if by_hand is not None and (session is None or by_hand[1] > _over_at(session)):
            return {"day": by_hand[0].isoformat()}
        if session is None:
            raise Refusal("undo-none")
        return {"day": session.day.isoformat(), "undo": int(session.id)}


def _over_at(session: Session) -> datetime:
    return session.ended_at or session.began_at
