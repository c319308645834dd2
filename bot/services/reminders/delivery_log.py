"""Writes down what happens to reminders: whatever comes up meanwhile goes into one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.domain.reminders.delivery import DeliveryKey, DropReason
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.storage.core.driver_errors import errors
from bot.storage.reminders.delivery_updates import Release

log = logging.getLogger(__name__)

MAX_BATCH = 0.005
"""Seconds that a result waits for others: answers to what was sent together come together."""

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between tries while the database is away; the last one again and again."""


@dataclass(slots=True)
class _Page:
    """What one transaction writes."""

    sent: dict[DeliveryKey, int] = field(default_factory=dict)
    dropped: dict[DeliveryKey, DropReason] = field(default_factory=dict)
    released: dict[DeliveryKey, Release] = field(default_factory=dict)
    asked: dict[DeliveryKey, asyncio.Future[bool]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.sent or self.dropped or self.released or self.asked)


class DeliveryLog:
    """Attempts are waited for, results are not; both are written in the order of transactions.

    A result that the database does not take is kept and written when it is back: forgetting that
    a message went out would send it again.
    """

    def __init__(
        self,
        unit: UnitOfWorkFactory,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._unit = unit
        self._clock = clock
        self._sleep = sleep
        self._page = _Page()
        self._writer: asyncio.Task[None] | None = None
        self._soon: asyncio.TimerHandle | None = None

    async def attempt(self, key: DeliveryKey) -> bool:
        """Store an attempt; whether the message may go out now."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._page.asked[key] = answer
        self._wake()
        return await answer

    def sent(self, key: DeliveryKey, message: int) -> None:
        """It arrived as that message."""
        self._page.sent[key] = message
        self._wake_soon()

    def drop(self, key: DeliveryKey, reason: DropReason) -> None:
        """It is left out; whoever is gone cannot be reached by anything else either."""
        self._page.dropped[key] = reason
        self._wake_soon()

    def release(self, key: DeliveryKey, release: Release) -> None:
        """It is to be tried again."""
        self._page.released[key] = release
        self._wake_soon()

    async def settled(self) -> None:
        """Return when everything up to here is written."""
        while self._page or self._is_writing():
            await asyncio.wait([self._wake()])

    async def close(self) -> None:
        """Stop writing at once; what is not written is lost."""
        if self._soon is not None:
            self._soon.cancel()
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.wait([self._writer])

    def _is_writing(self) -> bool:
        return self._writer is not None and not self._writer.done()

    def _wake_soon(self) -> None:
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(MAX_BATCH, self._wake)

    def _wake(self) -> asyncio.Task[None]:
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return self._writer

    async def _write(self) -> None:
        failures = 0
        while self._page:
            page, self._page = self._page, _Page()
            try:
                allowed = await self._keep(page)
            except errors() as error:
                self._put_back(page, error)
                log.warning("the database takes nothing right now: %s", type(error).__name__)
                await self._sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
                continue
            except BaseException as error:
                _refuse(page, error)
                raise
            failures = 0
            for key, answer in page.asked.items():
                if not answer.done():  # whoever asked may have been cancelled
                    answer.set_result(key in allowed)

    async def _keep(self, page: _Page) -> frozenset[DeliveryKey]:
        now = self._clock.now()
        allowed: frozenset[DeliveryKey] = frozenset()
        async with self._unit() as uow:
            await uow.reminders.sent(page.sent, now)
            await uow.reminders.release(page.released)
            await uow.reminders.dropped(page.dropped, now)
            gone = {key.person for key, why in page.dropped.items() if why is DropReason.GONE}
            if gone:
                await uow.people.set_reachable(gone, reachable=False)
            if page.asked:
                allowed = frozenset(await uow.reminders.attempt(page.asked.keys(), now))
            await uow.commit()
        return allowed

    def _put_back(self, page: _Page, error: BaseException) -> None:
        """Keep the results for the next try; nobody may send on an attempt that is not stored."""
        _refuse(page, error)
        self._page.sent = page.sent | self._page.sent
        self._page.dropped = page.dropped | self._page.dropped
        self._page.released = page.released | self._page.released


def _refuse(page: _Page, error: BaseException) -> None:
    for answer in page.asked.values():
        if not answer.done():
            answer.set_exception(error)
