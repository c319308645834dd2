"""What reminders tell about days: planned, called off, or missed because of an error here."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import DropReason
from bot.domain.reminders.schedule import LOOK_BACK
from bot.storage.core.tables import DELIVERIES, State

_C = DELIVERIES.c
CALLED_OFF = "called-off"
_RESTS = frozenset({DropReason.PAUSED, DropReason.HELD})
_LOST = frozenset({DropReason.TOO_LATE, DropReason.UNANSWERED})


@dataclass(frozen=True, slots=True)
class ReminderDays:
    """Days by the outcome of their reminders; snoozes are ignored."""

    planned: frozenset[date]
    paused: frozenset[date]
    lost: frozenset[date]


async def load(connection: AsyncConnection, person_id: PersonId) -> ReminderDays:
    """Days with a reminder that was sent, suppressed by a pause, or lost because of an error."""
    matters = or_(_C.state == State.SENT, _C.reason.in_(sorted(_RESTS | _LOST)))
    query = (
        select(_C.day, _C.reason, _C.answer)
        .where(_C.person_id == person_id, _C.round == 0, _C.slot < LOOK_BACK, matters)
        .distinct()
    )
    planned, paused, lost = set(), set(), set()
    for day, reason, answer in await connection.execute(query):
        if reason in _RESTS or answer == CALLED_OFF:
            paused.add(day)
        elif reason in _LOST:
            lost.add(day)
        else:
            planned.add(day)
    return ReminderDays(frozenset(planned), frozenset(paused), frozenset(lost))


async def call_off(connection: AsyncConnection, person_id: PersonId, day: date) -> None:
    """Mark the reminders of that day as called off."""
    await connection.execute(
        update(DELIVERIES).where(_C.person_id == person_id, _C.day == day).values(answer=CALLED_OFF)
    )
