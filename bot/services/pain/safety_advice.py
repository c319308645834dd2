"""Safety advice is shown until it is known to have arrived: across outages and restarts."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.pain.safety_screen import Advice, Need
from bot.domain.people.person import PersonId
from bot.metrics import METRICS
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Adviser, Clock, Gone, SendOutcome, Sent, TryLater

log = logging.getLogger(__name__)

AT_FIRST = timedelta(seconds=60)
"""For whoever asks: the answer to what they did shows it, with tries of its own."""

LEASE = timedelta(seconds=60)
"""What was claimed and not settled within this time belongs to a process that died."""

CLOSED = timedelta(seconds=10)
"""Until the next look while nothing goes out to Telegram at all."""

PAUSES = tuple(timedelta(seconds=each) for each in (30, 60, 120, 300, 600, 1800, 3600))
"""Between tries of which nobody knows whether they arrived; the last one again and again."""

BATCH = 20


@dataclass(frozen=True, slots=True)
class SafetyAdvice:
    """Keeps what has to be shown, and has it shown again."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def arrived(self, person: PersonId, advice: Advice) -> None:
        """The person has it in their chat."""
        async with self.unit() as uow:
            await uow.safety.arrived(person, advice)
            await uow.commit()

    async def wake(self, person: PersonId) -> None:
        """The person can be reached again: what waited for them comes now."""
        async with self.unit() as uow:
            await uow.safety.wake(person, self.clock.now())
            await uow.commit()

    async def next_due(self) -> datetime | None:
        """When something is tried again next (UTC)."""
        async with self.unit() as uow:
            return await uow.safety.next_due()

    async def show_due(self, adviser: Adviser) -> int:
        """Show again what is due now; how much it was.

        Raises an exception group with the bugs met on the way. A claim puts each off first, so
        that one that fails neither comes at once again nor holds up the others.
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
        if person is not None:  # else somebody deleted it all meanwhile, this as well
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
        _tell(need, outcome)


def _tell(need: Need, outcome: SendOutcome | None) -> None:
    names = {Sent: "sent", Gone: "gone", TryLater: "retried"}
    METRICS.count("safety_messages", outcome=names.get(type(outcome), "over"))
    if isinstance(outcome, TryLater | Gone):
        log.warning(
            "safety advice is not known to have arrived after %d tries: %s",
            need.tries,
            names[type(outcome)],
        )
