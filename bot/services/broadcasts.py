"""Send broadcasts in batches of about a second, at most one message per person."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import metrics
from bot.domain.broadcasts import Broadcast, BroadcastEnding, BroadcastId, BroadcastStatus, Progress
from bot.domain.people.person import Person, PersonId
from bot.domain.reminders.schedule import local_date
from bot.services.overdue_rows import OverdueRows
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import BroadcastNotifier, Clock, Gone, SendOutcome, Sent, TryLater
from bot.storage.core.errors import DatabaseFailed

log = logging.getLogger(__name__)

BATCH = 28
"""Messages per batch: about a second's worth, so that a stop or shutdown takes effect soon."""

AT_ONCE = 4
"""Messages sent concurrently. Broadcasts have the lowest priority: more would only queue up."""

LEASE = timedelta(seconds=60)
"""A delivery not settled within this time belongs to a process that died."""

SOON = timedelta(seconds=5)
"""The shortest delay before the next attempt."""


@dataclass(frozen=True, slots=True)
class Broadcasts:
    """One text to everybody, at most once per person: an unknown outcome is not retried."""

    unit: UnitOfWorkFactory
    clock: Clock
    overdue: OverdueRows[PersonId] = field(default_factory=lambda: OverdueRows("broadcast"))

    async def audience(self) -> int:
        """The number of people whom a broadcast would reach now."""
        async with self.unit() as uow:
            return await uow.broadcasts.audience(self.clock.now())

    async def progress(self) -> Progress | None:
        """Progress of the current broadcast, or of the last one."""
        async with self.unit() as uow:
            latest = await uow.broadcasts.latest()
            if latest is None:
                return None
            return Progress(latest, await uow.broadcasts.delivery_counts(latest.id))

    async def stop(self, id: BroadcastId) -> bool:
        """Stop a broadcast; False if it was already over."""
        async with self.unit() as uow:
            stopped = await uow.broadcasts.end(id, BroadcastEnding.STOPPED, self.clock.now())
            await uow.commit()
        return stopped

    async def next_due(self) -> datetime | None:
        """When the next delivery, or the next retry, is due (UTC)."""
        async with self.unit() as uow:
            return await uow.broadcasts.next_due(self.clock.now())

    async def send_due(self, notifier: BroadcastNotifier) -> int:
        """Send the next batch and return its size. Reports to the author once none is left.

        Raises an exception group with any errors, after all other deliveries were settled.
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
            await self._report(running, notifier)
        await self._send(running, people, notifier)
        return len(people)

    async def _send(
        self, running: Broadcast, people: tuple[PersonId, ...], notifier: BroadcastNotifier
    ) -> None:
        limit = asyncio.Semaphore(AT_ONCE)

        async def one(person: PersonId) -> None:
            async with limit:
                await self._deliver(running, person, notifier)

        # Not a task group: one delivery that fails must not cancel the others.
        results = await asyncio.gather(*map(one, people), return_exceptions=True)
        failures = [result for result in results if isinstance(result, BaseException)]
        bugs = [
            person
            for person, result in zip(people, results, strict=True)
            if isinstance(result, Exception) and not isinstance(result, DatabaseFailed)
        ]
        await self._give_up(running, people, bugs)
        if failures:
            raise BaseExceptionGroup("some broadcast deliveries could not be settled", failures)

    async def _give_up(
        self, running: Broadcast, handled: Collection[PersonId], failed: Collection[PersonId]
    ) -> None:
        """Failed deliveries wait until their lease ends; after many attempts they are given up."""
        now = self.clock.now()
        given_up = [key for key, at in self.overdue.put_off(handled, failed, now).items() if not at]
        if given_up:
            async with self.unit() as uow:
                for person in given_up:
                    await uow.broadcasts.settle(running, person, BroadcastStatus.UNSURE)
                await uow.commit()

    async def _deliver(self, running: Broadcast, id: PersonId, notifier: BroadcastNotifier) -> None:
        async with self.unit() as uow:
            person = await uow.people.get(id)
            unwanted = self._unwanted(person)
            if unwanted is not None:
                await uow.broadcasts.settle(running, id, unwanted)
                metrics.BROADCAST_DELIVERIES.labels(outcome=unwanted.value).inc()
                await uow.commit()
        if person is None or unwanted is not None:
            return

        async with notifier.announce(person, running.text) as request:
            if isinstance(request, TryLater) or not await self._attempt(running, id):
                return  # it is retried when its lease ends, or another process sends it
            outcome = await request()
        await self._record(running, person, outcome)

    async def _attempt(self, running: Broadcast, id: PersonId) -> bool:
        """Store the attempt, right before it is sent; False if it must not be sent any more."""
        async with self.unit() as uow:
            is_ours = await uow.broadcasts.attempt(running, id, self.clock.now() + LEASE)
            await uow.commit()
        return is_ours

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
                    status = BroadcastStatus.SENT
                case Gone():
                    status = BroadcastStatus.GONE
                    await uow.people.set_reachable([person.id], reachable=False)
                case TryLater(_, certain=False):
                    status = BroadcastStatus.UNSURE
                case TryLater(after):
                    status = BroadcastStatus.WAITING
                    await uow.broadcasts.release(running, person.id, now + max(after, SOON))
            if status is not BroadcastStatus.WAITING:
                await uow.broadcasts.settle(running, person.id, status)
            metrics.BROADCAST_DELIVERIES.labels(outcome=status.value).inc()
            await uow.commit()

    async def _report(self, ended: Broadcast, notifier: BroadcastNotifier) -> None:
        async with self.unit() as uow:
            author = None if ended.author is None else await uow.people.get(ended.author)
            deliveries = await uow.broadcasts.delivery_counts(ended.id)
        done = replace(ended, ending=BroadcastEnding.DONE)
        log.info("broadcast finished: %s", {status.value: n for status, n in deliveries.items()})
        if author is not None:
            await notifier.report(author, Progress(done, deliveries))
