"""The unit of work: what a use case reads and writes together, in one transaction."""

from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.admin.poll_conflicts import PollConflictStore
from bot.storage.admin.statistics import StatisticsStore
from bot.storage.broadcasts.broadcasts import BroadcastStore
from bot.storage.core import sqlite_file
from bot.storage.core.driver_errors import errors, translated
from bot.storage.dialogs.conversations import ConversationStore
from bot.storage.learning.lessons import LessonStore
from bot.storage.pain.pain_diary import PainStore
from bot.storage.pain.safety_advice import SafetyAdviceStore
from bot.storage.people.people import PeopleStore
from bot.storage.people.timezone_data import ZoneStore
from bot.storage.plan.plan_progress import PlanProgressStore
from bot.storage.progress.filled_days import FilledDayStore
from bot.storage.reminders.deliveries import ReminderStore
from bot.storage.reminders.delivery_audit import AuditStore
from bot.storage.reminders.delivery_facts import CircumstancesStore
from bot.storage.reminders.schedules import ScheduleStore
from bot.storage.routines.custom_routines import CustomRoutineStore
from bot.storage.seen_updates import SeenUpdateStore
from bot.storage.session.sessions import SessionStore
from bot.storage.uploads import UploadStore

S = TypeVar("S")


class _Store(Generic[S]):
    """A store on the connection of a unit of work, created on access."""

    def __init__(self, kind: Callable[[AsyncConnection], S]) -> None:
        self._kind = kind

    def __get__(self, unit: "UnitOfWork", _: type) -> S:
        return self._kind(unit.connection)


class UnitOfWork:
    """One transaction. Only `commit` saves changes; leaving the block rolls back the rest.

    What the database's driver raises leaves the block as `DatabaseFailed`.

    Keep it short and wait for nothing but the database inside. On SQLite, units of work that may
    write take turns, so nesting two of them deadlocks.
    """

    people = _Store(PeopleStore)
    filled = _Store(FilledDayStore)
    own = _Store(CustomRoutineStore)
    conversations = _Store(ConversationStore)
    schedules = _Store(ScheduleStore)
    reminders = _Store(ReminderStore)
    sessions = _Store(SessionStore)
    pain = _Store(PainStore)
    lessons = _Store(LessonStore)
    statistics = _Store(StatisticsStore)
    audit = _Store(AuditStore)
    zones = _Store(ZoneStore)
    updates = _Store(SeenUpdateStore)
    uploads = _Store(UploadStore)
    poll_conflicts = _Store(PollConflictStore)
    plans = _Store(PlanProgressStore)
    circumstances = _Store(CircumstancesStore)
    broadcasts = _Store(BroadcastStore)
    safety = _Store(SafetyAdviceStore)

    def __init__(self, engine: AsyncEngine) -> None:
        self.connection: AsyncConnection = engine.connect()

    async def __aenter__(self) -> Self:
        with translated():
            await self.connection.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with translated():
            if error is None and not self.connection.in_transaction():
                await self.connection.close()
            else:
                # This rolls back, and is not interrupted when the task is cancelled.
                await self.connection.__aexit__(kind, error, trace)
            if error is not None and isinstance(error, errors()):
                raise error

    async def commit(self) -> None:
        """Commit everything written so far."""
        await self.connection.commit()
        await sqlite_file.empty_log_if_wanted(self.connection)
