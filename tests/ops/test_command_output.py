"""Reports for the operator: correct counts, no names, and no changes to the data."""

from datetime import timedelta

import pytest

from bot.domain.people.person import Pause, PersonId
from bot.domain.reminders.schedule import Rule
from bot.ops import capacity, command_output
from bot.services.admin.statistics import Statistics
from bot.services.reminders.due_preview import Previews
from bot.services.reminders.reminder_content import ContentComposer
from bot.services.reminders.reminder_delivery import Deliveries
from bot.services.reminders.schedules import set_rules
from bot.storage.core.database import Database
from tests.builders import a_person, at, utc
from tests.services.fakes import LIBRARY, Clock
from tests.services.reminders.test_reminder_delivery import FakeNotifier

EIGHT = utc("2026-03-10T08:00")


async def three_people(database: Database, clock: Clock) -> None:
    """Two people who are reminded at eight, and one who paused."""
    async with database.unit_of_work() as uow:
        for number in (1, 2, 3):
            pause = Pause(clock.now()) if number == 3 else None
            person = a_person(id=PersonId(number), first_name=f"Secret{number}", pause=pause)
            await uow.people.add(person)
            await set_rules(uow, person, [Rule(at("08:00"))], clock.now())
        await uow.commit()


async def test_the_preview_counts_due_reminders(database: Database) -> None:
    clock = Clock()
    await three_people(database, clock)
    clock.moment = EIGHT + timedelta(minutes=11)
    said = list(command_output.due(await Previews(database.unit_of_work, clock).due()))
    assert said == [
        "At 2026-03-10 08:11 UTC: 3 due",
        "  would be sent: 2, of these 2 late with a word about it",
        "    due 2026-03-10 08:00 UTC: 2",
        "  would be left out: 1 paused",
        "Next: 2026-03-11 08:00 UTC",
        "Nothing was sent and nothing was changed.",
    ]


async def test_a_preview_changes_nothing(database: Database) -> None:
    clock = Clock()
    await three_people(database, clock)
    clock.moment = EIGHT
    previews = Previews(database.unit_of_work, clock)
    assert await previews.due() == await previews.due()
    notifier = FakeNotifier()
    while await Deliveries(database.unit_of_work, clock, ContentComposer(LIBRARY)).deliver_due(
        notifier
    ):
        pass
    assert sorted(notifier.sent) == [(PersonId(1), False), (PersonId(2), False)]
    after = await previews.due()
    assert (after.sent, after.left_out) == ({}, {})


async def test_the_numbers_of_a_day(database: Database) -> None:
    clock = Clock()
    await three_people(database, clock)
    clock.moment = EIGHT + timedelta(seconds=4)
    statistics = Statistics(database.unit_of_work, clock)
    assert (await statistics.live()).overdue == 3
    assert (await statistics.live()).behind == timedelta(seconds=4)
    await Deliveries(database.unit_of_work, clock, ContentComposer(LIBRARY)).deliver_due(
        FakeNotifier()
    )
    said = list(command_output.stats(await statistics.totals()))
    assert said == [
        "At 2026-03-10 08:00 UTC",
        "People: 3 known, 3 joined, in 1 time zones; 1 paused, 0 cannot be reached",
        "Times set: 3; the next one is due 2026-03-11 08:00 UTC",
        "Busiest minute: 2026-03-11 08:00 UTC, 3 at once, which takes under 1 s",
        "Last 24 hours: 2 sent, half within 4.0 s, 95 % within 4.0 s, all within 4.0 s",
        "  left out: 1 paused",
        "Last 7 days: 0 sessions of 0 people",
        "Now: 0 sessions in work, 0 reminders overdue, the oldest for 0.0 s",
    ]
    assert not any("Secret" in line for line in said)


async def test_nothing_is_overdue_within_the_spread_window(database: Database) -> None:
    clock, window = Clock(), timedelta(minutes=15)
    await three_people(database, clock)
    statistics = Statistics(database.unit_of_work, clock, window)
    previews = Previews(database.unit_of_work, clock, window)
    clock.moment = EIGHT + timedelta(minutes=14)
    live = await statistics.live()
    assert (live.overdue, live.behind) == (0, timedelta(0))
    assert (await previews.due()).late == 0
    clock.moment = EIGHT + window + timedelta(minutes=11)
    live = await statistics.live()
    assert (live.overdue, live.behind) == (3, timedelta(minutes=11))
    assert (await previews.due()).late == 2


async def test_an_empty_bot_has_statistics(database: Database) -> None:
    clock = Clock()
    said = list(command_output.stats(await Statistics(database.unit_of_work, clock).totals()))
    assert "Times set: 0; the next one is due never" in said
    assert "Last 24 hours: 0 sent" in said
    said = list(command_output.due(await Previews(database.unit_of_work, clock).due()))
    assert "At 2026-03-10 07:00 UTC: 0 due" in said


def test_the_busiest_minute_is_estimated() -> None:
    said = list(capacity.table([28_000], 10, 5))
    assert said[-1] == "| 28,000 | 2,800 | 100 s | under 1 s | 3 s |"


@pytest.mark.parametrize("share", [3, 8.7, 25, 55, 80, 100])
def test_a_day_includes_everybody_and_the_busiest_minute_its_share(share: float) -> None:
    minutes = capacity.day(share)
    assert len(minutes) == 24 * 60
    assert sum(minutes) == pytest.approx(1)
    assert max(minutes) == pytest.approx(share / 100)
    assert min(minutes) >= 0
    spread = capacity.spread_out(minutes, 15)
    assert len(spread) == 24 * 60 * 60
    assert max(spread) <= max(minutes)


def test_reminders_wait_for_the_queue_before_them() -> None:
    assert capacity.wait([120, 0, 0], 1) == 120
    assert capacity.wait([120, 60], 1) == 120
    assert capacity.wait([120, 120], 1) == 180
    assert capacity.wait([2, 2, 2], 1, step=1) == 4
