"""The unit of work: what a use case reads and writes together, kept at once or not at all."""

from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.audit import AuditStore
from bot.storage.broadcasts import BroadcastStore
from bot.storage.conversations import ConversationStore
from bot.storage.courses import CourseStore
from bot.storage.errors import VersionConflict
from bot.storage.filled_days import FilledDayStore
from bot.storage.lessons import LessonStore
from bot.storage.own_routines import OwnRoutineStore
from bot.storage.pain import PainStore
from bot.storage.people import PeopleStore
from bot.storage.reminders import ReminderStore
from bot.storage.schedules import ScheduleStore
from bot.storage.statistics import StatisticsStore
from bot.storage.uploads import UploadStore
from bot.storage.workouts import WorkoutStore
from bot.storage.zones import ZoneStore

__all__ = ["UnitOfWork", "VersionConflict"]


class UnitOfWork:
    """One transaction. Nothing is kept without `commit`; leaving it drops the rest.

    Keep it short and wait for nothing but the database inside: on SQLite units of work take turns,
    so one inside another would wait for itself.
    """

    people: PeopleStore
    filled: FilledDayStore
    own: OwnRoutineStore
    conversations: ConversationStore
    schedules: ScheduleStore
    reminders: ReminderStore
    workouts: WorkoutStore
    pain: PainStore
    lessons: LessonStore
    statistics: StatisticsStore
    audit: AuditStore
    zones: ZoneStore
    uploads: UploadStore
    courses: CourseStore
    broadcasts: BroadcastStore

    def __init__(self, engine: AsyncEngine) -> None:
        self._connection: AsyncConnection = engine.connect()

    async def __aenter__(self) -> Self:
        connection = await self._connection.start()
        self.people = PeopleStore(connection)
        self.filled = FilledDayStore(connection)
        self.own = OwnRoutineStore(connection)
        self.conversations = ConversationStore(connection)
        self.schedules = ScheduleStore(connection)
        self.reminders = ReminderStore(connection)
        self.workouts = WorkoutStore(connection)
        self.pain = PainStore(connection)
        self.lessons = LessonStore(connection)
        self.statistics = StatisticsStore(connection)
        self.audit = AuditStore(connection)
        self.zones = ZoneStore(connection)
        self.uploads = UploadStore(connection)
        self.courses = CourseStore(connection)
        self.broadcasts = BroadcastStore(connection)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closing rolls back, and is not interrupted when the task is cancelled.
        await self._connection.__aexit__(kind, error, trace)

    async def commit(self) -> None:
        """Keep what was written up to here."""
        await self._connection.commit()
