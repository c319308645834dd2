"""Recommend today's routine from everything that is known about the person."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.pain.notes import PainNote
from bot.domain.people.person import Person
from bot.domain.plan import selection
from bot.domain.plan.exercise_adjustments import Adjustment, Change
from bot.domain.plan.progression import PlanProgress, straight_leg_open
from bot.domain.plan.routine_for_hour import choose, choose_flare, is_morning
from bot.domain.plan.selection import ContentLibrary, PlanPosition
from bot.domain.progress.streak import user_day
from bot.domain.reminders.schedule import local_time
from bot.domain.routines.routine import Because, Eligibility, Offer


@dataclass(frozen=True, slots=True)
class UserState:
    """A person's state today: progress in the plan, adjustments, pain notes, session count."""

    person: Person
    progress: PlanProgress
    adjustments: tuple[Adjustment, ...]
    notes: tuple[PainNote, ...]
    sessions: int
    now: datetime

    @property
    def today(self) -> date:
        """The person's current day, which starts at the hour they chose."""
        return user_day(self.now, self.person.zone, self.person.day_starts)

    @property
    def position(self) -> PlanPosition:
        """Their position in the plan."""
        eased = frozenset(
            each.exercise for each in self.adjustments if each.change is Change.EASIER
        )
        progress = self.progress
        return PlanPosition(progress.level, self.sessions, progress.variety, progress.length, eased)

    def suits(self, library: ContentLibrary) -> Eligibility:
        """Which exercises suit them now."""
        profile = self.person.profile
        most = library.programme.straight_leg_most_leg_pain
        return Eligibility(
            filters=profile.filters,
            places=profile.places,
            equipment=profile.equipment,
            week=self.progress.level,
            adjustments=frozenset(
                each.exercise for each in self.adjustments if each.change is Change.OUT
            ),
            straight_leg=not self.progress.in_flare(self.now)
            and straight_leg_open(profile.filters, self.notes, self.today, most),
            early=is_morning(local_time(self.now, self.person.zone).time()),
        )

    def suits_picked(self, library: ContentLibrary) -> Eligibility:
        """Eligibility for a routine they picked: no locks, no caps, no limit on morning bends."""
        return replace(self.suits(library), week=None, early=False)


def offer(case: UserState, library: ContentLibrary) -> Offer:
    """The routine for this person now. Raises `LookupError` if nothing may be served.

    Gentle exercises during a flare-up, else the plan's session. If too little of that session
    suits them, the routine of the hour that loses the fewest exercises.
    """
    if case.progress.in_flare(case.now):
        return soft(case, library)
    planned = selection.todays(library, case.suits(library), case.position)
    if planned is not None:
        return planned
    at = local_time(case.now, case.person.zone).time()
    fitting = choose(library.routines, library.exercises, case.suits(library), at)
    return fitting.because(Because.HOUR)


def soft(case: UserState, library: ContentLibrary) -> Offer:
    """The routine for a sore day. Raises `LookupError` if none of its exercises may be served."""
    at = local_time(case.now, case.person.zone).time()
    found = choose_flare(library.routines, library.exercises, case.suits(library), at)
    return found.because(Because.SORE)
