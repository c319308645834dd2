"""programme.yaml: six weeks of sessions, and when a person moves on, stays or steps back."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from bot.content.schema.base import File, Slug, Source, Strict
from bot.content.schema.exercises import WEEKS
from bot.content.schema.safety import Score

Week = Annotated[int, Field(ge=1, le=WEEKS)]

Session = Literal["daily", "a", "b"]


class Days(Strict):
    """A range of days per week, both ends included."""

    low: Annotated[int, Field(ge=1, le=7)] = Field(alias="from")
    high: Annotated[int, Field(ge=1, le=7)] = Field(alias="to")

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if self.low > self.high:
            raise ValueError("has a from above its to")
        return self


class SessionFacts(Strict):
    """The exercises of one session in order, and its nominal length in minutes."""

    minutes: PositiveInt
    exercises: Annotated[tuple[Slug, ...], Field(min_length=1)]


class WeekFacts(Strict):
    """One week: its stage, its sessions, and on how many days."""

    stage: Slug
    sessions: dict[Session, SessionFacts]
    days: Days

    @model_validator(mode="after")
    def _knows_every_day(self) -> Self:
        if self.sessions.keys() not in ({"daily"}, {"a", "b"}):
            raise ValueError("needs either the session daily, or the sessions a and b")
        return self


class WalkFacts(Strict):
    """The walk in addition to the sessions, and on how many days a week."""

    exercise: Slug
    days: Annotated[int, Field(ge=1, le=7)]


class AfterwardsFacts(Strict):
    """What continues after the last week."""

    dose_of_weeks: Annotated[tuple[Week, ...], Field(min_length=1)]
    days: Days


class GateFacts(Strict):
    """The conditions for moving on after a week, and what happens otherwise."""

    every_days: PositiveInt
    least_sessions: PositiveInt
    most_pain: Score
    above_start: NonNegativeInt
    leg_pain_may_travel: bool
    repeats_before_physio: PositiveInt
    weeks_back_after_a_missed_week: PositiveInt
    weeks_up_at_once: PositiveInt


class AfterSessionFacts(Strict):
    """The consequences of pain on the day after a session."""

    settles_within_hours: PositiveInt
    weeks_back: PositiveInt
    times_running_for_flare: PositiveInt
    flare_hours: PositiveInt
    bad_sessions_a_week_to_stop: PositiveInt


class SwapFacts(Strict):
    """An exercise that replaces another."""

    instead_of: Slug
    take: Slug


class BendFacts(Strict):
    """What changes for people for whom bending forward is painful."""

    session_b: Slug
    week_one: SwapFacts


class StraightLegFacts(Strict):
    """When straight-leg stretches unlock for people who must wait; scores are 0 to 10."""

    most_leg_pain: Score


class ProgrammeFile(File):
    """programme.yaml: facts only; its words are in the translations."""

    weeks: Annotated[tuple[WeekFacts, ...], Field(min_length=WEEKS, max_length=WEEKS)]
    walk: WalkFacts
    afterwards: AfterwardsFacts
    gate: GateFacts
    after_session: AfterSessionFacts
    bend: BendFacts
    straight_leg: StraightLegFacts
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    reviewed_on: date
    clinically_reviewed: bool
