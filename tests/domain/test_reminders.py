"""What becomes of a reminder."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.people import Pause, SafetyHold
from bot.domain.reminders import (
    LATE_WINDOW,
    Drop,
    DropReason,
    Send,
    Snooze,
    Today,
    decide,
    offers_evening,
    snooze_until,
)
from tests.builders import NOON, a_delivery, a_person, utc


def test_on_time_it_is_sent_without_a_word() -> None:
    assert decide(a_delivery(), a_person(), Today(), NOON) == Send(late=False)


def test_a_late_one_is_sent_with_a_word_about_it() -> None:
    assert decide(a_delivery(), a_person(), Today(), NOON + timedelta(hours=2)) == Send(late=True)


def test_too_late_it_is_skipped() -> None:
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
def test_it_is_silent_once_the_day_is_settled(today: Today, reason: DropReason) -> None:
    assert decide(a_delivery(), a_person(), today, NOON) == Drop(reason)


def test_it_is_silent_while_paused_and_rings_again_on_the_day_the_pause_ends() -> None:
    today = NOON.date()
    pausing = a_person(pause=Pause(NOON, today + timedelta(days=1)))
    assert decide(a_delivery(), pausing, Today(), NOON) == Drop(DropReason.PAUSED)
    over = a_person(pause=Pause(NOON, today))
    assert decide(a_delivery(), over, Today(), NOON) == Send()


def test_an_open_pause_lasts() -> None:
    person = a_person(pause=Pause(NOON))
    assert person.is_paused(date(2030, 1, 1))


def test_it_is_silent_for_somebody_with_a_red_flag() -> None:
    held = a_person(hold=SafetyHold.RED)
    assert decide(a_delivery(), held, Today(), NOON) == Drop(DropReason.HELD)


def test_it_is_not_sent_to_somebody_who_blocked_the_bot() -> None:
    gone = a_person(reachable=False)
    assert decide(a_delivery(), gone, Today(), NOON) == Drop(DropReason.GONE)


def test_after_two_attempts_it_is_left() -> None:
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
def test_a_snooze_comes_back_when_it_said(snooze: Snooze, minutes: int) -> None:
    assert snooze_until(snooze, NOON, "UTC") == NOON + timedelta(minutes=minutes)


def test_this_evening_is_seven_on_the_persons_clock() -> None:
    assert snooze_until(Snooze.EVENING, NOON, "Europe/Berlin") == utc("2026-03-10T18:00")


def test_this_evening_is_only_offered_while_it_lies_ahead() -> None:
    assert offers_evening(NOON, "UTC")
    assert not offers_evening(utc("2026-03-10T18:30"), "UTC")
    late = utc("2026-03-10T20:00")
    assert snooze_until(Snooze.EVENING, late, "UTC") == late + timedelta(hours=1)
