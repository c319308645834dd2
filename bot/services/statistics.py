"""How the bot is doing, in numbers; never who."""

from dataclasses import dataclass
from datetime import timedelta

from bot.services.people import OpenUnit
from bot.services.ports import Clock


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is in hand now: sessions in work, reminders overdue, and for how long the oldest is."""

    sessions: int
    overdue: int
    behind: timedelta


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts for the operator."""

    unit: OpenUnit
    clock: Clock

    async def pulse(self) -> Pulse:
        """What is in hand now; cheap enough to be asked every few seconds."""
        now = self.clock.now()
        async with self.unit() as uow:
            sessions = await uow.workouts.count_active()
            overdue, oldest = await uow.statistics.overdue(now)
        return Pulse(sessions, overdue, now - oldest if oldest else timedelta(0))
