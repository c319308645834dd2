"""The safety screen: which answer leads where (content pack 3.2), and pain thresholds (3.4)."""

from enum import StrEnum

from bot.domain.exercises import Filter
from bot.domain.people import SafetyHold

QUESTIONS = (1, 2, 3, 4, 5, 6, 7)
"""Seven yes/no questions, one a message."""

ON_YES: dict[int, SafetyHold | Filter] = {
    1: SafetyHold.RED,
    3: SafetyHold.RED,
    4: SafetyHold.TODAY,
    5: Filter.BONE,
    6: Filter.PREGNANCY,
    7: Filter.SURGERY,
}
"""Question 2 asks back which of its halves is meant, and leads to red or today."""

AMBER_FROM = 4
RED_FROM = 6


class Light(StrEnum):
    """The traffic light of a pain score: go on, take care, stop."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def light(score: int) -> Light:
    """0–3 green, 4–5 amber, 6–10 red (content pack 3.4)."""
    if score >= RED_FROM:
        return Light.RED
    return Light.AMBER if score >= AMBER_FROM else Light.GREEN
