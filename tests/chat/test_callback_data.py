"""Callback data: round trips, forged data and the length limit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import callback_data
from bot.chat.callback_data import (
    MAX_BYTES,
    CardAction,
    DialogChoice,
    Navigate,
    ReminderAction,
    parse,
)
from bot.domain.reminders.delivery import DeliveryKey, Snooze
from bot.domain.reminders.schedule import zone_info
from bot.domain.session.card_buttons import CardButton, CardPosition
from bot.domain.session.session import SessionId
from tests.builders import ANA

KEY = DeliveryKey(ANA, date(2026, 3, 10), 2, 1)


@pytest.mark.parametrize(
    ("data", "action"),
    [
        (callback_data.choose(7, "08:00 19:00"), DialogChoice(7, "08:00 19:00")),
        (callback_data.reminder("start", KEY), ReminderAction("start", KEY)),
        (
            callback_data.reminder("snooze", KEY, Snooze.HOUR),
            ReminderAction("snooze", KEY, Snooze.HOUR),
        ),
        (
            callback_data.card(CardButton.DONE, CardPosition(SessionId(9), 1, 4)),
            CardAction(CardButton.DONE, CardPosition(SessionId(9), 1, 4)),
        ),
        (
            callback_data.card(CardButton.SKIP, CardPosition(SessionId(9), 1)),
            CardAction(CardButton.SKIP, CardPosition(SessionId(9), 1)),
        ),
        (callback_data.open_("exercise", "cat-stretch"), Navigate("exercise", "cat-stretch")),
    ],
)
def test_encoded_data_is_parsed_to_the_same_action(data: str, action: object) -> None:
    assert parse(data, ANA) == action


@given(st.text(max_size=64))
def test_any_data_is_parsed_without_an_error(data: str) -> None:
    assert parse(data, ANA) is None or isinstance(
        parse(data, ANA), DialogChoice | CardAction | ReminderAction | Navigate
    )


def test_a_reminder_always_belongs_to_the_presser() -> None:
    action = parse(callback_data.reminder("start", KEY), ANA)
    assert isinstance(action, ReminderAction)
    assert action.key.person == ANA


@pytest.mark.parametrize("zone", ["America/Argentina/ComodRivadavia", "Antarctica/DumontDUrville"])
def test_the_longest_data_fits_telegrams_limit(zone: str) -> None:
    assert zone_info(zone)
    assert len(callback_data.choose(10**9, zone).encode()) <= MAX_BYTES
    card = callback_data.card(CardButton.EASIER, CardPosition(SessionId(10**12), 99, 999))
    assert len(card.encode()) <= MAX_BYTES
