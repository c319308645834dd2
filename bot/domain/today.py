"""What a person gets today, from all that is known of them: the one way to what is served."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import choice
from bot.domain.asides import Aside, Change
from bot.domain.by_hour import choose, choose_flare, is_morning
from bot.domain.choice import Shelf, Turn
from bot.domain.pain import PainNote
from bot.domain.people import Person
from bot.domain.plan import Course, straight_leg_open
from bot.domain.routines import Because, Offer, Suits
from bot.domain.schedule import local_time
from bot.domain.streak import day_of


@dataclass(frozen=True, slots=True)
class Situation:
    """A person today: their place in the plan, what is put aside, their notes, their sessions."""

    person: Person
    course: Course
    asides: tuple[Aside, ...]
    notes: tuple[PainNote, ...]
    sessions: int
    now: datetime

    @property
    def today(self) -> date:
        """The person's day."""
        return day_of(self.now, self.person.zone, self.person.day_starts)

    @property
    def turn(self) -> Turn:
        """Whose turn it is in the plan."""
        eased = frozenset(each.exercise for each in self.asides if each.change is Change.EASIER)
        course = self.course
        return Turn(course.level, self.sessions, course.variety, course.length, eased)

    def suits(self, shelf: Shelf) -> Suits:
        """What suits them now."""
        profile = self.person.profile
        most = shelf.programme.straight_leg_most_leg_pain
        return Suits(
            filters=profile.filters,
            places=profile.places,
            equipment=profile.equipment,
            week=self.course.level,
            asides=frozenset(each.exercise for each in self.asides if each.change is Change.OUT),
            straight_leg=not self.course.in_flare(self.now)
            and straight_leg_open(profile.filters, self.notes, self.today, most),
            early=is_morning(local_time(self.now, self.person.zone).time()),
        )

    def suits_picked(self, shelf: Shelf) -> Suits:
        """The same for what the person picked: no locks, no caps, and bends at their own hour."""
        return replace(self.suits(shelf), week=None, early=False)


def offer(case: Situation, shelf: Shelf) -> Offer:
    """What this person gets now. Raises `LookupError` if nothing may be served.

    Soft moves on sore days, else the plan's session; where too little of that suits them, the
    routine of the hour that loses least.
    """
    if case.course.in_flare(case.now):
        return soft(case, shelf)
    planned = choice.todays(shelf, case.suits(shelf), case.turn)
    if planned is not None:
        return planned
    at = local_time(case.now, case.person.zone).time()
    fitting = choose(shelf.routines, shelf.exercises, case.suits(shelf), at)
    return fitting.because(Because.HOUR)


def soft(case: Situation, shelf: Shelf) -> Offer:
    """The routine for a sore day. Raises `LookupError` when nothing of it may be served."""
    at = local_time(case.now, case.person.zone).time()
    found = choose_flare(shelf.routines, shelf.exercises, case.suits(shelf), at)
    return found.because(Because.SORE)
