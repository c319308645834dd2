"""Broadcasts: a second's worth of letters at a time, each to a person who has not had one."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.broadcasts import Broadcast, BroadcastEnding, BroadcastId, BroadcastStatus, Progress
from bot.domain.people.person import Person, PersonId
from bot.domain.reminders.schedule import local_date
from bot.metrics import METRICS
from bot.services.overdue_rows import OverdueRows
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import BroadcastNotifier, Clock, Gone, SendOutcome, Sent, TryLater
from bot.storage.core.driver_errors import errors

log = logging.getLogger(__name__)

BATCH = 28
"""Letters of one turn: about a second's worth, so that a stop or a shutdown is soon obeyed."""

AT_ONCE = 4
"""Letters under way together. They wait behind everything else, so more would only queue up."""

LEASE = timedelta(seconds=60)
"""A letter that was not settled within this time belongs to a process that died."""

SOON = timedelta(seconds=5)
"""The shortest time to the next try."""


@dataclass(frozen=True, slots=True)
class Broadcasts:
    """One text to everybody, never two to one person: what is unsure is not tried again."""

    unit: UnitOfWorkFactory
    clock: Clock
    overdue: OverdueRows[PersonId] = field(default_factory=lambda: OverdueRows("broadcast"))

    async def audience(self) -> int:
        """How many people a broadcast would be for now."""
        async with self.unit() as uow:
            return await uow.broadcasts.audience(self.clock.now())

    async def progress(self) -> Progress | None:
        """How far the one under way is, or the last one came."""
        async with self.unit() as uow:
            latest = await uow.broadcasts.latest()
            if latest is None:
                return None
            return Progress(latest, await uow.broadcasts.letters(latest.id))

    async def stop(self, id: BroadcastId) -> bool:
        """Let nothing more of it go out; False when it was over."""
        async with self.unit() as uow:
            stopped = await uow.broadcasts.end(id, BroadcastEnding.STOPPED, self.clock.now())
            await uow.commit()
        return stopped

    async def next_due(self) -> datetime | None:
        """When there is a letter to send, or one to be tried again."""
        async with self.unit() as uow:
            return await uow.broadcasts.next_due(self.clock.now())

    async def send_due(self, crier: BroadcastNotifier) -> int:
        """Send the next letters; how many were looked at. Tells the author when none is left.

        Raises an exception group with the bugs met on the way, after all others were settled.
        """
        now = self.clock.now()
        async with self.unit() as uow:
            running = await uow.broadcasts.running()
            if running is None:
                return 0
            people = await uow.broadcasts.claim(running, now, BATCH, LEASE)
            is_over = not people and not await uow.broadcasts.open(running)
            if is_over:
                await uow.broadcasts.end(running.id, BroadcastEnding.DONE, now)
            await uow.commit()
        if is_over:
            await self._tell(running, crier)
        await self._send(running, people, crier)
        return len(people)

    async def _send(
        self, running: Broadcast, people: tuple[PersonId, ...], crier: BroadcastNotifier
    ) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(person: PersonId) -> None:
            async with gate:
                await self._send_one(running, person, crier)

        # Not a task group: one letter that fails must not cancel those beside it.
        results = await asyncio.gather(*map(one, people), return_exceptions=True)
        failures = [result for result in results if isinstance(result, BaseException)]
        bugs = [
            person
            for person, result in zip(people, results, strict=True)
            if isinstance(result, Exception) and not isinstance(result, errors())
        ]
        await self._give_up(running, people, bugs)
        if failures:
            raise BaseExceptionGroup("some letters could not be settled", failures)

    async def _give_up(
        self, running: Broadcast, handled: Collection[PersonId], failed: Collection[PersonId]
    ) -> None:
        """What fails waits until its lease ends; after many tries nobody waits for it any more."""
        now = self.clock.now()
        given_up = [key for key, at in self.overdue.put_off(handled, failed, now).items() if not at]
        if given_up:
            async with self.unit() as uow:
                for person in given_up:
                    await uow.broadcasts.settle(running, person, BroadcastStatus.UNSURE)
                await uow.commit()

    async def _send_one(self, running: Broadcast, id: PersonId, crier: BroadcastNotifier) -> None:
        async with self.unit() as uow:
            person = await uow.people.get(id)
            unwanted = self._unwanted(person)
            if unwanted is not None:
                await uow.broadcasts.settle(running, id, unwanted)
                METRICS.count("broadcast_deliveries", outcome=unwanted.value)
                await uow.commit()
        if person is None or unwanted is not None:
            return

        is_ours = False

        async def attempt() -> bool:
            nonlocal is_ours
            async with self.unit() as uow:
                is_ours = await uow.broadcasts.attempt(running, id, self.clock.now() + LEASE)
                await uow.commit()
            return is_ours

        outcome = await crier.announce(person, running.text, attempt)
        if is_ours:  # else it never was on its way, or on somebody else's
            await self._record(running, person, outcome)

    def _unwanted(self, person: Person | None) -> BroadcastStatus | None:
        if person is None or not person.reachable:
            return BroadcastStatus.GONE
        paused = person.is_paused(local_date(self.clock.now(), person.zone))
        return BroadcastStatus.PAUSED if paused else None

    async def _record(self, running: Broadcast, person: Person, outcome: SendOutcome) -> None:
        now = self.clock.now()
        async with self.unit() as uow:
            match outcome:
                case Sent():
                    fate = BroadcastStatus.SENT
                case Gone():
                    fate = BroadcastStatus.GONE
                    await uow.people.set_reachable([person.id], reachable=False)
                case TryLater(_, certain=False):
                    fate = BroadcastStatus.UNSURE
                case TryLater(after):
                    fate = BroadcastStatus.WAITING
                    await uow.broadcasts.release(running, person.id, now + max(after, SOON))
            if fate is not BroadcastStatus.WAITING:
                await uow.broadcasts.settle(running, person.id, fate)
            METRICS.count("broadcast_deliveries", outcome=fate.value)
            await uow.commit()

    async def _tell(self, ended: Broadcast, crier: BroadcastNotifier) -> None:
        async with self.unit() as uow:
            author = None if ended.author is None else await uow.people.get(ended.author)
            letters = await uow.broadcasts.letters(ended.id)
        done = replace(ended, ending=BroadcastEnding.DONE)
        log.info("a broadcast is over: %s", {fate.value: n for fate, n in letters.items()})
        if author is not None:
            await crier.report(author, Progress(done, letters))
