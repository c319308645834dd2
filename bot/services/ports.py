"""Interfaces of the services to the outside: the clock, the content and the notifiers."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.broadcasts import Progress
from bot.domain.learning.lessons import LessonId
from bot.domain.pain.notes import Region
from bot.domain.pain.safety_screen import Advice
from bot.domain.pain.trend import Trend
from bot.domain.people.person import Person
from bot.domain.plan.plan_changes import PlanStatus
from bot.domain.plan.programme import Programme
from bot.domain.plan.weekly_review import WeeklyReview
from bot.domain.progress.insights import Insight
from bot.domain.reminders.delivery import Delivery
from bot.domain.routines.exercises import Exercise, ExerciseId
from bot.domain.routines.routine import Offer, Routine, RoutineId
from bot.domain.session.session import SessionId


class Clock(Protocol):
    """Tells the time. No other code reads the wall clock."""

    def now(self) -> datetime:
        """The current time, timezone-aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """The content facts that the services need, without texts. Equal only to itself."""

    exercises: Mapping[ExerciseId, Exercise]
    routines: Mapping[RoutineId, Routine]
    programme: Programme
    lessons: tuple[LessonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """The data of a weekly review: the week, the plan status, and trends from the diary."""

    looked: WeeklyReview
    stands: PlanStatus
    trends: tuple[tuple[Region, Trend], ...] = ()
    insight: Insight | None = None
    is_time_for_help: bool = False
    """Whether it is time to see a doctor or physio."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is ready to send: recipient, delivery, offer, and whether it is late."""

    person: Person
    delivery: Delivery
    offer: Offer
    late: bool
    asks_sore: bool = False
    """Whether a flare-up has just ended, so that the message asks about it."""
    last: bool = False
    """Whether no more will come until the person is heard from."""
    week: Week | None = None
    """A weekly review instead of a reminder."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram accepted it as the message with that id."""

    message: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The person blocked the bot or deleted their account; it cannot reach them now."""


@dataclass(frozen=True, slots=True)
class TryLater:
    """It failed for now. `certain` means that the message certainly did not arrive."""

    after: timedelta
    certain: bool


SendOutcome = Sent | Gone | TryLater


SendRequest = Callable[[], Awaitable[SendOutcome]]
"""Sends one message once."""

SendSlot = AbstractAsyncContextManager[SendRequest | TryLater]
"""Waits until a message may be sent. Gives the request, to be made inside, after the attempt is
stored; or when to try again."""


class ReminderNotifier(Protocol):
    """Sends the scheduler's messages to people."""

    def remind(self, reminder: Reminder) -> SendSlot:
        """Wait until a reminder may be sent."""
        ...

    async def show_session(self, session: SessionId) -> None:
        """Update the card of a session, or show that the session has finished."""
        ...


class Leadership(Protocol):
    """Tells whether this process is the leader, the only one that sends scheduled messages."""

    async def holds(self) -> bool:
        """Whether this process is the leader; takes the lead if it is free."""
        ...

    async def resign(self) -> None:
        """Give up the lead, so that another process can take it."""
        ...


class BroadcastNotifier(Protocol):
    """Sends the operator's broadcasts."""

    def announce(self, person: Person, text: str) -> SendSlot:
        """Wait until the text of a broadcast may be sent."""
        ...

    async def report(self, author: Person, progress: Progress) -> None:
        """Send the author the result of their broadcast."""
        ...


class Adviser(Protocol):
    """Resends safety advice that may not have arrived."""

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        """Send it as the newest message; None if it is no longer needed."""
        ...


class Notifier(ReminderNotifier, BroadcastNotifier, Adviser, Protocol):
    """Sends every kind of message that the person did not just ask for."""
