"""Streaks: freezes, pauses, the weekly goal, and corrections of the log."""

from tests.stories.story import Chatter, Story


async def stretches_on(story: Story, ana: Chatter, *days: int) -> None:
    """Do the one-minute version, which counts, on each of these days of March."""
    for day in days:
        await story.until(f"2026-03-{day:02d}T09:00:00")
        await ana.presses("1 minute")
        await ana.lets_it_run()
        await ana.presses("Skip")


async def test_seven_days_earn_a_freeze_that_is_used_automatically(
    story: Story, ana: Chatter
) -> None:
    await stretches_on(story, ana, *range(10, 17))
    await ana.writes("/streak")
    assert "Streak: 7 days" in await ana.reads()
    assert "Freezes: 1." in await ana.reads()
    await story.until("2026-03-18T09:00:00")  # nothing was done on the 17th
    await ana.writes("/streak")
    assert "Streak: 7 days" in await ana.reads()
    assert "A freeze kept your streak on Tue 17 March. Freezes left: 0." in await ana.reads()
    assert "1 day freeze" in await ana.reads()
    await story.bot_restarts()
    await ana.writes("/today")
    await ana.lets_it_run()
    assert "Your streak: 8 days" in await ana.reads()
    assert "A freeze kept your streak on Tue 17 March" in await ana.reads()


async def test_a_pause_on_the_day_of_a_reminder_costs_nothing(story: Story, ana: Chatter) -> None:
    await stretches_on(story, ana, 10)
    await story.until("2026-03-11T09:00:00")
    assert "Time for" in await ana.reads()
    await ana.writes("/pause 2 days")
    await stretches_on(story, ana, 13)
    await ana.writes("/streak")
    assert "Streak: 2 days" in await ana.reads()
    assert "2 days pause" in await ana.reads()


async def test_yesterday_can_be_filled_in_and_undone(story: Story, ana: Chatter) -> None:
    await stretches_on(story, ana, 10)
    await story.until("2026-03-12T09:00:00")
    await ana.writes("/streak")
    assert "Best: 1 day" in await ana.reads()
    assert "Last 30 days: 1 day" in await ana.reads()
    await ana.presses("Add a day")
    assert (await ana.labels())[0] == "Wed 11 March"
    await story.bot_restarts()
    await ana.presses("Wed 11 March")
    await ana.presses("I stretched")
    assert "Filled in: Wed 11 March" in await ana.reads()
    assert "Your streak: 2 days" in await ana.reads()
    await ana.presses("Show my streak")
    assert "1 day filled in" in await ana.reads()
    await ana.presses("Undo last")
    assert "Take out Wed 11 March?" in await ana.reads()
    await ana.presses("Yes, take it out")
    await ana.presses("Show my streak")
    assert "Last 30 days: 1 day" in await ana.reads()


async def test_a_sick_day_can_be_excused_afterwards(story: Story, ana: Chatter) -> None:
    await stretches_on(story, ana, 10)
    await stretches_on(story, ana, 12)
    await ana.writes("/streak")
    assert "Streak: 1 day" in await ana.reads()
    await ana.presses("Add a day")
    await ana.writes("Wed 11 March")
    await ana.presses("I was ill or away")
    assert "Your streak: 2 days" in await ana.reads()


async def test_the_last_session_can_be_undone(story: Story, ana: Chatter) -> None:
    await ana.writes("/streak")
    await ana.presses("Undo last")
    assert "nothing to take out" in await ana.reads()
    await stretches_on(story, ana, 10)
    await ana.writes("/streak")
    await ana.presses("Undo last")
    assert "counts for Tue 10 March" in await ana.reads()
    await ana.presses("No, keep it")
    await ana.writes("/streak")
    assert "Streak: 1 day" in await ana.reads()
    await ana.presses("Undo last")
    await ana.presses("Yes, take it out")
    await ana.writes("/streak")
    assert "Streak: 0" in await ana.reads()


async def test_an_outdated_question_asks_again(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-12T09:00:00")
    await ana.writes("/streak")
    await ana.presses("Add a day")
    asked = await ana.newest()
    await ana.writes("last summer")
    assert "I can go back seven days" in await ana.reads()
    await ana.presses("Tue 10 March")
    asked = await ana.newest()
    await story.until("2026-03-25T09:00:00")
    await ana.press_in(asked, button="I stretched")
    chat = {message["message_id"]: message for message in await ana.from_bot()}
    assert "I can go back seven days" in chat[asked["message_id"]]["text"]


async def test_the_weekly_goal_can_be_changed(story: Story, ana: Chatter) -> None:
    await ana.writes("/settings")
    assert "Goal: 7 days a week" in await ana.reads()
    await ana.presses("Weekly goal")
    await ana.writes("9")
    assert "from 2 to 7" in await ana.reads()
    await ana.presses("2 days a week")
    assert "Your goal: 2 days a week" in await ana.reads()
    await stretches_on(story, ana, 10, 12, 16, 17)
    await ana.writes("/streak")
    assert "This week: 2 of 2 days. Goal met for 2 weeks in a row." in await ana.reads()


async def test_after_a_break_the_best_and_the_last_month_come_first(
    story: Story, ana: Chatter
) -> None:
    await ana.stretches()
    await story.until("2026-03-20T09:00:00")
    await ana.writes("/streak")
    said = await ana.reads()
    assert said.startswith("🌱 Best: 1 day. Last 30 days: 1 day.")
    assert "Streak" not in said
