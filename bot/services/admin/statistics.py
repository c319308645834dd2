"""Operating figures of the bot: counts, never persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import metrics
from bot.domain.reminders.delivery import DropReason
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.storage.admin.statistics import PeopleCounts

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """The current load: active sessions, overdue reminders, and how overdue the oldest is."""

    sessions: int
    overdue: int
    behind: timedelta


@dataclass(frozen=True, slots=True)
class Lag:
    """How late reminders were: the median, the 95th percentile and the maximum."""

    median: timedelta
    most: timedelta
    worst: timedelta


@dataclass(frozen=True, slots=True)
class Totals:
    """All figures: people, the last day's reminders, the last week's sessions."""

    at: datetime
    people: PeopleCounts
    schedules: int
    next_due: datetime | None
    busiest: tuple[datetime, int] | None
    sent: int
    lag: Lag | None
    left_out: Mapping[DropReason, int]
    sessions: int
    stretchers: int
    live: LiveCounts


@dataclass(frozen=True, slots=True)
class SinceStart:
    """Counters of this process: reminders, their lag in seconds, and errors from Telegram."""

    sent: int
    late: int
    left_out: int
    half_within: float | None
    most_within: float | None
    floods: int
    unreachable: int


@dataclass(frozen=True, slots=True)
class Status:
    """The figures that an operator sees in the chat."""

    people: PeopleCounts
    live: LiveCounts
    since_start: SinceStart


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures for the operator."""

    unit: UnitOfWorkFactory
    clock: Clock
    spread: timedelta = timedelta(0)
    """The window over which reminders are spread. Nothing is overdue before it ends."""

    async def live(self) -> LiveCounts:
        """The current load; cheap enough for a query every few seconds."""
        promised = self.clock.now() - self.spread
        async with self.unit() as uow:
            sessions = await uow.sessions.count_active()
            overdue, oldest = await uow.statistics.overdue(promised)
        return LiveCounts(sessions, overdue, promised - oldest if oldest else timedelta(0))

    async def people(self) -> PeopleCounts:
        """The number of people, by their state."""
        async with self.unit() as uow:
            return await uow.statistics.people()

    async def status(self) -> Status:
        """The figures that are available without reading history."""
        return Status(await self.people(), await self.live(), since_start())

    async def totals(self) -> Totals:
        """All figures. This reads many rows: use a snapshot, not the database of a running bot."""
        now = self.clock.now()
        async with self.unit() as uow:
            lags = sorted([lag async for lag in uow.statistics.lags(now - DAY)])
            sessions, stretchers = await uow.statistics.sessions(now - WEEK)
            people = await uow.statistics.people()
            schedules = await uow.statistics.schedules()
            next_due = await uow.schedules.next_due()
            busiest = await uow.statistics.busiest()
            left_out = await uow.statistics.left_out(now - DAY)
        lag = Lag(lags[len(lags) // 2], lags[len(lags) * 95 // 100], lags[-1]) if lags else None
        return Totals(
            at=now,
            people=people,
            schedules=schedules,
            next_due=next_due,
            busiest=busiest,
            sent=len(lags),
            lag=lag,
            left_out=left_out,
            sessions=sessions,
            stretchers=stretchers,
            live=await self.live(),
        )


def since_start() -> SinceStart:
    """The counters of this process."""

    def reminders(outcome: str) -> int:
        return int(metrics.value(metrics.REMINDERS, outcome=outcome))

    return SinceStart(
        sent=reminders("sent") + reminders("late"),
        late=reminders("late"),
        left_out=sum(reminders(each.value) for each in DropReason),
        half_within=metrics.lag_within(0.5),
        most_within=metrics.lag_within(0.95),
        floods=int(metrics.value(metrics.REFUSALS, kind="flood")),
        unreachable=int(metrics.value(metrics.REFUSALS, kind="gone")),
    )
