"""Backing off when nobody answers: daily, every three days, weekly, and then one last word."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

# How many days with an unanswered reminder each stage lasts, and the days between its reminders.
STAGES = ((7, 1), (4, 3), (3, 7))
"""A week daily, twelve days every third day, three weeks weekly: judgement (PRODUCT.md)."""

QUIET = sum(length for length, _ in STAGES[:2])
"""From so many days without an answer on nothing but reminders is said."""


class BackOff(StrEnum):
    """What to do with a reminder after a silence."""

    SEND = "send"
    WAIT = "wait"
    LAST_WORD = "last-word"


def back_off(unanswered: Sequence[date], today: date) -> BackOff:
    """Whether a reminder goes out today.

    `unanswered` are the days since the person was last heard of that had a reminder. Another
    reminder of the same day is no new day; after the last word nothing comes until they are heard.
    """
    earlier = sorted(day for day in set(unanswered) if day < today)
    if not earlier:
        return BackOff.SEND
    quiet, since = len(earlier), (today - earlier[-1]).days
    for length, interval in STAGES:
        if quiet < length:
            return BackOff.SEND if since >= interval else BackOff.WAIT
        quiet -= length
    is_time = quiet == 0 and since >= STAGES[-1][1]
    return BackOff.LAST_WORD if is_time else BackOff.WAIT
