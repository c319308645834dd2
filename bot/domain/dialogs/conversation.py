"""What a dialogue is: a pure step from an answer to the next question, a retry, or an effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from bot.domain.people.person import PersonId

Answers = Mapping[str, Any]
"""What was answered so far: plain JSON values by name."""


class DialogName(StrEnum):
    """The dialogues that Limber knows."""

    ONBOARDING = "onboarding"
    TIMES = "times"
    DAYS = "days"
    ZONE = "zone"
    KIT = "kit"
    BENDING = "bending"
    DAY_START = "day-start"
    PAUSE = "pause"
    PAIN = "pain"
    FORGET = "forget"
    SYMPTOMS = "symptoms"
    GOAL = "goal"
    FILL = "fill"
    UNDO = "undo"
    OWN = "own"
    BROADCAST = "broadcast"


@dataclass(frozen=True, slots=True)
class ButtonAnswer:
    """A button was pressed."""

    choice: str


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """Something was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class LocationAnswer:
    """A place on the map was shared: its IANA zone, None far out at sea."""

    zone: str | None


@dataclass(frozen=True, slots=True)
class MediaAnswer:
    """A photo, video or GIF was sent: what Telegram calls it, its number, and its caption."""

    kind: str
    file: str
    caption: str


Answer = ButtonAnswer | TextAnswer | LocationAnswer | MediaAnswer


class Places(Protocol):
    """Finds the time zone of a place. Implementations must be deterministic."""

    def named(self, text: str) -> tuple[str, ...]:
        """IANA zones that a city or zone name may mean, the likeliest first; empty if none."""
        ...


@dataclass(frozen=True, slots=True)
class Keywords:
    """The words people type, in their language (from the translations, all lower case)."""

    weekdays: Mapping[str, int]
    every_day: frozenset[str]
    working_days: frozenset[str]
    weekend: frozenset[str]
    units: Mapping[str, int]
    """Words for a span, in days: "week" is 7."""
    fillers: frozenset[str] = frozenset()
    """Words that carry no meaning in a list: "and", "at"."""

    each_side: frozenset[str] = frozenset()
    seconds: frozenset[str] = frozenset()
    minutes: frozenset[str] = frozenset()
    repetitions: frozenset[str] = frozenset()
    """How a dose is written: "3 × 20 s each side", "12 times"."""


@dataclass(frozen=True, slots=True)
class ParserContext:
    """What a step needs to understand an answer."""

    vocabulary: Keywords
    places: Places


class Effect:
    """What a finished answer changes; see `domain.dialogs.effects`."""


@dataclass(frozen=True, slots=True)
class Next:
    """Go on with this step. An effect, if any, happens at once."""

    step: str
    answers: Answers
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Ask the same question again; `reason` names the sentence that says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The dialogue is over."""

    effect: Effect


StepOutcome = Next | Again | Finished
Step = Callable[[Answers, Answer, ParserContext], StepOutcome]


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialogue: its steps by name, and the choices that a step offers, the natural one first."""

    first: str
    steps: Mapping[str, Step]
    choices: Callable[[str, Answers], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a person is in a dialogue. `version` grows with every step, so old buttons show."""

    person: PersonId
    dialog: DialogName
    step: str
    answers: Answers = field(default_factory=dict)
    version: int = 0
    message: int | None = None
