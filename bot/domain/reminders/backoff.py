"""Reminder back-off when nobody answers: daily, every three days, weekly, then a last one."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

# For each stage: the number of days with an unanswered reminder, and the days between reminders.
STAGES = ((7, 1), (4, 3), (3, 7))
"""One week daily, twelve days every third day, three weeks weekly (a judgement)."""

QUIET = sum(length for length, _ in STAGES[:2])
"""From this many unanswered days on, the bot sends nothing but reminders."""


class BackOff(StrEnum):
    """What to do with a reminder after unanswered ones."""

    SEND = "send"
    WAIT = "wait"
    LAST_WORD = "last-word"


def back_off(unanswered: Sequence[date], today: date) -> BackOff:
    """Whether to send a reminder today.

    `unanswered` are the days with a reminder since the person was last heard from. Several
    reminders on one day count once. After the last one, none is sent until they are heard from.
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
