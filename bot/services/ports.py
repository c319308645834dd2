"""What the services need from outside: a clock, a messenger, places. The edges provide them."""

from collections.abc import Awaitable, Callable, Mapping
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
    """Tells the time. Nothing else in the house reads the wall clock."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """The part of the content that the services need: facts, no words. Equal to itself alone."""

    exercises: Mapping[ExerciseId, Exercise]
    routines: Mapping[RoutineId, Routine]
    programme: Programme
    lessons: tuple[LessonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """A week to look back on, where the person stands in the plan, and what the diary says."""

    looked: WeeklyReview
    stands: PlanStatus
    trends: tuple[tuple[Region, Trend], ...] = ()
    insight: Insight | None = None
    is_time_for_help: bool = False
    """Whether it is time to see somebody about it."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder ready to be said: to whom, which, what is offered, and whether it is late."""

    person: Person
    delivery: Delivery
    offer: Offer
    late: bool
    asks_sore: bool = False
    """Whether soft days have just ended, so that it asks how it is."""
    last: bool = False
    """Whether no more will come until the person is heard of."""
    week: Week | None = None
    """A look back on the week in the place of a reminder."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived as that message."""

    message: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The person blocked the bot or is no more; nothing can reach them now."""


@dataclass(frozen=True, slots=True)
class TryLater:
    """It did not work now. `certain` tells that the message surely did not arrive."""

    after: timedelta
    certain: bool


SendOutcome = Sent | Gone | TryLater


Attempt = Callable[[], Awaitable[bool]]
"""Stores the attempt, when it is the message's turn; False when it must not go out any more."""


class ReminderNotifier(Protocol):
    """Says things to people on behalf of the clock."""

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        """Send a reminder; `attempt` is asked right before the request, and its no is final."""
        ...

    async def show_session(self, session: SessionId) -> None:
        """Bring the card of a session up to date, or show that it is finished."""
        ...


class Leadership(Protocol):
    """Tells whether this process is the one that sends."""

    async def holds(self) -> bool:
        """Whether it is, or has just become it."""
        ...

    async def resign(self) -> None:
        """Leave it to another process."""
        ...


class BroadcastNotifier(Protocol):
    """Says things to everybody on behalf of the operator."""

    async def announce(self, person: Person, text: str, attempt: Attempt) -> SendOutcome:
        """Send a broadcast's text; `attempt` is asked right before the request."""
        ...

    async def report(self, author: Person, progress: Progress) -> None:
        """Tell the author what became of their broadcast."""
        ...


class Adviser(Protocol):
    """Gives safety advice again that may not have arrived."""

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        """Show it below everything else; None when it is not needed any more."""
        ...


class Notifier(ReminderNotifier, BroadcastNotifier, Adviser, Protocol):
    """All that is said without being asked."""
