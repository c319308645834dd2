"""How many reminders are sent concurrently and claimed per batch, for a rate."""

from datetime import timedelta

import pytest

from bot.services.reminders.delivery_rate import DEFAULT_RATE, DeliveryRate

MOST = 50


@pytest.mark.parametrize(
    ("rate", "at_once", "batch"),
    [(0.5, 4, 20), (28, 21, 112), (100, 50, 400), (1000, 50, 500)],
)
def test_numbers_grow_with_the_rate_within_limits(rate: float, at_once: int, batch: int) -> None:
    found = DeliveryRate.at(rate, MOST, timedelta(0))
    assert (found.at_once, found.batch) == (at_once, batch)


def test_a_claimed_batch_is_sent_long_before_its_lease_ends() -> None:
    assert DEFAULT_RATE.batch / 28 < 10
