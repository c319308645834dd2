"""Decide what happens to a reminder: send it, send it as late, or drop it with a reason."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.people.person import Person, PersonId
from bot.domain.reminders.backoff import QUIET, BackOff, back_off
from bot.domain.reminders.schedule import LOOK_BACK, local_date, local_time, moment

LATE_WINDOW = timedelta(hours=3)
"""A reminder later than this is useless; its date is marked as skipped."""

LATE_WORD = timedelta(minutes=10)
"""From this delay on, the message says that it is late."""

MAX_ATTEMPTS = 2
"""At most two copies: if Telegram's answer is lost, the message is sent once more."""

EVENING = time(19, 0)

FOLLOW_UP = 50
"""The round of the second reminder; snoozes count from 1."""

FOLLOW_UP_AFTER = timedelta(hours=3)
FOLLOW_UP_UNTIL = time(21, 0)

FIRST_WEEK = timedelta(days=6)
"""Somebody who joined more recently than this has no week to review."""


class DropReason(StrEnum):
    """Why a reminder was not sent. No reason counts against a streak."""

    DONE = "done"
    NOT_TODAY = "not-today"
    ACTIVE = "active"
    PAUSED = "paused"
    HELD = "held"
    TOO_LATE = "too-late"
    GONE = "gone"
    UNANSWERED = "unanswered"
    SILENT = "silent"
    NO_WEEK = "no-week"


class Snooze(StrEnum):
    """The choices of "Later…". A snooze applies once and does not change the schedule."""

    TEN_MINUTES = "10m"
    HALF_HOUR = "30m"
    HOUR = "1h"
    THREE_HOURS = "3h"
    EVENING = "evening"


SNOOZES = {
    Snooze.TEN_MINUTES: timedelta(minutes=10),
    Snooze.HALF_HOUR: timedelta(minutes=30),
    Snooze.HOUR: timedelta(hours=1),
    Snooze.THREE_HOURS: timedelta(hours=3),
}


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Identifies one reminder: person, scheduled local date, slot, and round."""

    person: PersonId
    date: date
    slot: int
    round: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed reminder. `day` is the person's day that it counts for, `due_at` is UTC."""

    key: DeliveryKey
    due_at: datetime
    day: date
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Send:
    """Send it; `late` if the message should say that it is late.

    `last` after weeks without an answer: the message says that no more will come.
    """

    late: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """Do not send it."""

    reason: DropReason


@dataclass(frozen=True, slots=True)
class Today:
    """What is known about the person's day.

    `unanswered` are the days with a reminder since they were last heard from.
    """

    done: bool = False
    not_today: bool = False
    active: bool = False
    unanswered: tuple[date, ...] = ()


def offset(person: PersonId, spread: timedelta) -> timedelta:
    """A person's fixed offset within the window over which reminders are spread."""
    seconds = int(spread.total_seconds())
    # Multiplying spreads ids that were assigned consecutively.
    return timedelta(seconds=person * 2_654_435_761 % 2**32 % seconds if seconds else 0)


def decide(
    delivery: Delivery,
    person: Person,
    today: Today,
    now: datetime,
    spread: timedelta = timedelta(0),
) -> Send | Drop:
    """What to do with a claimed reminder now. Nothing is late within the window `spread`."""
    is_look_back = delivery.key.slot == LOOK_BACK
    told = _not_now(delivery, person, now) or (
        _no_week(person, today, now) if is_look_back else _no_need(today)
    )
    if told is not None:
        return Drop(told)
    late = now - delivery.due_at >= LATE_WORD + spread
    if is_look_back or delivery.key.round:  # the person asked for the snooze
        return Send(late)
    match back_off(today.unanswered, delivery.day):
        case BackOff.WAIT:
            return Drop(DropReason.SILENT)
        case heard:
            return Send(late, last=heard is BackOff.LAST_WORD)


def _not_now(delivery: Delivery, person: Person, now: datetime) -> DropReason | None:
    checks = (
        (not person.reachable, DropReason.GONE),
        (person.hold is not None, DropReason.HELD),
        (person.is_paused(local_date(delivery.due_at, person.zone)), DropReason.PAUSED),
        (now - delivery.due_at > LATE_WINDOW, DropReason.TOO_LATE),
        (delivery.attempts >= MAX_ATTEMPTS, DropReason.UNANSWERED),
    )
    return next((reason for applies, reason in checks if applies), None)


def _no_need(today: Today) -> DropReason | None:
    checks = (
        (today.done, DropReason.DONE),
        (today.not_today, DropReason.NOT_TODAY),
        (today.active, DropReason.ACTIVE),
    )
    return next((reason for applies, reason in checks if applies), None)


def _no_week(person: Person, today: Today, now: datetime) -> DropReason | None:
    """A weekly review needs a week, and a person who answers."""
    if person.joined_at is None or now - person.joined_at < FIRST_WEEK:
        return DropReason.NO_WEEK
    return DropReason.SILENT if len(today.unanswered) >= QUIET else None


def follow_up_at(delivery: Delivery, zone: str) -> datetime | None:
    """When to send the second reminder: hours later on the same day, never late at night."""
    at = delivery.due_at + FOLLOW_UP_AFTER
    late = local_time(at, zone).time() > FOLLOW_UP_UNTIL
    is_same = local_date(at, zone) == local_date(delivery.due_at, zone)
    return at if is_same and not late and not delivery.key.round else None


def snooze_until(snooze: Snooze, now: datetime, zone: str) -> datetime:
    """When a snoozed reminder returns. "This evening" is 19:00, or in an hour if that is past."""
    if snooze is not Snooze.EVENING:
        return now + SNOOZES[snooze]
    evening = moment(local_date(now, zone), EVENING, zone)
    return evening if evening is not None and evening > now else now + timedelta(hours=1)


def offers_evening(now: datetime, zone: str) -> bool:
    """Whether "this evening" is further ahead than the longest fixed snooze."""
    local = local_time(now.astimezone(UTC), zone)
    return local.hour < EVENING.hour - 3
