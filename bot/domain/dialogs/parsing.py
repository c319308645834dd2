"""Parse what people type: times, weekdays, periods, pain scores. None: not understood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.domain.dialogs.conversation import Keywords
from bot.domain.reminders.schedule import EVERY_DAY, MAX_TIMES

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})|(?P<packed>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?"
)
_SPLIT = re.compile(r"[\s,;/&+]+")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SCORES = re.compile(r"(\d{1,2})(?:\s*/\s*10)?(?:[\s,;]+(\d{1,2})(?:\s*/\s*10)?)?")
_RANGE = re.compile(r"\s*[-–]\s*")
WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})
MAX_PAUSE_DAYS = 365
_MOST_DIGITS = 19
"""Digits of the largest number that a database column holds."""


@dataclass(frozen=True, slots=True)
class TimesRead:
    """Times of day in order, and the weekdays if they were named."""

    times: tuple[time, ...]
    weekdays: frozenset[int] | None


def times_and_days(text: str, words: Keywords) -> TimesRead | None:
    """Like “7:30, 19.00 mon wed” → two times, two weekdays. Every word must be understood."""
    rest = re.sub(r"(\d)\s+([ap]\.?m\b\.?)", r"\1\2", text.casefold())
    rest, every = _take_phrases(rest, words.every_day)
    times: list[time] = []
    day_words: list[str] = []
    for word in filter(None, _SPLIT.split(_RANGE.sub("-", rest))):
        at = clock_time(word)
        if at is not None:
            times.append(at)
        elif word not in words.fillers:
            day_words.append(word)
    days = _days(day_words, words) if day_words else (EVERY_DAY if every else None)
    if not times or len(set(times)) > MAX_TIMES or (day_words and days is None):
        return None
    return TimesRead(tuple(sorted(set(times))), days)


def clock_time(text: str) -> time | None:
    """Like “7:30”, "7.30", "730", "0730", "7am", "7:30 pm", "19" → a time of day."""
    match = _TIME.fullmatch(text.strip().casefold())
    if match is None:
        return None
    hour = int(match["hour"])
    minute = int(match["minute"] or match["packed"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def weekdays(text: str, words: Keywords) -> frozenset[int] | None:
    """Like “mon wed fri”, "mon-fri", "weekdays", "every day" → weekdays, Monday 0."""
    rest, every = _take_phrases(text.casefold(), words.every_day)
    found = [
        word for word in _SPLIT.split(_RANGE.sub("-", rest)) if word and word not in words.fillers
    ]
    if not found:
        return EVERY_DAY if every else None
    return _days(found, words)


def _days(found: Iterable[str], words: Keywords) -> frozenset[int] | None:
    result: set[int] = set()
    for word in found:
        days = _day_word(word.rstrip("."), words)
        if days is None:
            return None
        result |= days
    return frozenset(result)


def _day_word(word: str, words: Keywords) -> frozenset[int] | None:
    if word in words.weekdays:
        return frozenset({words.weekdays[word]})
    for known, days in (
        (words.every_day, EVERY_DAY),
        (words.working_days, WORKING_DAYS),
        (words.weekend, WEEKEND),
    ):
        if word in known:
            return days
    first, dash, last = word.partition("-")
    if dash and first in words.weekdays and last in words.weekdays:
        start, stop = words.weekdays[first], words.weekdays[last]
        return frozenset((start + step) % 7 for step in range((stop - start) % 7 + 1))
    return None


def _take_phrases(text: str, phrases: Iterable[str]) -> tuple[str, bool]:
    """Remove phrases of several words ("every day") from a text before it is split."""
    for phrase in phrases:
        if " " in phrase and phrase in text:
            return text.replace(phrase, " "), True
    return text, False


def span_days(text: str, words: Keywords) -> int | None:
    """Like “3 days”, "2 weeks", "5" → days, 1 to 365."""
    match = re.fullmatch(r"(\d{1,3})\s*([^\W\d]*)", text.strip().casefold())
    if match is None or (match[2] and match[2] not in words.units):
        return None
    days = int(match[1]) * (words.units[match[2]] if match[2] else 1)
    return days if 1 <= days <= MAX_PAUSE_DAYS else None


def iso_date(text: str) -> date | None:
    """Like “2026-12-01” → a date."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def pause_end(text: str, today: date, words: Keywords) -> date | None:
    """The first date with reminders again, from a period or a future date up to 365 days ahead."""
    day = iso_date(text)
    if day is not None:
        return day if today < day <= today + timedelta(days=MAX_PAUSE_DAYS) else None
    days = span_days(text, words)
    return None if days is None else today + timedelta(days=days)


def whole(text: str, most: int) -> int:
    """Parse decimal digits as a number from 0 to `most`. The data of a button may be forged.

    Raises `ValueError` for anything else, including signs and the digits of other scripts.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise ValueError("not a whole number")
    number = int(text)
    if number > most:
        raise ValueError("too large a number")
    return number


def pain_scores(text: str) -> tuple[int, ...]:
    """Like “4”, "4/10", "4 2" → the back, or back and leg, whole numbers 0 to 10; else empty."""
    match = _SCORES.fullmatch(text.strip())
    scores = tuple(int(each) for each in match.groups() if each) if match else ()
    return scores if all(score <= 10 for score in scores) else ()
