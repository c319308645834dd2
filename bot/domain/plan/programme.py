"""The six-week programme as values: its sessions, and the numbers that its rules go by."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import RoutineId


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the programme.

    `sessions` are exercises in their order, by "daily", or by "a" and "b" that take turns; the
    dose of each is that week's in the exercise. `days` is the least and the most of sessions.
    """

    stage: str
    sessions: Mapping[str, tuple[ExerciseId, ...]]
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gate:
    """Every so many days: up one week, the same again, or back (content pack 4.0).

    Up with at least `least_sessions`, and usual pain of at most `most_pain`, or at most
    `above_start` points over where the sessions start (0 to 10), and no pain that moved down the
    leg, unless `leg_pain_may_travel`.
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
    """What pain that is still up on the day after leads to (content pack 3.3)."""

    settles_within_hours: int
    weeks_back: int
    times_running_for_flare: int
    flare_hours: int
    bad_sessions_a_week_to_stop: int


@dataclass(frozen=True, slots=True)
class Bend:
    """For people whom bending forward hurts: the routine that is session b, the swap of week 1."""

    session_b: RoutineId
    week_one_instead_of: ExerciseId
    week_one_take: ExerciseId


@dataclass(frozen=True, slots=True)
class Programme:
    """programme.yaml as values."""

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
        """Every exercise of any session."""
        return frozenset(
            exercise
            for week in self.weeks
            for session in week.sessions.values()
            for exercise in session
        )
