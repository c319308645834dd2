"""Reminder back-off: daily, every three days, weekly, one last reminder, and then none."""

from datetime import date, timedelta

import pytest

from bot.domain.reminders.backoff import STAGES, BackOff, back_off

TODAY = date(2026, 3, 10)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in days]


@pytest.mark.parametrize(
    ("unanswered", "expected"),
    [
        ([], BackOff.SEND),
        (ago(1), BackOff.SEND),
        (ago(0), BackOff.SEND),  # the second reminder of the day
        (ago(*range(1, 7)), BackOff.SEND),
        (ago(*range(1, 8)), BackOff.WAIT),  # a week without an answer: every third day
        (ago(*range(3, 10)), BackOff.SEND),
        (ago(0, *range(3, 10)), BackOff.SEND),  # one earlier today does not stop the next
        (ago(2, 5, 8, 11, *range(14, 21)), BackOff.WAIT),
        (ago(6, 9, 12, 15, *range(18, 25)), BackOff.WAIT),  # weekly now
        (ago(7, 10, 13, 16, *range(19, 26)), BackOff.SEND),
        (ago(6, 13, 20, 23, 26, 29, 32, *range(35, 42)), BackOff.WAIT),
        (ago(7, 14, 21, 24, 27, 30, 33, *range(36, 43)), BackOff.LAST_WORD),
        (ago(90, 97, 104, 111, 114, 117, 120, 123, *range(126, 133)), BackOff.WAIT),
    ],
)
def test_reminders_come_less_often_until_they_stop(
    unanswered: list[date], expected: BackOff
) -> None:
    assert back_off(unanswered, TODAY) is expected


def test_a_year_without_answers_has_a_known_number_of_reminders_and_one_last() -> None:
    sent: list[date] = []
    verdicts = []
    for offset in range(365):
        day = TODAY + timedelta(days=offset)
        found = back_off(sent, day)
        if found is not BackOff.WAIT:
            sent.append(day)
            verdicts.append(found)
    assert verdicts.count(BackOff.LAST_WORD) == 1
    assert verdicts[-1] is BackOff.LAST_WORD
    assert verdicts.count(BackOff.SEND) == sum(length for length, _ in STAGES)
