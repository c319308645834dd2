"""The safety facts as values: emergency numbers, pain thresholds, outcomes of the screen."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.routines.exercises import Filter

if TYPE_CHECKING:  # not imported at run time: the models need Pydantic
    from bot.content.schema.safety import SafetyFile


class Outcome(StrEnum):
    """The outcome of an answer in the safety screen."""

    STOP_RED = "stop-red"
    STOP_TODAY = "stop-today"
    ASK_FIRST = "ask-first"
    WHICH = "which"
    GO_ON = "go-on"


class EmergencyNumber(NamedTuple):
    """A number to call. `label` is a region; its name is the text `safety-region-<label>`."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Number:
    """An emergency number with the ISO 3166 codes of its countries. `verified` names a page."""

    shown: EmergencyNumber
    countries: frozenset[str]
    verified: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the safety screen: where a yes leads, and the filter that it sets.

    `which` holds the outcomes of the question that is asked back, by its answers.
    """

    id: str
    on_yes: Outcome
    filter: Filter | None = None
    which: tuple[tuple[str, Outcome], ...] = ()


@dataclass(frozen=True, slots=True)
class PainThresholds:
    """Scores from 0 to 10. Red also applies if a score rises by more than `above_start`."""

    amber_from: int
    red_from: int
    above_start: int
    flare_only_from: int


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """safety.yaml as values."""

    min_age: int
    numbers: tuple[Number, ...]
    pain: PainThresholds
    screen: tuple[Question, ...]

    def emergency_numbers(self, where: str) -> tuple[EmergencyNumber, ...]:
        """The numbers of a country ("GB", "en-GB"); all of them for an unknown one."""
        country = where.rsplit("-", 1)[-1]
        there = tuple(each.shown for each in self.numbers if country in each.countries)
        return there or tuple(each.shown for each in self.numbers)


def facts(file: "SafetyFile") -> SafetyFacts:
    """The values of a valid safety.yaml."""
    return SafetyFacts(
        min_age=file.min_age,
        numbers=tuple(
            Number(
                EmergencyNumber(each.region, each.number), frozenset(each.countries), each.verified
            )
            for each in file.emergency_numbers
        ),
        pain=PainThresholds(
            amber_from=file.pain.amber.low,
            red_from=file.pain.red.low,
            above_start=file.pain.above_start,
            flare_only_from=file.pain.flare_only_from,
        ),
        screen=tuple(
            Question(each.question, each.on_yes, each.filter, tuple((each.which or {}).items()))
            for each in file.screen
        ),
    )
