"""Record the outcome of reminders, with everything that is waiting in one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.domain.reminders.delivery import DeliveryKey, DropReason
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.storage.core.errors import DatabaseFailed
from bot.storage.reminders.delivery_updates import Release

log = logging.getLogger(__name__)

BATCH_WINDOW = 0.005
"""Seconds that a result waits for others: concurrent sends are answered at similar times."""

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts while the database is unavailable; the last one repeats."""


@dataclass(slots=True)
class _Batch:
    """What one transaction writes."""

    sent: dict[DeliveryKey, int] = field(default_factory=dict)
    dropped: dict[DeliveryKey, DropReason] = field(default_factory=dict)
    released: dict[DeliveryKey, Release] = field(default_factory=dict)
    asked: dict[DeliveryKey, asyncio.Future[bool]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.sent or self.dropped or self.released or self.asked)


@dataclass(slots=True)
class DeliveryLog:
    """Callers wait for attempts but not for results; transactions are written in order.

    If the database fails, results are kept and written when it is back: if a result were lost,
    its message would be sent again.
    """

    unit: UnitOfWorkFactory
    clock: Clock
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _batch: _Batch = field(default_factory=_Batch)
    _writer: asyncio.Task[None] | None = None
    _soon: asyncio.TimerHandle | None = None

    async def attempt(self, key: DeliveryKey) -> bool:
        """Store an attempt; return whether the message may be sent now."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._batch.asked[key] = answer
        self._wake()
        return await answer

    def sent(self, key: DeliveryKey, message: int) -> None:
        """Record that it arrived as the message with that id."""
        self._batch.sent[key] = message
        self._wake_soon()

    def drop(self, key: DeliveryKey, reason: DropReason) -> None:
        """Record that it is not sent. `DropReason.GONE` marks the person as unreachable."""
        self._batch.dropped[key] = reason
        self._wake_soon()

    def release(self, key: DeliveryKey, release: Release) -> None:
        """Record that it is to be retried."""
        self._batch.released[key] = release
        self._wake_soon()

    async def settled(self) -> None:
        """Return when everything recorded so far is written."""
        while self._batch or self._is_writing():
            await asyncio.wait([self._wake()])

    async def close(self) -> None:
        """Stop writing at once; results that are not written yet are lost."""
        if self._soon is not None:
            self._soon.cancel()
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.wait([self._writer])

    def _is_writing(self) -> bool:
        return self._writer is not None and not self._writer.done()

    def _wake_soon(self) -> None:
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(BATCH_WINDOW, self._wake)

    def _wake(self) -> asyncio.Task[None]:
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return self._writer

    async def _write(self) -> None:
        failures = 0
        while self._batch:
            batch, self._batch = self._batch, _Batch()
            try:
                allowed = await self._store(batch)
            except DatabaseFailed as error:
                self._put_back(batch, error)
                log.warning("the database is unavailable: %s", error)
                await self.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
                continue
            except BaseException as error:
                _fail_attempts(batch, error)
                raise
            failures = 0
            for key, answer in batch.asked.items():
                if not answer.done():  # the caller may have been cancelled
                    answer.set_result(key in allowed)

    async def _store(self, batch: _Batch) -> frozenset[DeliveryKey]:
        now = self.clock.now()
        allowed: frozenset[DeliveryKey] = frozenset()
        async with self.unit() as uow:
            await uow.reminders.sent(batch.sent, now)
            await uow.reminders.release(batch.released)
            await uow.reminders.dropped(batch.dropped, now)
            gone = {key.person for key, why in batch.dropped.items() if why is DropReason.GONE}
            if gone:
                await uow.people.set_reachable(gone, reachable=False)
            if batch.asked:
                allowed = frozenset(await uow.reminders.attempt(batch.asked.keys(), now))
            await uow.commit()
        return allowed

    def _put_back(self, batch: _Batch, error: BaseException) -> None:
        """Keep the results for the next attempt; fail callers whose attempt is not stored."""
        _fail_attempts(batch, error)
        self._batch.sent = batch.sent | self._batch.sent
        self._batch.dropped = batch.dropped | self._batch.dropped
        self._batch.released = batch.released | self._batch.released


def _fail_attempts(batch: _Batch, error: BaseException) -> None:
    for answer in batch.asked.values():
        if not answer.done():
            answer.set_exception(error)
