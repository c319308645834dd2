"""The types of a dialogue: each step maps an answer to a next step, a retry or an effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NewType, Protocol

from bot.domain.people.person import PersonId

Answers = Mapping[str, Any]
"""The answers so far, by name, as JSON values."""


DialogName = NewType("DialogName", str)
"""The name of a dialogue. It is stored with conversations and is part of callback data."""


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
    """A shared location: its IANA zone, or None if it has none (far out at sea)."""

    zone: str | None


@dataclass(frozen=True, slots=True)
class MediaAnswer:
    """A photo, video or GIF: its Telegram media kind, its Telegram file id and its caption."""

    kind: str
    file: str
    caption: str


Answer = ButtonAnswer | TextAnswer | LocationAnswer | MediaAnswer


class Places(Protocol):
    """Finds the time zones of a place name. Implementations must be deterministic."""

    def named(self, text: str) -> tuple[str, ...]:
        """The IANA zones that a city or zone name may mean, the likeliest first; empty if none."""
        ...


@dataclass(frozen=True, slots=True)
class Keywords:
    """The words that people type, in their language (from the translations, in lower case)."""

    weekdays: Mapping[str, int]
    every_day: frozenset[str]
    working_days: frozenset[str]
    weekend: frozenset[str]
    units: Mapping[str, int]
    """Words for a period, with its length in days: "week" is 7."""
    fillers: frozenset[str] = frozenset()
    """Words that carry no meaning in a list: "and", "at"."""

    each_side: frozenset[str] = frozenset()
    seconds: frozenset[str] = frozenset()
    minutes: frozenset[str] = frozenset()
    repetitions: frozenset[str] = frozenset()
    """How a dose is written: "3 × 20 s each side", "12 times"."""


@dataclass(frozen=True, slots=True)
class ParserContext:
    """What a step needs to parse an answer."""

    vocabulary: Keywords
    places: Places


class Effect:
    """What a dialogue changes; see `domain.dialogs.effects`."""


@dataclass(frozen=True, slots=True)
class Next:
    """Continue with this step. The effect, if any, is applied at once."""

    step: str
    answers: Answers
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Ask the same question again; `reason` is the key of the text that explains why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The dialogue is over."""

    effect: Effect


StepOutcome = Next | Again | Finished


@dataclass(frozen=True, slots=True)
class Step:
    """Reads an answer, and offers choices for it, the most likely one first."""

    read: Callable[[Answers, Answer, ParserContext], StepOutcome]
    choices: Callable[[Answers], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialogue: its steps by name. It begins with the first."""

    name: DialogName
    steps: Mapping[str, Step]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A position in a dialogue. `version` grows with every step, to recognize old buttons."""

    person: PersonId
    dialog: DialogName
    step: str
    answers: Answers = field(default_factory=dict)
    version: int = 0
    message: int | None = None
