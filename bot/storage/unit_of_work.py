"""The unit of work: what a use case reads and writes together, kept at once or not at all."""

from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import write_ahead_log
from bot.storage.audit import AuditStore
from bot.storage.broadcasts import BroadcastStore
from bot.storage.circumstances import CircumstancesStore
from bot.storage.conversations import ConversationStore
from bot.storage.courses import CourseStore
from bot.storage.errors import VersionConflict
from bot.storage.filled_days import FilledDayStore
from bot.storage.lessons import LessonStore
from bot.storage.own_routines import OwnRoutineStore
from bot.storage.pain import PainStore
from bot.storage.people import PeopleStore
from bot.storage.poll_conflicts import PollConflictStore
from bot.storage.reminders import ReminderStore
from bot.storage.safety import SafetyStore
from bot.storage.schedules import ScheduleStore
from bot.storage.statistics import StatisticsStore
from bot.storage.updates import UpdateStore
from bot.storage.uploads import UploadStore
from bot.storage.workouts import WorkoutStore
from bot.storage.zones import ZoneStore

__all__ = ["UnitOfWork", "VersionConflict"]


S = TypeVar("S")


class _Store(Generic[S]):
    """A store over the connection of a unit of work, made when it is asked for."""

    def __init__(self, kind: Callable[[AsyncConnection], S]) -> None:
        self._kind = kind

    def __get__(self, unit: "UnitOfWork", _: type) -> S:
        return self._kind(unit.connection)


class UnitOfWork:
    """One transaction. Nothing is kept without `commit`; leaving it drops the rest.

    Keep it short and wait for nothing but the database inside: on SQLite units of work that may
    write take turns, so one inside another would wait for itself.
    """

    people = _Store(PeopleStore)
    filled = _Store(FilledDayStore)
    own = _Store(OwnRoutineStore)
    conversations = _Store(ConversationStore)
    schedules = _Store(ScheduleStore)
    reminders = _Store(ReminderStore)
    workouts = _Store(WorkoutStore)
    pain = _Store(PainStore)
    lessons = _Store(LessonStore)
    statistics = _Store(StatisticsStore)
    audit = _Store(AuditStore)
    zones = _Store(ZoneStore)
    updates = _Store(UpdateStore)
    uploads = _Store(UploadStore)
    poll_conflicts = _Store(PollConflictStore)
    courses = _Store(CourseStore)
    circumstances = _Store(CircumstancesStore)
    broadcasts = _Store(BroadcastStore)
    safety = _Store(SafetyStore)

    def __init__(self, engine: AsyncEngine) -> None:
        self.connection: AsyncConnection = engine.connect()

    async def __aenter__(self) -> Self:
        await self.connection.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None and not self.connection.in_transaction():
            await self.connection.close()
        else:
            # Closing rolls back, and is not interrupted when the task is cancelled.
            await self.connection.__aexit__(kind, error, trace)

    async def commit(self) -> None:
        """Keep what was written up to here."""
        await self.connection.commit()
        await write_ahead_log.empty_if_wanted(self.connection)
