"""Backing off when nobody answers: daily, every three days, weekly, and then one last word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# How many days with an unanswered reminder each stage lasts, and the days between its reminders.
STAGES = ((7, 1), (4, 3), (3, 7))
"""A week daily, about two weeks every third day, three weeks weekly: judgement."""


class Verdict(StrEnum):
    """What to do with a reminder after a silence."""

    SEND = "send"
    WAIT = "wait"
    LAST_WORD = "last-word"


@dataclass(frozen=True, slots=True)
class Silence:
    """Days whose reminder nobody answered, since the person was last heard of, in order."""

    days: Sequence[date] = ()


def verdict(silence: Silence, today: date) -> Verdict:
    """Whether a reminder goes out today. A second one of the same day is no new day."""
    earlier = [day for day in silence.days if day < today]
    if not earlier:
        return Verdict.SEND
    quiet = len(earlier)
    since = (today - earlier[-1]).days
    for length, interval in STAGES:
        if quiet < length:
            return Verdict.SEND if since >= interval else Verdict.WAIT
        quiet -= length
    return Verdict.LAST_WORD if since >= STAGES[-1][1] else Verdict.WAIT
