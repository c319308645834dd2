"""Resend safety advice until it is known to have arrived, across outages and restarts."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import metrics
from bot.domain.pain.safety_screen import Advice, Need
from bot.domain.people.person import PersonId
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Adviser, Clock, Gone, SendOutcome, Sent, TryLater

log = logging.getLogger(__name__)

AT_FIRST = timedelta(seconds=60)
"""Delay of the first resend: the answer to a person's action shows the advice and has retries."""

LEASE = timedelta(seconds=60)
"""A claim not settled within this time belongs to a process that died."""

CLOSED = timedelta(seconds=10)
"""Delay of the next check while nothing can be sent to Telegram."""

PAUSES = tuple(timedelta(seconds=each) for each in (30, 60, 120, 300, 600, 1800, 3600))
"""Delays between attempts with an unknown outcome; the last one repeats."""

BATCH = 20


@dataclass(frozen=True, slots=True)
class SafetyAdvice:
    """Stores advice that must be shown, and resends it."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def arrived(self, person: PersonId, advice: Advice) -> None:
        """The advice is in the person's chat."""
        async with self.unit() as uow:
            await uow.safety.arrived(person, advice)
            await uow.commit()

    async def wake(self, person: PersonId) -> None:
        """The person can be reached again: their waiting advice becomes due now."""
        async with self.unit() as uow:
            await uow.safety.wake(person, self.clock.now())
            await uow.commit()

    async def next_due(self) -> datetime | None:
        """When the next attempt is due (UTC)."""
        async with self.unit() as uow:
            return await uow.safety.next_due()

    async def show_due(self, adviser: Adviser) -> int:
        """Resend the advice that is due now and return how many were claimed.

        Raises an exception group with any errors. Claims postpone each item first, so that a
        failing one is not retried at once and does not hold up the others.
        """
        now = self.clock.now()
        async with self.unit() as uow:
            claimed = await uow.safety.claim(now, now + LEASE, BATCH)
            if claimed:
                await uow.commit()
        failures = []
        for need in claimed:
            try:
                await self._show(need, adviser)
            except Exception as error:  # noqa: BLE001 - one must not stop the others
                failures.append(error)
        if failures:
            raise ExceptionGroup("some safety advice could not be shown", failures)
        return len(claimed)

    async def _show(self, need: Need, adviser: Adviser) -> None:
        async with self.unit() as uow:
            person = await uow.people.get(need.person)
        if person is not None:  # otherwise all their data was deleted meanwhile, including this
            await self._settle(need, await adviser.advise(person, need.advice))

    async def _settle(self, need: Need, outcome: SendOutcome | None) -> None:
        async with self.unit() as uow:
            match outcome:
                case None | Sent():
                    await uow.safety.over(need)
                case Gone():
                    await uow.people.set_reachable([need.person], reachable=False)
                    await uow.safety.put_off(need, None)
                case TryLater(after, certain):
                    tries = need.tries - 1 if certain else need.tries
                    pause = CLOSED if certain else PAUSES[min(tries, len(PAUSES)) - 1]
                    await uow.safety.put_off(
                        Need(need.person, need.advice, need.since, tries),
                        self.clock.now() + max(after, pause),
                    )
            await uow.commit()
        _log_outcome(need, outcome)


def _log_outcome(need: Need, outcome: SendOutcome | None) -> None:
    names = {Sent: "sent", Gone: "gone", TryLater: "retried"}
    metrics.SAFETY_MESSAGES.labels(outcome=names.get(type(outcome), "over")).inc()
    if isinstance(outcome, TryLater | Gone):
        log.warning(
            "safety advice may not have arrived after %d attempts: %s",
            need.tries,
            names[type(outcome)],
        )
