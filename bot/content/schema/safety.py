"""safety.yaml: emergency numbers, pain thresholds and the outcomes of the safety screen."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, PositiveInt, StringConstraints, model_validator

from bot.content.safety import Outcome
from bot.content.schema.base import File, Slug, Source, Strict
from bot.domain.routines.exercises import Filter

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166 code."""

Score = Annotated[int, Field(ge=0, le=10)]


class NumberFacts(Strict):
    """A telephone number and the countries where it works; `verified` names the page."""

    region: Slug
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    verified: str


class Band(Strict):
    """A range of pain scores, both ends included."""

    low: Score = Field(alias="from")
    high: Score = Field(alias="to")


class PainFacts(Strict):
    """The traffic light of pain, in scores from 0 to 10."""

    green: Band
    amber: Band
    red: Band
    above_start: PositiveInt
    flare_only_from: Score

    @model_validator(mode="after")
    def _covers_every_score(self) -> Self:
        bands = (self.green, self.amber, self.red)
        scores = [score for band in bands for score in range(band.low, band.high + 1)]
        if scores != list(range(11)):
            raise ValueError("must cover every score from 0 to 10 once")
        return self


class QuestionFacts(Strict):
    """One yes/no question: where a yes leads, and the filter that it sets."""

    question: Slug
    on_yes: Outcome
    filter: Filter | None = None
    which: dict[Slug, Outcome] | None = None

    @model_validator(mode="after")
    def _fits_its_outcome(self) -> Self:
        if (self.filter is None) == (self.on_yes is Outcome.ASK_FIRST):
            raise ValueError("a filter stands with ask-first, and only there")
        if (self.which is None) == (self.on_yes is Outcome.WHICH):
            raise ValueError("the outcomes of which stand with which, and only there")
        return self


class SafetyFile(File):
    """safety.yaml: facts only; its words are in the translations."""

    min_age: PositiveInt
    emergency_numbers: Annotated[tuple[NumberFacts, ...], Field(min_length=1)]
    health_lines: tuple[NumberFacts, ...]
    pain: PainFacts
    screen: Annotated[tuple[QuestionFacts, ...], Field(min_length=1)]
    sources: tuple[Source, ...]
    reviewed_on: date
    clinically_reviewed: bool
