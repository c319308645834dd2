"""The safety screen: what each answer leads to, and the pain thresholds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.pain.notes import PainNote, Reach, Region
from bot.domain.people.person import PersonId, SafetyHold
from bot.domain.routines.exercises import Filter

QUESTIONS = (1, 2, 3, 4, 5, 6, 7)
"""Seven yes/no questions, one per message."""

ON_YES: dict[int, SafetyHold | Filter] = {
    1: SafetyHold.RED,
    3: SafetyHold.RED,
    4: SafetyHold.TODAY,
    5: Filter.BONE,
    6: Filter.PREGNANCY,
    7: Filter.SURGERY,
}
"""A yes to question 2 asks which of its halves is meant, and leads to red or today."""

AMBER_FROM = 4
RED_FROM = 6
ABOVE_START = 2
"""More than this many points above the start of the session is red, too."""

FLARE_ONLY_FROM = 6
"""From this score at the start, only a flare-up routine is offered."""

ASKED_EVERY = 3
"""The card asks about pain before every third session; more often would be a burden."""

JUMP = 3
"""A rise by this many points repeats the safety questions."""


class Advice(StrEnum):
    """Safety advice that must reach the person."""

    RED = "red"
    """It may be an emergency: stop, and where to go."""

    TODAY = "today"
    """See a doctor today."""

    LIST = "list"
    """The list of warning signs."""

    PAIN = "pain"
    """This much pain means stop."""


_AT_STEP = {
    "red": Advice.RED,
    "red-list": Advice.RED,
    "today": Advice.TODAY,
    "list": Advice.LIST,
}


@dataclass(frozen=True, slots=True)
class Need:
    """Advice that a person must get, since when (UTC), and the number of attempts so far."""

    person: PersonId
    advice: Advice
    since: datetime
    tries: int = 0


def advice_at(step: str) -> Advice | None:
    """The advice that a dialogue's step gives; all dialogues use the same names for these steps."""
    return _AT_STEP.get(step)


class Light(StrEnum):
    """The traffic light of a pain score: go on, take care, stop."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def light(score: int, start: int | None = None) -> Light:
    """0–3 green, 4–5 amber, 6–10 red; also red if more than two points above the start."""
    if score >= RED_FROM or (start is not None and score - start > ABOVE_START):
        return Light.RED
    return Light.AMBER if score >= AMBER_FROM else Light.GREEN


class Travel(StrEnum):
    """Where leg pain went since it was last noted. Down is a reason to stop."""

    DOWN = "down"
    UP = "up"
    STAYS = "stays"
    UNKNOWN = "unknown"


def note_light(note: PainNote, start: PainNote | None = None) -> Light:
    """The stricter light of back and leg, each compared with its own start."""
    lights = [
        light(score, start.score(region) if start else None)
        for region in Region
        if (score := note.score(region)) is not None
    ]
    return max(lights, key=tuple(Light).index, default=Light.GREEN)


def travel(before: Reach | None, after: Reach | None) -> Travel:
    """Compare two reaches: down the leg means stop, up towards the spine is usually good."""
    if before is None or after is None:
        return Travel.UNKNOWN
    if after.depth == before.depth:
        return Travel.STAYS
    return Travel.DOWN if after.depth > before.depth else Travel.UP


def jumped(scores: Iterable[tuple[int | None, int | None]]) -> bool:
    """Whether any region rose by three points or more; pairs of the last score and this one."""
    return any(new - old >= JUMP for old, new in scores if old is not None and new is not None)


def asks_before(sessions: int, last: PainNote | None) -> bool:
    """Whether to ask about pain before a session: every third time, and while it is not green."""
    return sessions % ASKED_EVERY == 0 or (last is not None and note_light(last) is not Light.GREEN)
