"""The data of buttons."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import actions
from bot.chat.actions import MAX_BYTES, Choose, OnCard, OnReminder, Open, parse
from bot.domain.presses import Press, Where
from bot.domain.reminders import DeliveryKey, Snooze
from bot.domain.schedule import zone_info
from bot.domain.workouts import WorkoutId
from tests.builders import ANA

KEY = DeliveryKey(ANA, date(2026, 3, 10), 2, 1)


@pytest.mark.parametrize(
    ("data", "action"),
    [
        (actions.choose(7, "08:00 19:00"), Choose(7, "08:00 19:00")),
        (actions.reminder("start", KEY), OnReminder("start", KEY)),
        (actions.reminder("snooze", KEY, Snooze.HOUR), OnReminder("snooze", KEY, Snooze.HOUR)),
        (
            actions.card(Press.DONE, Where(WorkoutId(9), 1, 4)),
            OnCard(Press.DONE, Where(WorkoutId(9), 1, 4)),
        ),
        (
            actions.card(Press.SKIP, Where(WorkoutId(9), 1)),
            OnCard(Press.SKIP, Where(WorkoutId(9), 1)),
        ),
        (actions.open_("exercise", "cat-stretch"), Open("exercise", "cat-stretch")),
    ],
)
def test_what_a_button_carries_comes_back(data: str, action: object) -> None:
    assert parse(data, ANA) == action


@given(st.text(max_size=64))
def test_forged_data_is_nothing_or_something_known(data: str) -> None:
    assert parse(data, ANA) is None or isinstance(
        parse(data, ANA), Choose | OnCard | OnReminder | Open
    )


def test_a_reminder_is_always_the_pressers_own() -> None:
    action = parse(actions.reminder("start", KEY), ANA)
    assert isinstance(action, OnReminder)
    assert action.key.person == ANA


@pytest.mark.parametrize("zone", ["America/Argentina/ComodRivadavia", "Antarctica/DumontDUrville"])
def test_the_longest_data_fits_into_telegrams_limit(zone: str) -> None:
    assert zone_info(zone)
    assert len(actions.choose(10**9, zone).encode()) <= MAX_BYTES
    card = actions.card(Press.EASIER, Where(WorkoutId(10**12), 99, 999))
    assert len(card.encode()) <= MAX_BYTES
