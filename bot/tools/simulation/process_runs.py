"""One run of the bot's process: real services on real SQL, which crash where the plan says."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.reminders.delivery import DeliveryKey
from bot.services.ports import Reminder, SendOutcome, SendRequest, Sent, TryLater
from bot.storage.core import database_url
from bot.storage.core.database import Database
from bot.storage.core.unit_of_work import UnitOfWork
from bot.tools.simulation import threadless_sqlite
from bot.tools.simulation.faults import BETWEEN_CRASHES, Fate, Fault, FaultPlan, Point

REQUEST = timedelta(seconds=1 / 28)
"""The time between two requests at Telegram's rate."""

LOST_AFTER = timedelta(seconds=10)
LATEST_PASS = 9
"""A process crashes at a random pass, at most this one, of the point that was chosen."""


class Crash(BaseException):
    """The process has crashed: whatever it still tries fails."""


@dataclass
class Clock:
    """The simulated clock of the machine."""

    moment: datetime

    def now(self) -> datetime:
        """The time as the bot sees it."""
        return self.moment

    def on(self, span: timedelta) -> None:
        """Move the clock on."""
        self.moment += span


@dataclass
class DeliveryRecord:
    """What really arrived at Telegram, and the requests whose outcome the bot cannot know."""

    arrived: Counter[DeliveryKey] = field(default_factory=Counter)
    windows: dict[DeliveryKey, list[str]] = field(default_factory=dict)
    lag: timedelta = timedelta(0)

    def window(self, key: DeliveryKey, why: str) -> None:
        """Note that the outcome of a request for this reminder is unknown."""
        self.windows.setdefault(key, []).append(why)


@dataclass
class ProcessRun:
    """One process from its start to its crash."""

    faults: FaultPlan
    clock: Clock
    dies_at: datetime = field(init=False)
    point: Point = field(init=False)
    dead: bool = False
    under_way: dict[DeliveryKey, int] = field(default_factory=dict)
    """Reminders that this process sent or was about to send, with their earlier attempts."""
    _passes: int = field(init=False)

    def __post_init__(self) -> None:
        self.dies_at = self.clock.now() + self.faults.pause(BETWEEN_CRASHES)
        self.point = self.faults.random.choice(list(Point))
        self._passes = 1 if self.point is Point.IDLE else self.faults.random.randint(1, LATEST_PASS)

    def at(self, point: Point) -> None:
        """Pass a point at which the process may crash. Raises `Crash` when it does or did."""
        self.check()
        if point is not self.point or self.clock.now() < self.dies_at:
            return
        self._passes -= 1
        if self._passes == 0 and self.faults.has(Fault.CRASH):
            self.dead = True
            raise Crash(point)

    def check(self) -> None:
        """Raise `Crash` if the process has crashed."""
        if self.dead:
            raise Crash


class _FragileUnit(UnitOfWork):
    def __init__(self, engine: AsyncEngine, process: ProcessRun) -> None:
        super().__init__(engine)
        self._process = process

    async def commit(self) -> None:
        self._process.at(Point.BEFORE_COMMIT)
        await super().commit()
        self._process.at(Point.AFTER_COMMIT)


class FragileDatabase(Database):
    """A database whose units of work belong to a process that may crash."""

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open it like any other, but SQLite without a thread."""
        opened = await super().open(url)
        address = database_url.read(url)
        if address.file is None:
            return opened
        await opened.close()
        return cls(threadless_sqlite.create(address), address)

    def units(self, process: ProcessRun) -> Callable[[], UnitOfWork]:
        """A factory of units of work that belong to that process."""

        def open_unit() -> UnitOfWork:
            process.check()
            return _FragileUnit(self._engine, process)

        return open_unit


@dataclass
class Telegram:
    """Accepts messages as Telegram would, with the faults of the plan."""

    faults: FaultPlan
    clock: Clock
    record: DeliveryRecord
    process: ProcessRun
    held_until: datetime

    @asynccontextmanager
    async def remind(self, reminder: Reminder) -> AsyncIterator[SendRequest | TryLater]:
        """Permit it as the bot's sender does, which waits for the rate."""
        if self.clock.now() < self.held_until:
            yield TryLater(self.held_until - self.clock.now(), certain=True)
            return
        key = reminder.delivery.key
        self.process.under_way[key] = reminder.delivery.attempts
        yield partial(self._request, key, reminder.delivery.due_at)

    async def _request(self, key: DeliveryKey, due_at: datetime) -> SendOutcome:
        self.process.at(Point.BEFORE_REQUEST)
        self.clock.on(REQUEST)
        match self.faults.fate():
            case Fate.REFUSED:
                wait = timedelta(seconds=self.faults.random.randint(3, 60))
                self.held_until = self.clock.now() + wait
                return TryLater(wait, certain=True)
            case Fate.LOST:
                self.record.window(key, "request lost")
                return TryLater(LOST_AFTER, certain=False)
            case fate:
                self.record.arrived[key] += 1
                self.record.lag = max(self.record.lag, self.clock.now() - due_at)
        if fate is Fate.ANSWER_LOST:
            self.record.window(key, "answer lost")
            return TryLater(LOST_AFTER, certain=False)
        self.process.at(Point.AFTER_REQUEST)
        self.process.at(Point.AFTER_ANSWER)
        return Sent(self.record.arrived[key])

    async def show_session(self, session: object) -> None:
        """No cards here."""
        raise NotImplementedError
