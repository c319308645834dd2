"""Reminders: at local time, once, late rather than never, and not when unwanted."""

import pytest

from tests.stories.story import Chatter, Story, text_of


async def reminders_of(person: Chatter) -> list[dict[str, object]]:
    """Return every call that sent a reminder."""
    sent = await person.story.calls("sendMessage", person.id)
    return [call for call in sent if str(call["params"]["text"]).startswith("<b>Time for")]


async def test_a_reminder_starts_the_routine(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    labels = await ana.labels()
    assert labels == ["Start", "1 minute", "Later…", "Not today", "Why these?", "New symptoms"]
    await ana.presses("Start")
    assert "How sore is your back" in await ana.reads()


async def test_reminders_keep_local_time_across_the_clock_change(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/zone Europe/Berlin")
    for day in ("2026-03-16", "2026-03-22", "2026-03-28", "2026-04-03"):  # forward on 29 March
        await story.until(f"{day}T12:00:00")
        await ana.writes("/help")  # inactive people are reminded less often
    at = [str(call["at"])[11:16] for call in await reminders_of(ana)]
    assert at == ["07:00"] * 19 + ["06:00"] * 6


async def test_reminders_respect_weekdays(story: Story, ana: Chatter) -> None:
    await ana.writes("/times 07:30 mon wed fri")
    assert "Mon, Wed, Fri" in await ana.reads()
    await story.passes(days=14)
    assert len(await reminders_of(ana)) == 6


async def test_reminders_of_a_day_stop_once_the_routine_is_done(story: Story, ana: Chatter) -> None:
    await ana.writes("/times 8:00 12:00 19:30")
    await story.until("2026-03-10T12:30:00")
    assert len(await reminders_of(ana)) == 2
    await ana.stretches()
    await story.until("2026-03-11T07:00:00")
    assert len(await reminders_of(ana)) == 2


@pytest.mark.parametrize(
    ("choice", "back_at"),
    [("10 minutes", "08:10"), ("30 minutes", "08:30"), ("1 hour", "09:00"), ("evening", "19:00")],
)
async def test_later_reminds_once_more_and_keeps_the_schedule(
    story: Story, ana: Chatter, choice: str, back_at: str
) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.presses("Later…")
    await ana.presses(choice)
    assert f"I'll be back at {back_at}" in await ana.reads()
    await story.until("2026-03-11T08:30:00")
    at = [str(call["at"])[8:16].replace("T", " ") for call in await reminders_of(ana)]
    assert at == ["10 08:00", f"10 {back_at}", "11 08:00"]


async def test_later_can_be_cancelled(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.presses("Later…")
    await ana.presses("Back")
    assert (await ana.labels())[0] == "Start"


async def test_not_today_stops_reminders_until_tomorrow(story: Story, ana: Chatter) -> None:
    await ana.writes("/times 8:00 19:00")
    await story.until("2026-03-10T08:00:01")
    await ana.presses("Not today")
    assert "not today" in await ana.reads()
    await story.until("2026-03-11T08:30:00")
    assert len(await reminders_of(ana)) == 2


async def test_a_pause_ends_by_itself_and_keeps_the_streak(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.stretches()
    await ana.writes("/pause 3 days")
    assert "Fri 13 March" in await ana.reads()
    await story.until("2026-03-13T08:00:01")
    assert len(await reminders_of(ana)) == 2
    await ana.stretches()
    await ana.writes("/streak")
    assert "Streak: 2 days" in await ana.reads()


async def test_resume_ends_a_pause_early(story: Story, ana: Chatter) -> None:
    await ana.writes("/pause")
    await ana.presses("Until I say so")
    await story.until("2026-03-12T07:00:00")
    assert not await reminders_of(ana)
    await ana.writes("/resume")
    assert "today 08:00" in await ana.reads()
    await story.until("2026-03-12T08:00:01")
    assert len(await reminders_of(ana)) == 1


async def test_after_an_outage_a_reminder_says_that_it_is_late(story: Story, ana: Chatter) -> None:
    await story.bot_stops()
    await story.passes(hours=3)
    await story.bot_starts()
    await story.passes(seconds=2)
    assert "This was meant for 08:00" in await ana.reads()


async def test_dates_missed_in_a_long_outage_keep_the_streak(story: Story, ana: Chatter) -> None:
    await ana.stretches()
    await story.bot_stops()
    await story.passes(days=4)  # until 14 March, 06:00
    await story.bot_starts()
    await story.until("2026-03-14T08:00:02")
    assert len(await reminders_of(ana)) == 1
    await ana.stretches()
    assert "Your streak: 2 days" in await ana.reads()


async def test_restarts_neither_lose_nor_repeat_a_reminder(story: Story, ana: Chatter) -> None:
    for _ in range(3):
        await story.until("2026-03-10T08:00:02")
        await story.bot_restarts()
        await story.passes(minutes=5)
    assert len(await reminders_of(ana)) == 1


async def test_a_reminder_is_retried_after_a_server_error(story: Story, ana: Chatter) -> None:
    fault = {"method": "sendMessage", "times": 1, "status": 500}
    await story.post("/sim/faults", fault)
    await story.until("2026-03-10T08:05:00")
    sent = [call["status"] for call in await reminders_of(ana)]
    assert sent == [500, 200]


async def test_reminders_stop_while_the_bot_is_blocked(story: Story, ana: Chatter) -> None:
    await ana.blocks()
    await story.passes(days=2)
    assert not await reminders_of(ana)
    await ana.unblocks()
    assert "your reminders rested" in await ana.reads()
    await ana.writes("/start")
    told = [each for each in await ana.from_bot() if "reminders rested" in text_of(each)]
    assert len(told) == 1
    await story.passes(days=1)
    assert len(await reminders_of(ana)) == 1


async def test_a_new_time_zone_moves_the_reminder(story: Story, ana: Chatter) -> None:
    await ana.pins(27.7172, 85.3240)
    assert "Asia/Kathmandu" in await ana.reads()
    await story.until("2026-03-11T03:00:00")
    assert [str(call["at"])[11:16] for call in await reminders_of(ana)] == ["02:15"]


async def test_a_new_time_never_reminds_twice_on_one_date(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.writes("/times 9:00")
    assert "tomorrow, Wed 09:00" in await ana.reads()
    await story.until("2026-03-10T23:00:00")
    assert len(await reminders_of(ana)) == 1
