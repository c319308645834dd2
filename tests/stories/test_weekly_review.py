"""The weekly review, help that changes the plan, second reminders, and backing off."""

from tests.stories.story import Chatter, Story, text_of


async def meets_a_goal_of_two_days(story: Story, *days: str) -> Chatter:
    """Choose two days a week, and stretch on these days."""
    ana = await story.joined()
    await ana.writes("/settings")
    await ana.presses("Weekly goal")
    await ana.presses("2 days a week")
    for day in days:
        await story.until(f"{day}T09:00:00")
        await ana.stretches()
    return ana


async def test_a_missed_goal_asks_what_got_in_the_way_and_changes_the_plan(
    story: Story, ana: Chatter
) -> None:
    await story.until("2026-03-15T18:31:00")
    assert "look back" not in await ana.reads(), "five days are not a week"
    assert "What got in the way?" not in await ana.reads()
    await ana.writes("/plan")
    await story.until("2026-03-22T18:30:01")
    assert "0 of 7 days" in await ana.reads()
    assert await ana.labels() == [
        "No time", "I forgot", "Too sore", "Bored", "It doesn't help", "I was away",
        "Something else",
    ]  # fmt: skip
    await ana.presses("No time")
    assert "One minute counts." in await ana.reads()
    await ana.presses_first()
    assert "Sessions are short from now on." in await ana.reads()
    assert "Length: short" in await ana.reads()


async def test_a_goal_that_was_met_is_praised_with_figures(story: Story) -> None:
    ana = await meets_a_goal_of_two_days(story, "2026-03-17", "2026-03-19")
    await story.until("2026-03-22T18:30:01")
    assert "Goal met: 2 of 2 days." in await ana.reads()
    assert "10 minutes" in await ana.reads() or "minutes of stretching" in await ana.reads()
    assert "week 1 once more" in await ana.reads()
    await ana.presses_first()
    assert "This is your plan now." in await ana.reads()


async def test_a_red_day_is_not_praised(story: Story) -> None:
    ana = await meets_a_goal_of_two_days(story, "2026-03-19", "2026-03-21")
    await story.until("2026-03-22T12:00:00")
    await ana.writes("/pain 8 2")
    await ana.presses("Skip")
    await story.until("2026-03-22T18:30:01")
    assert "Today is a sore day" in await ana.reads()
    assert "Goal met" not in await ana.reads()


async def test_the_day_of_the_weekly_review_can_be_changed(story: Story, ana: Chatter) -> None:
    await ana.writes("/plan")
    await ana.presses("Weekly look back")
    assert "Now: Sun, at 18:30" in await ana.reads()
    await ana.presses("Wed")
    assert "Now: Wed, at 18:30" in await ana.reads()
    await ana.writes("/times 09:00")
    await ana.presses("Every day") if "Every day" in await ana.labels() else None
    await story.until("2026-03-17T12:00:00")
    await ana.writes("/help")
    await story.until("2026-03-18T18:30:01")
    assert "What got in the way?" in await ana.reads()
    await ana.writes("/plan")
    await ana.presses("Weekly look back")
    await ana.presses("Never")
    assert "Now: never" in await ana.reads()


async def test_a_second_reminder_is_optional_and_not_sent_after_later(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/plan")
    await ana.presses("One nudge a day more")
    await story.until("2026-03-10T11:00:01")
    assert "one more nudge" in await ana.reads()
    await story.until("2026-03-10T20:00:00")
    second = [each for each in await ana.from_bot() if "one more nudge" in text_of(each)]
    assert len(second) == 1
    await story.until("2026-03-11T08:00:01")
    await ana.presses("Later")
    await ana.presses("In 30 minutes")
    await story.until("2026-03-11T20:00:00")
    second = [each for each in await ana.from_bot() if "one more nudge" in text_of(each)]
    assert len(second) == 1


async def test_unanswered_reminders_back_off_stop_and_can_be_resumed(
    story: Story, ana: Chatter
) -> None:
    before = len(await ana.from_bot())
    await story.passes(days=120)
    said = [text_of(each) for each in (await ana.from_bot())[before:]]
    reminders = [each for each in said if "Time for" in each]
    assert len(reminders) == 1 + 7 + 4 + 3, "the first day, a week of daily reminders, then fewer"
    assert "so I stop ringing" in said[-1]
    await ana.presses("Remind me again")
    await story.passes(days=1)
    assert "Time for" in await ana.reads()
