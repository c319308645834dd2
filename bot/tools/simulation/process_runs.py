"""One life of the bot's process: real services on real SQL, which die where the dice say."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.reminders.delivery import DeliveryKey
from bot.services.ports import Attempt, Reminder, SendOutcome, Sent, TryLater
from bot.storage.core import database_url, engine
from bot.storage.core.database import Database
from bot.storage.core.unit_of_work import UnitOfWork
from bot.tools.simulation import threadless_sqlite
from bot.tools.simulation.faults import BETWEEN_CRASHES, Fate, Fault, FaultPlan, Point

REQUEST = timedelta(seconds=1 / 28)
"""From one request to the next at Telegram's rate."""

LOST_AFTER = timedelta(seconds=10)
LATEST_PASS = 9
"""A process dies at one of so many passes of the point that the dice chose."""


class Crash(BaseException):
    """The process is dead: whatever it still tries fails."""


@dataclass
class Clock:
    """What the machine believes the time is."""

    moment: datetime

    def now(self) -> datetime:
        """The time as the bot sees it."""
        return self.moment

    def on(self, span: timedelta) -> None:
        """Time passes."""
        self.moment += span


@dataclass
class DeliveryRecord:
    """What really arrived at Telegram, and which requests nobody could know the end of."""

    arrived: Counter[DeliveryKey] = field(default_factory=Counter)
    windows: dict[DeliveryKey, list[str]] = field(default_factory=dict)
    lag: timedelta = timedelta(0)

    def window(self, key: DeliveryKey, why: str) -> None:
        """The end of a request for this reminder is unknown."""
        self.windows.setdefault(key, []).append(why)


@dataclass
class ProcessRun:
    """From a start to a death."""

    dice: FaultPlan
    clock: Clock
    dies_at: datetime = field(init=False)
    point: Point = field(init=False)
    dead: bool = False
    under_way: dict[DeliveryKey, int] = field(default_factory=dict)
    """Reminders that this life let out or was about to, with their attempts before."""
    _passes: int = field(init=False)

    def __post_init__(self) -> None:
        self.dies_at = self.clock.now() + self.dice.pause(BETWEEN_CRASHES)
        self.point = self.dice.random.choice(list(Point))
        self._passes = 1 if self.point is Point.IDLE else self.dice.random.randint(1, LATEST_PASS)

    def at(self, point: Point) -> None:
        """The process comes by a point at which it may die. Raises `Crash` when it does or did."""
        self.check()
        if point is not self.point or self.clock.now() < self.dies_at:
            return
        self._passes -= 1
        if self._passes == 0 and self.dice.has(Fault.CRASH):
            self.dead = True
            raise Crash(point)

    def check(self) -> None:
        """Raises `Crash` in a process that is dead."""
        if self.dead:
            raise Crash


class _FragileUnit(UnitOfWork):
    def __init__(self, engine: AsyncEngine, life: ProcessRun) -> None:
        super().__init__(engine)
        self._life = life

    async def commit(self) -> None:
        self._life.at(Point.BEFORE_COMMIT)
        await super().commit()
        self._life.at(Point.AFTER_COMMIT)


class FragileDatabase(Database):
    """A database whose units of work belong to a process that may die."""

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open it like any other; SQLite then works without a thread."""
        opened = await super().open(url)
        address = database_url.read(url)
        if address.file is None:
            return opened
        await opened.close()
        quick = engine.create(address, connect=threadless_sqlite.connect)
        event.listen(quick.sync_engine, "connect", threadless_sqlite.hurry)
        return cls(quick, address)

    def units(self, life: ProcessRun) -> Callable[[], UnitOfWork]:
        """Opens units of work of that process."""

        def open_unit() -> UnitOfWork:
            life.check()
            return _FragileUnit(self._engine, life)

        return open_unit


@dataclass
class Telegram:
    """Takes messages as Telegram would, and troubles as the dice say."""

    dice: FaultPlan
    clock: Clock
    ledger: DeliveryRecord
    life: ProcessRun
    held_until: datetime

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        """Send one, as the sender of the bot does: the gate, the attempt, the request."""
        if self.clock.now() < self.held_until:
            return TryLater(self.held_until - self.clock.now(), certain=True)
        key = reminder.delivery.key
        self.life.under_way[key] = reminder.delivery.attempts
        if not await attempt():
            return TryLater(timedelta(0), certain=True)
        self.life.at(Point.BEFORE_REQUEST)
        self.clock.on(REQUEST)
        return self._take(key, reminder.delivery.due_at)

    def _take(self, key: DeliveryKey, due_at: datetime) -> SendOutcome:
        match self.dice.fate():
            case Fate.REFUSED:
                wait = timedelta(seconds=self.dice.random.randint(3, 60))
                self.held_until = self.clock.now() + wait
                return TryLater(wait, certain=True)
            case Fate.LOST:
                self.ledger.window(key, "request lost")
                return TryLater(LOST_AFTER, certain=False)
            case fate:
                self.ledger.arrived[key] += 1
                self.ledger.lag = max(self.ledger.lag, self.clock.now() - due_at)
        if fate is Fate.ANSWER_LOST:
            self.ledger.window(key, "answer lost")
            return TryLater(LOST_AFTER, certain=False)
        self.life.at(Point.AFTER_REQUEST)
        self.life.at(Point.AFTER_ANSWER)
        return Sent(self.ledger.arrived[key])

    async def show_session(self, session: object) -> None:
        """No cards here."""
        raise NotImplementedError
