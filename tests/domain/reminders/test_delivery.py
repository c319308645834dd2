"""What happens to a reminder: sent, sent late, or dropped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.people.person import Pause, SafetyHold
from bot.domain.reminders.delivery import (
    LATE_WINDOW,
    DeliveryKey,
    Drop,
    DropReason,
    Send,
    Snooze,
    Today,
    decide,
    follow_up_at,
    offers_evening,
    snooze_until,
)
from bot.domain.reminders.schedule import LOOK_BACK
from tests.builders import ANA, NOON, a_delivery, a_person, utc


def test_a_punctual_reminder_does_not_say_that_it_is_late() -> None:
    assert decide(a_delivery(), a_person(), Today(), NOON) == Send(late=False)


def test_a_late_reminder_says_so() -> None:
    assert decide(a_delivery(), a_person(), Today(), NOON + timedelta(hours=2)) == Send(late=True)


def test_a_reminder_that_is_too_late_is_dropped() -> None:
    late = NOON + LATE_WINDOW + timedelta(seconds=1)
    assert decide(a_delivery(), a_person(), Today(), late) == Drop(DropReason.TOO_LATE)


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        (Today(done=True), DropReason.DONE),
        (Today(not_today=True), DropReason.NOT_TODAY),
        (Today(active=True), DropReason.ACTIVE),
    ],
)
def test_nothing_is_sent_once_the_day_is_settled(today: Today, reason: DropReason) -> None:
    assert decide(a_delivery(), a_person(), today, NOON) == Drop(reason)


def test_reminders_stop_during_a_pause_and_resume_on_the_day_it_ends() -> None:
    today = NOON.date()
    pausing = a_person(pause=Pause(NOON, today + timedelta(days=1)))
    assert decide(a_delivery(), pausing, Today(), NOON) == Drop(DropReason.PAUSED)
    over = a_person(pause=Pause(NOON, today))
    assert decide(a_delivery(), over, Today(), NOON) == Send()


def test_a_pause_without_an_end_lasts() -> None:
    person = a_person(pause=Pause(NOON))
    assert person.is_paused(date(2030, 1, 1))


def test_nothing_is_sent_to_somebody_with_a_red_flag() -> None:
    held = a_person(hold=SafetyHold.RED)
    assert decide(a_delivery(), held, Today(), NOON) == Drop(DropReason.HELD)


def test_nothing_is_sent_to_somebody_who_blocked_the_bot() -> None:
    gone = a_person(reachable=False)
    assert decide(a_delivery(), gone, Today(), NOON) == Drop(DropReason.GONE)


def test_after_two_attempts_it_is_dropped() -> None:
    tried = replace(a_delivery(), attempts=2)
    assert decide(tried, a_person(), Today(), NOON) == Drop(DropReason.UNANSWERED)


@pytest.mark.parametrize(
    ("snooze", "minutes"),
    [
        (Snooze.TEN_MINUTES, 10),
        (Snooze.HALF_HOUR, 30),
        (Snooze.HOUR, 60),
        (Snooze.THREE_HOURS, 180),
    ],
)
def test_a_snoozed_reminder_returns_after_its_delay(snooze: Snooze, minutes: int) -> None:
    assert snooze_until(snooze, NOON, "UTC") == NOON + timedelta(minutes=minutes)


def test_this_evening_is_seven_on_the_persons_clock() -> None:
    assert snooze_until(Snooze.EVENING, NOON, "Europe/Berlin") == utc("2026-03-10T18:00")


def test_this_evening_is_only_offered_before_it_begins() -> None:
    assert offers_evening(NOON, "UTC")
    assert not offers_evening(utc("2026-03-10T18:30"), "UTC")
    late = utc("2026-03-10T20:00")
    assert snooze_until(Snooze.EVENING, late, "UTC") == late + timedelta(hours=1)


def quiet(days: int) -> Today:
    """This many consecutive days without an answer, up to yesterday."""
    return Today(unanswered=tuple(NOON.date() - timedelta(days=n) for n in range(1, days + 1)))


REVIEW = a_delivery(key=DeliveryKey(ANA, NOON.date(), LOOK_BACK))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (quiet(6), Send()),
        (quiet(7), Drop(DropReason.SILENT)),
        (replace(quiet(7), done=True), Drop(DropReason.DONE)),
    ],
)
def test_unanswered_reminders_back_off(today: Today, expected: Send | Drop) -> None:
    assert decide(a_delivery(), a_person(), today, NOON) == expected


def test_a_snooze_ignores_the_back_off() -> None:
    snoozed = a_delivery(key=DeliveryKey(ANA, NOON.date(), 0, 1))
    assert decide(snoozed, a_person(), quiet(7), NOON) == Send()


def test_the_last_reminder_is_sent_a_week_after_the_one_before() -> None:
    ago = (7, 14, 21, 24, 27, 30, 33, *range(36, 43))
    today = Today(unanswered=tuple(NOON.date() - timedelta(days=each) for each in ago))
    assert decide(a_delivery(), a_person(), today, NOON) == Send(last=True)


@pytest.mark.parametrize(
    ("today", "joined", "expected"),
    [
        (Today(done=True, not_today=True, active=True), 6, Send()),
        (Today(), 5.9, Drop(DropReason.NO_WEEK)),
        (quiet(10), 30, Send()),
        (quiet(11), 30, Drop(DropReason.SILENT)),
    ],
)
def test_a_weekly_review_needs_a_week_and_somebody_who_answers(
    today: Today, joined: float, expected: Send | Drop
) -> None:
    person = a_person(joined_at=NOON - timedelta(days=joined))
    assert decide(REVIEW, person, today, NOON) == expected


def test_a_weekly_review_stops_with_the_reminders() -> None:
    held = a_person(hold=SafetyHold.RED)
    assert decide(REVIEW, held, Today(), NOON) == Drop(DropReason.HELD)
    paused = a_person(pause=Pause(NOON))
    assert decide(REVIEW, paused, Today(), NOON) == Drop(DropReason.PAUSED)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-03-10T08:00", "2026-03-10T11:00"),
        ("2026-03-10T18:00", "2026-03-10T21:00"),
        ("2026-03-10T18:01", None),  # too late in the evening
        ("2026-03-10T23:30", None),
    ],
)
def test_a_second_reminder_is_sent_three_hours_later_and_never_at_night(
    due: str, expected: str | None
) -> None:
    delivery = a_delivery(due_at=utc(due))
    found = follow_up_at(delivery, "UTC")
    assert found == (utc(expected) if expected else None)
    again = replace(delivery, key=DeliveryKey(ANA, NOON.date(), 0, 1))
    assert follow_up_at(again, "UTC") is None
