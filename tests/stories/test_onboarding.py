"""Onboarding: answers of every kind, red flags, and a restart at any point."""

import pytest

from tests.stories.story import Chatter, Story


async def at_the_zone(story: Story) -> Chatter:
    """Return a person who has passed the safety questions."""
    ana = await story.person()
    await ana.writes("/start")
    for _ in range(8):
        await ana.presses_first()
    assert "What time is it where you are?" in await ana.reads()
    return ana


async def at_the_times(story: Story) -> Chatter:
    ana = await at_the_zone(story)
    await ana.presses_first()
    return ana


async def test_declining_stores_nothing(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    await ana.presses("No, thanks")
    assert "I have kept nothing" in await ana.reads()
    await ana.presses_first()
    assert "I'm Limber" in await ana.reads()


async def test_a_restart_at_any_point_loses_nothing(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    for _ in range(13):
        await story.bot_restarts()
        await ana.presses_first()
    assert "First reminder: today 08:00" in await ana.reads()


async def test_buttons_edit_one_message(story: Story) -> None:
    ana = await at_the_zone(story)
    assert len(await ana.from_bot()) == 1


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("  münchen ", "Europe/Berlin"),
        ("Asia/Kathmandu", "Asia/Kathmandu"),
        ("new york", "America/New_York"),
        ("UTC", "Etc/UTC"),
    ],
)
async def test_a_city_or_zone_can_be_typed(story: Story, typed: str, zone: str) -> None:
    ana = await at_the_zone(story)
    await ana.writes(typed)
    assert zone in await ana.reads()


async def test_an_ambiguous_place_is_asked_about(story: Story) -> None:
    ana = await at_the_zone(story)
    await ana.writes("Springfield")
    assert "more than one place" in await ana.reads()
    await ana.presses("New York")
    assert "America/New_York" in await ana.reads()


async def test_a_location_finds_the_zone(story: Story) -> None:
    ana = await at_the_zone(story)
    await ana.pins(-33.87, 151.21)
    assert "Australia/Sydney" in await ana.reads()


async def test_a_location_at_sea_asks_again(story: Story) -> None:
    ana = await at_the_zone(story)
    await ana.pins(0.0, -150.0)
    assert "out at sea" in await ana.reads()


@pytest.mark.parametrize("typed", ["7:30, 19:00", "730 7pm", "7.30 19.00"])
async def test_times_can_be_typed_in_any_way(story: Story, typed: str) -> None:
    ana = await at_the_times(story)
    await ana.writes(typed)
    assert "On which days?" in await ana.reads()
    await ana.presses_first_until("No clear pattern")
    assert "07:30 and 19:00" in await ana.reads()


@pytest.mark.parametrize(
    "typed", ["half past seven", "25:00", "<b>", "💥", "7:30 someday", "x" * 4000]
)
async def test_a_wrong_answer_gets_a_hint_and_the_question_again(story: Story, typed: str) -> None:
    ana = await at_the_times(story)
    await ana.writes(typed)
    reply = await ana.reads()
    assert "couldn't read that" in reply
    assert "When should I remind you?" in reply


async def test_a_typed_button_text_counts_as_a_press(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    await ana.writes("yes, let's start")
    await ana.writes("no")
    assert "2 of 7" in await ana.reads()


async def test_days_and_equipment_are_toggled_in_place(story: Story) -> None:
    ana = await at_the_times(story)
    await ana.presses("19:00")
    await ana.presses("Let me pick")
    for day in ("✓ Sat", "✓ Sun"):
        await ana.presses(day)
    assert "Done: Monday to Friday" in await ana.labels()
    await ana.presses("Done")
    await ana.presses("Strap")
    assert "✓ Strap" in await ana.labels()
    await ana.presses_first_until("No clear pattern")
    assert "19:00, Monday to Friday" in await ana.reads()


async def test_a_red_flag_stops_everything_until_the_person_was_checked(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    await ana.presses_first()
    await ana.presses("Yes")
    assert "emergency" in await ana.reads()
    assert "999" in await ana.reads()
    await ana.presses("Show the list")
    assert "One of these is enough" in await ana.reads()
    await ana.presses("I've been checked")
    assert "2 of 7" in await ana.reads()


async def test_one_weak_foot_leads_to_a_doctor_today(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    await ana.presses_first()
    await ana.presses_first()
    await ana.presses("Yes")
    await ana.presses("One weak foot")
    assert "checked today" in await ana.reads()
    await ana.presses("Pause for now")
    assert "Reminders are paused" in await ana.reads()


async def test_weak_bones_leave_out_exercises_and_say_so(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    for _ in range(5):
        await ana.presses_first()
    await ana.presses("Yes")
    for _ in range(2):
        await ana.presses_first()
    assert "ask your doctor" in await ana.reads()
    await ana.presses_first_until("No clear pattern")
    await ana.writes("/library")
    await ana.presses("Routines")
    await ana.presses("Wind down")
    served, _, left_out = (await ana.reads()).partition("Left out for you:")
    assert "Knee to chest" in served
    assert "Low back stretch (strong bend or twist)" in left_out


async def test_start_during_onboarding_repeats_the_question(story: Story) -> None:
    ana = await at_the_times(story)
    await ana.writes("/start")
    assert "When should I remind you?" in await ana.reads()
    assert len([m for m in await ana.from_bot() if m["keyboard"]]) == 1


async def test_a_command_during_onboarding_asks_to_finish_first(story: Story) -> None:
    ana = await at_the_times(story)
    for command in ("/today", "/times 9:00", "/settings", "/pain 3"):
        await ana.writes(command)
        assert "get to know each other first" in await ana.reads()
    await ana.presses_first()
    assert "When should I remind you?" in await ana.reads()


@pytest.mark.parametrize("name", ["<b>&_*[]()", "Zoë 🦊", "&lt;", "{ $name }", "`~\\"])
async def test_any_name_is_shown_unchanged(story: Story, name: str) -> None:
    ana = await story.person(name)
    await ana.joins()
    assert name in await ana.reads()
    await story.until("2026-03-10T08:00:01")
    assert name in await ana.reads()
