"""The six-week programme: its sessions, and the numbers in its rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import RoutineId


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the programme.

    `sessions` maps "daily", or "a" and "b" for alternating sessions, to exercises in order. The
    dose of each is the exercise's dose for that week. `days` is the fewest and most days a week.
    """

    stage: str
    sessions: Mapping[str, tuple[ExerciseId, ...]]
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gate:
    """Every `every_days` days: one week up, the same again, or back.

    Up takes at least `least_sessions` sessions, usual pain of at most `most_pain` or at most
    `above_start` points above the pain at the start of sessions (0 to 10), and no leg pain that
    moved down the leg unless `leg_pain_may_travel`.
    """

    every_days: int
    least_sessions: int
    most_pain: int
    above_start: int
    leg_pain_may_travel: bool
    repeats_before_physio: int
    weeks_back_after_a_missed_week: int
    weeks_up_at_once: int


@dataclass(frozen=True, slots=True)
class AfterSession:
    """The consequences of pain that is still up on the next day."""

    settles_within_hours: int
    weeks_back: int
    times_running_for_flare: int
    flare_hours: int
    bad_sessions_a_week_to_stop: int


@dataclass(frozen=True, slots=True)
class Bend:
    """For people whose pain comes from bending: the routine of session b, and week 1's swap."""

    session_b: RoutineId
    week_one_instead_of: ExerciseId
    week_one_take: ExerciseId


@dataclass(frozen=True, slots=True)
class Programme:
    """The content of programme.yaml."""

    weeks: tuple[Week, ...]
    walk: ExerciseId
    walk_days: int
    afterwards_dose_of_weeks: tuple[int, ...]
    afterwards_days: tuple[int, int]
    gate: Gate
    after_session: AfterSession
    bend: Bend
    straight_leg_most_leg_pain: int

    @property
    def exercises(self) -> frozenset[ExerciseId]:
        """All exercises of all sessions."""
        return frozenset(
            exercise
            for week in self.weeks
            for session in week.sessions.values()
            for exercise in session
        )
