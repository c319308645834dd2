"""A person's progress through the six weeks, and the conditions for moving to the next week.

Nothing changes by itself: a step is proposed, and taken when the person accepts it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from bot.domain.pain.notes import PainNote, Reach, Region, Taken
from bot.domain.pain.safety_screen import Light, Travel, travel
from bot.domain.pain.trend import weekly
from bot.domain.plan.programme import AfterSession, Gate
from bot.domain.routines.exercises import Filter

LEVELS = 6
ASKS_SORE = timedelta(days=1)
"""How long after a flare-up ends reminders ask whether it still hurts."""

SCREENED_EVERY = timedelta(days=7)


class Length(StrEnum):
    """How long a session the person wants."""

    SHORT = "short"
    USUAL = "usual"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A person's place in the programme. `level` is its week, 1 to 6, which began on `since`.

    `repeats` counts how often that week was repeated; `variety` grows when the person wants
    something else. `flare_until` (UTC) stays set after that time until they go on as usual.
    """

    since: date
    level: int = 1
    repeats: int = 0
    finished: bool = False
    length: Length = Length.USUAL
    variety: int = 0
    flare_until: datetime | None = None
    screened_on: date | None = None
    follow_up: bool = False

    def in_flare(self, now: datetime) -> bool:
        """Whether these are flare-up days with gentle exercises only."""
        return self.flare_until is not None and now < self.flare_until

    def asks_sore(self, now: datetime) -> bool:
        """Whether the flare-up ended within the last day, so that it is time to ask again."""
        return self.flare_until is not None and ASKS_SORE > now - self.flare_until >= timedelta(0)

    def screening_due(self, today: date) -> bool:
        """Whether the safety questions are due: not asked yet, or not for a week."""
        return self.screened_on is None or today - self.screened_on >= SCREENED_EVERY


@dataclass(frozen=True, slots=True)
class WeekSeen:
    """What the last seven days were like.

    `usual` is the median of the scores noted after sessions, `start` of those noted before; None
    where there are none. `hurts` counts exercises that were stopped because they hurt.
    """

    sessions: int
    usual: float | None = None
    start: float | None = None
    travelled: bool = False
    flared: bool = False
    hurts: int = 0


def week_seen(
    sessions: int, notes: Iterable[PainNote], today: date, *, flared: bool, hurts: int
) -> WeekSeen:
    """The seven days that end today, with the pain notes of those days."""
    first = today - timedelta(days=6)
    week = sorted((note for note in notes if first <= note.day <= today), key=lambda each: each.at)
    return WeekSeen(
        sessions=sessions,
        usual=_median(note for note in week if note.taken is Taken.AFTER),
        start=_median(note for note in week if note.taken is Taken.BEFORE),
        travelled=_went_down([note.reach for note in week if note.reach is not None]),
        flared=flared,
        hurts=hurts,
    )


def _median(notes: Iterable[PainNote]) -> float | None:
    scores = [note.worst for note in notes if note.worst is not None]
    return float(median(scores)) if scores else None


def _went_down(reaches: Sequence[Reach]) -> bool:
    return any(travel(before, after) is Travel.DOWN for before, after in pairwise(reaches))


class Step(StrEnum):
    """What is proposed after a week."""

    WAIT = "wait"
    UP = "up"
    REPEAT = "repeat"
    BACK = "back"
    PHYSIO = "physio"
    FINISH = "finish"


def is_open(week: WeekSeen, gate: Gate) -> bool:
    """Whether the gate is open. Without notes after sessions it is open only if nothing hurt."""
    if week.sessions < gate.least_sessions or week.flared:
        return False
    if week.travelled and not gate.leg_pain_may_travel:
        return False
    if week.usual is None:
        return week.hurts == 0
    above = week.usual - week.start if week.start is not None else None
    return week.usual <= gate.most_pain or (above is not None and above <= gate.above_start)


def step(progress: PlanProgress, week: WeekSeen, gate: Gate, today: date) -> Step:
    """What to propose: up if the gate is open, back after a missed or sore week, else the same."""
    if (today - progress.since).days < gate.every_days:
        return Step.WAIT
    if week.sessions == 0 or week.flared:
        return Step.BACK if progress.level > 1 else Step.REPEAT
    if progress.finished:
        return Step.WAIT
    if is_open(week, gate):
        return Step.UP if progress.level < LEVELS else Step.FINISH
    return Step.PHYSIO if progress.repeats >= gate.repeats_before_physio else Step.REPEAT


def taken(progress: PlanProgress, proposed: Step, today: date) -> PlanProgress:
    """The progress once the person has accepted the step."""
    match proposed:
        case Step.UP:
            return _at(progress, progress.level + 1, today)
        case Step.BACK:
            return _at(progress, progress.level - 1, today)
        case Step.REPEAT | Step.PHYSIO:
            return replace(progress, since=today, repeats=progress.repeats + 1)
        case Step.FINISH:
            return replace(progress, since=today, repeats=0, finished=True)
        case Step.WAIT:
            return progress


def _at(progress: PlanProgress, level: int, today: date) -> PlanProgress:
    return replace(progress, level=min(max(level, 1), LEVELS), since=today, repeats=0)


def straight_leg_open(
    filters: frozenset[Filter], notes: Iterable[PainNote], today: date, most: int
) -> bool:
    """Whether straight-leg stretches are open.

    Closed for people whom bending hurts and for pain below the knee in the last two weeks, until
    the week's median of leg pain is at most `most`.
    """
    recent = [note for note in notes if today - timedelta(days=14) < note.day <= today]
    low = any(
        note.reach is not None and note.reach.depth >= Reach.BELOW_KNEE.depth for note in recent
    )
    if Filter.BEND not in filters and not low:
        return True
    leg = weekly(recent, Region.LEG, today)
    return leg is not None and leg <= most


class Aftermath(StrEnum):
    """What repeated red sessions lead to."""

    NONE = "none"
    FLARE = "flare"
    PHYSIO = "physio"


def aftermath(lights: Sequence[Light], rules: AfterSession) -> Aftermath:
    """From the lights of the last seven days' sessions, the newest first."""
    if not lights or lights[0] is not Light.RED:
        return Aftermath.NONE
    if lights.count(Light.RED) >= rules.bad_sessions_a_week_to_stop:
        return Aftermath.PHYSIO
    running = lights[: rules.times_running_for_flare]
    twice = len(running) == rules.times_running_for_flare
    return Aftermath.FLARE if twice and set(running) == {Light.RED} else Aftermath.NONE
