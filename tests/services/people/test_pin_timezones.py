"""Zones of shared locations, and that a look-up leaves no process behind."""

import asyncio
import sys

import pytest

from bot.services.people import pin_timezones
from bot.services.people.pin_timezones import NotLookedUp, PinTimezones


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (52.52, 13.40, "Europe/Berlin"),
        (27.72, 85.32, "Asia/Kathmandu"),
        (-33.87, 151.21, "Australia/Sydney"),
        (0.0, -150.0, None),
    ],
)
async def test_a_location_on_land_has_its_zone(
    latitude: float, longitude: float, zone: str | None
) -> None:
    assert await PinTimezones().zone(latitude, longitude) == zone


async def test_a_look_up_blocks_nobody_and_keeps_no_map_in_memory() -> None:
    looking = asyncio.create_task(PinTimezones().zone(52.52, 13.40))
    turns = 0
    while not looking.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10
    assert "tzfpy" not in sys.modules


async def test_a_failed_look_up_does_not_reveal_the_location(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pin_timezones, "_PROGRAM", "import sys; sys.stdin.read(); sys.exit(3)")
    with pytest.raises(NotLookedUp) as failed:
        await PinTimezones().zone(52.52, 13.40)
    assert str(failed.value) == "the process ended with 3"


async def test_a_look_up_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin_timezones, "_PROGRAM", "while True: pass")
    monkeypatch.setattr(pin_timezones, "SECONDS", 0.01)
    looker = PinTimezones()
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await looker.zone(52.52, 13.40)


async def test_a_cancelled_look_up_leaves_no_process_and_no_lock() -> None:
    looker = PinTimezones()
    waiting = asyncio.create_task(looker.zone(52.52, 13.40))
    for _ in range(20):
        await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await looker.zone(27.72, 85.32) == "Asia/Kathmandu"
