"""Simulate a year of invented people, and check four rules on every day of it.

No streak grows on a day without a session; nothing that filters exclude is ever served; no level
rises through a closed gate; nobody is praised on a day of red pain. Each is checked against the
facts themselves, not with the functions under test.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from random import Random
from statistics import median

import pytest

from bot.domain.errors import StaleButton
from bot.domain.pain import feedback
from bot.domain.pain.notes import PainNote, Reach, Taken
from bot.domain.pain.safety_screen import FLARE_ONLY_FROM
from bot.domain.people.person import Bending, Person, PersonId, Profile
from bot.domain.plan import recommendation, selection
from bot.domain.plan.exercise_adjustments import (
    SKIPS,
    Adjustment,
    Change,
    PainAction,
    PainKind,
    pain_response,
    skipped_often,
)
from bot.domain.plan.plan_changes import changed, plan_status, soft_days
from bot.domain.plan.progression import Aftermath, PlanProgress
from bot.domain.plan.recommendation import UserState
from bot.domain.plan.selection import PLAN, ContentLibrary
from bot.domain.plan.weekly_review import Tone, WeeklyReview
from bot.domain.progress.streak import History, streak_of
from bot.domain.reminders.backoff import BackOff, back_off
from bot.domain.reminders.schedule import SUNDAY, local_time, moment
from bot.domain.routines.exercises import Caution, Equipment, ExerciseId, Filter, Place
from bot.domain.routines.routine import Because, Item, Offer, Pick
from bot.domain.session.session import Outcome, SessionId
from bot.domain.session.timeline import length
from bot.services.plan.user_state import LOOKS_BACK
from tests import ready

CONTENT = ready.shipped().catalogue
LIBRARY = ContentLibrary(CONTENT.programme, CONTENT.exercises, CONTENT.routines, length)
FIRST = date(2026, 1, 5)
DAYS = 365
WEEK = timedelta(days=7)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
BUTTONS = ("accept", "up", "down", "short", "usual", "full", "other", "soft", "soft-off", "nudge")


class Kind(StrEnum):
    """How a person behaves during the year."""

    REGULAR = "regular"
    BURSTY = "bursty"
    FLARING = "flaring"
    TRAVELLING = "travelling"
    SILENT = "silent"


@dataclass
class Life:
    """One person's year; all random choices come from their own seed."""

    kind: Kind
    random: Random
    person: Person
    at: time
    goal: int
    progress: PlanProgress = field(
        default_factory=lambda: PlanProgress(since=FIRST, screened_on=FIRST)
    )
    adjustments: dict[ExerciseId, Adjustment] = field(default_factory=dict)
    notes: list[PainNote] = field(default_factory=list)
    done: set[date] = field(default_factory=set)
    planned: set[date] = field(default_factory=set)
    unanswered: list[date] = field(default_factory=list)
    hurts: list[date] = field(default_factory=list)
    outcomes: dict[ExerciseId, list[Outcome]] = field(default_factory=dict)
    pain: float = 3.0
    reach: int = 1
    streak: int = 0
    served: int = 0
    risen: int = 0
    praised: int = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share


def a_life(number: int) -> Life:
    """A person with their own filters, places and equipment."""
    random = Random(number)  # noqa: S311 - reproducible from the number, not a secret
    kind = tuple(Kind)[number % len(Kind)]
    places = frozenset(each for each in Place if random.random() < 0.7) or frozenset({Place.BED})
    health = frozenset(
        each for each in (Filter.BONE, Filter.PREGNANCY, Filter.SURGERY) if random.random() < 0.15
    )
    equipment = frozenset(each for each in Equipment if random.random() < 0.5)
    profile = Profile(places, equipment, random.choice(tuple(Bending)), health)
    zone = random.choice(ZONES)
    joined = datetime(2026, 1, 5, tzinfo=UTC)
    person = Person(PersonId(number), "Ana", zone=zone, profile=profile, joined_at=joined)
    at = random.choice((time(6, 30), time(8), time(13), time(19, 30), time(23, 45)))
    return Life(kind, random, person, at, goal=random.randint(2, 7))


def simulate_year(life: Life) -> None:
    """Simulate the whole year and check every day."""
    for offset in range(DAYS):
        day = FIRST + timedelta(days=offset)
        if life.kind is Kind.TRAVELLING and life.chance(0.03):
            life.person = replace(life.person, zone=life.random.choice(ZONES))
        now = moment(day, life.at, life.person.zone)
        if now is not None:
            a_day(life, offset, now)


def a_day(life: Life, offset: int, now: datetime) -> None:
    case = user_state(life, now)
    told = back_off(life.unanswered, case.today)
    if told is not BackOff.WAIT:
        life.planned.add(case.today)
        life.unanswered.append(case.today)
    if stretches(life, offset):
        life.unanswered.clear()
        a_session(life, case)
    elif life.chance(0.1):  # a note of their own
        life.notes.append(a_note(life, now, Taken.ANY))
    if case.today.weekday() == SUNDAY or life.chance(0.05):
        a_press(life, user_state(life, now))
        reviews_week(life, case.today)
    grown = streak_of(History(frozenset(life.done), frozenset(life.planned)), case.today).current
    assert grown <= life.streak or case.today in life.done, "a streak grew without a session"
    life.streak = grown


def stretches(life: Life, offset: int) -> bool:
    match life.kind:
        case Kind.REGULAR | Kind.TRAVELLING:
            return life.chance(0.85)
        case Kind.BURSTY:
            return life.chance(0.95 if offset // 10 % 3 == 0 else 0.05)
        case Kind.FLARING:
            if life.chance(0.04):
                life.pain = 8.0
            return life.chance(0.6)
        case Kind.SILENT:
            return offset < 30 and life.chance(0.5)


def user_state(life: Life, now: datetime) -> UserState:
    bare = UserState(life.person, life.progress, (), (), 0, now)
    adjustments = tuple(each for each in life.adjustments.values() if each.holds(bare.today))
    recent = [each for each in life.notes[-120:] if each.day >= bare.today - LOOKS_BACK]
    before = sum(day < bare.today for day in life.done)
    return replace(bare, adjustments=adjustments, notes=tuple(reversed(recent)), sessions=before)


def a_note(life: Life, at: datetime, taken: Taken, session: int | None = None) -> PainNote:
    score = min(10, max(0, round(life.pain + life.random.uniform(-1.5, 1.5))))
    leg = min(10, max(0, score + life.random.randint(-2, 2)))
    if life.chance(0.05):
        life.reach = min(4, max(0, life.reach + life.random.choice((-1, 1))))
    reach = tuple(Reach)[life.reach] if leg and life.chance(0.6) else None
    session = None if session is None else SessionId(session)
    day = UserState(life.person, life.progress, (), (), 0, at).today
    return PainNote(life.person.id, at, day, score, leg, reach, taken, session)


def a_session(life: Life, case: UserState) -> None:
    life.pain = max(0.0, life.pain + life.random.uniform(-0.6, 0.5))
    life.served += 1
    start = a_note(life, case.now, Taken.BEFORE, life.served)
    life.notes.append(start)
    sore = (start.worst or 0) >= FLARE_ONLY_FROM
    try:
        offer = recommendation.soft(case, LIBRARY) if sore else recommendation.offer(case, LIBRARY)
    except LookupError:
        return
    may_all_be_served(case, offer)
    for item in offer.items:
        an_exercise(life, case, offer, item)
    life.done.add(case.today)
    if life.chance(0.7):
        ends = case.now + timedelta(minutes=10)
        life.notes.append(a_note(life, ends, Taken.AFTER, life.served))
        told = feedback.pain_feedback(life.notes[-120:], LIBRARY.programme.after_session)
        if told is not None and told.after is not Aftermath.NONE and life.chance(0.7):
            life.progress = soft_days(life.progress, case.now, LIBRARY.programme)


def an_exercise(life: Life, case: UserState, offer: Offer, item: Item) -> None:
    """The exercise is done, is skipped, or hurts; a substitute for one that hurts must suit."""
    past = life.outcomes.setdefault(item.exercise, [])
    if life.chance(0.03):
        past.insert(0, Outcome.HURT)
        life.hurts.append(case.today)
        found = pain_response(life.random.choice(tuple(PainKind)), easier=item.easier)
        if found.days_out:
            adjust(life, case, item.exercise, Change.OUT, found.days_out)
        if found.act is PainAction.SWAP:
            now = user_state(life, case.now)
            used = frozenset(each.exercise for each in offer.items)
            other = selection.substitute(LIBRARY, now.suits(LIBRARY), now.position, used)
            if other is not None:
                pick = Pick(other, Because.INSTEAD, item.exercise)
                swapped = selection.item_of(LIBRARY, now.suits(LIBRARY), now.position, pick)
                may_all_be_served(now, Offer(PLAN, (swapped,)))
        return
    past.insert(0, Outcome.SKIPPED if life.chance(0.1) else Outcome.DONE)
    if skipped_often(past[:SKIPS]):
        adjust(life, case, item.exercise, life.random.choice(tuple(Change)), 28)


def adjust(life: Life, case: UserState, exercise: ExerciseId, what: Change, days: int) -> None:
    life.adjustments[exercise] = Adjustment(exercise, what, case.today + timedelta(days=days))


def a_press(life: Life, case: UserState) -> None:
    """Press any button of the plan, whether it is on offer or not."""
    first = case.today - WEEK
    hurts = sum(first < day <= case.today for day in life.hurts)
    stands = plan_status(case, life.done, hurts, LIBRARY.programme)
    try:
        after = changed(stands, life.random.choice(BUTTONS), LIBRARY.programme)
    except StaleButton:
        return
    if after.level > life.progress.level:
        assert after.level == life.progress.level + 1, "more than one level at once"
        assert gate_is_open(life, case, hurts), "a level rose through a closed gate"
        life.risen += 1
    life.progress = after


def reviews_week(life: Life, day: date) -> None:
    notes = [note for note in life.notes if note.day == day]
    done = sum(day - WEEK < each <= day for each in life.done)
    if WeeklyReview(done, life.goal, 20, feedback.may_praise(notes)).tone is Tone.PRAISE:
        assert not is_red(notes), "praise on a day of red pain"
        life.praised += 1


def may_all_be_served(case: UserState, offer: Offer) -> None:
    """Check the facts of each exercise, without the filters under test."""
    assert offer.items
    profile = case.person.profile
    out = {each.exercise for each in case.adjustments if each.change is Change.OUT}
    early = 3 <= local_time(case.now, case.person.zone).hour < 11
    for item in offer.items:
        facts = CONTENT.exercises[item.exercise]
        cautions = facts.cautions or {}
        excluded = [each for each in profile.filters if cautions.get(each) is Caution.LEAVE_OUT]
        assert not excluded, (item.exercise, excluded)
        assert facts.places & profile.places
        assert facts.equipment <= profile.equipment | {Equipment.MAT}
        assert item.exercise not in out
        assert not (early and facts.bends_forward), "a forward bend early in the day"
        assert not (facts.straight_leg and case.progress.in_flare(case.now))
        assert not facts.doses or facts.doses[case.progress.level - 1] is not None, "still locked"


def gate_is_open(life: Life, case: UserState, hurts: int) -> bool:
    """Whether the gate is open, computed from the notes themselves."""
    first = case.today - timedelta(days=6)
    week = [note for note in life.notes if first <= note.day <= case.today]
    after = [max(n.back or 0, n.leg or 0) for n in week if n.taken is Taken.AFTER]
    before = [max(n.back or 0, n.leg or 0) for n in week if n.taken is Taken.BEFORE]
    reached = [tuple(Reach).index(n.reach) for n in week if n.reach is not None]
    flare = life.progress.flare_until
    calm = hurts == 0
    if after:
        least = median(before) if before else -10
        calm = median(after) <= 3 or median(after) <= least + 1
    return (
        sum(first <= day <= case.today for day in life.done) >= 4
        and calm
        and not any(lower > upper for upper, lower in pairwise(reached))
        and (flare is None or case.now - flare >= WEEK)
    )


def is_red(notes: list[PainNote]) -> bool:
    """Six or more, or more than two above the start of the same session."""
    starts = {note.session: note for note in notes if note.taken is Taken.BEFORE}
    for note in notes:
        start = starts.get(note.session) if note.taken is Taken.AFTER else None
        if max(note.back or 0, note.leg or 0) >= 6:
            return True
        if start is None:
            continue
        rises = ((note.back, start.back), (note.leg, start.leg))
        if any(now is not None and was is not None and now - was > 2 for now, was in rises):
            return True
    return False


def simulate(people: range) -> list[Life]:
    everybody = [a_life(number) for number in people]
    for life in everybody:
        simulate_year(life)
    return everybody


def test_a_year_of_a_few_people_breaks_no_rule() -> None:
    everybody = simulate(range(10))
    assert all(life.served for life in everybody)
    assert sum(life.risen for life in everybody) > 5, "somebody moves up"
    assert sum(life.praised for life in everybody) > 50, "somebody is praised"


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_a_year_of_two_thousand_people_breaks_no_rule(part: int) -> None:
    everybody = simulate(range(part * 100, part * 100 + 100))
    assert sum(life.risen for life in everybody) > 50
    assert sum(life.praised for life in everybody) > 500


def test_the_independent_gate_is_closed_without_sessions() -> None:
    life = a_life(0)
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert not gate_is_open(life, user_state(life, now), hurts=0)


BREAKS: dict[str, object] = {
    "bot.domain.plan.progression.is_open": True,
    "bot.domain.plan.selection.reason_against": None,
    "bot.domain.pain.feedback.may_praise": True,
}


@pytest.mark.parametrize("rule", BREAKS)
def test_the_simulation_notices_a_broken_rule(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, lambda *_: BREAKS[rule])
    with pytest.raises(AssertionError):
        simulate(range(40))
