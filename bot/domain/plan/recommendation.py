"""What a person gets today, from all that is known of them: the one way to what is served."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.pain.notes import PainNote
from bot.domain.people.person import Person
from bot.domain.plan import selection
from bot.domain.plan.adjustments import Adjustment, Change
from bot.domain.plan.progression import PlanProgress, straight_leg_open
from bot.domain.plan.routine_of_day import choose, choose_flare, is_morning
from bot.domain.plan.selection import ContentLibrary, PlanPosition
from bot.domain.progress.streak import user_day
from bot.domain.reminders.schedule import local_time
from bot.domain.routines.routine import Because, Eligibility, Offer


@dataclass(frozen=True, slots=True)
class UserState:
    """A person today: their place in the plan, what is put aside, their notes, their sessions."""

    person: Person
    course: PlanProgress
    adjustments: tuple[Adjustment, ...]
    notes: tuple[PainNote, ...]
    sessions: int
    now: datetime

    @property
    def today(self) -> date:
        """The person's day."""
        return user_day(self.now, self.person.zone, self.person.day_starts)

    @property
    def turn(self) -> PlanPosition:
        """Whose turn it is in the plan."""
        eased = frozenset(
            each.exercise for each in self.adjustments if each.change is Change.EASIER
        )
        course = self.course
        return PlanPosition(course.level, self.sessions, course.variety, course.length, eased)

    def suits(self, shelf: ContentLibrary) -> Eligibility:
        """What suits them now."""
        profile = self.person.profile
        most = shelf.programme.straight_leg_most_leg_pain
        return Eligibility(
            filters=profile.filters,
            places=profile.places,
            equipment=profile.equipment,
            week=self.course.level,
            adjustments=frozenset(
                each.exercise for each in self.adjustments if each.change is Change.OUT
            ),
            straight_leg=not self.course.in_flare(self.now)
            and straight_leg_open(profile.filters, self.notes, self.today, most),
            early=is_morning(local_time(self.now, self.person.zone).time()),
        )

    def suits_picked(self, shelf: ContentLibrary) -> Eligibility:
        """The same for what the person picked: no locks, no caps, and bends at their own hour."""
        return replace(self.suits(shelf), week=None, early=False)


def offer(case: UserState, shelf: ContentLibrary) -> Offer:
    """What this person gets now. Raises `LookupError` if nothing may be served.

    Soft moves on sore days, else the plan's session; where too little of that suits them, the
    routine of the hour that loses least.
    """
    if case.course.in_flare(case.now):
        return soft(case, shelf)
    planned = selection.todays(shelf, case.suits(shelf), case.turn)
    if planned is not None:
        return planned
    at = local_time(case.now, case.person.zone).time()
    fitting = choose(shelf.routines, shelf.exercises, case.suits(shelf), at)
    return fitting.because(Because.HOUR)


def soft(case: UserState, shelf: ContentLibrary) -> Offer:
    """The routine for a sore day. Raises `LookupError` when nothing of it may be served."""
    at = local_time(case.now, case.person.zone).time()
    found = choose_flare(shelf.routines, shelf.exercises, case.suits(shelf), at)
    return found.because(Because.SORE)
