"""Progress charts, and milestones."""

from tests.stories.story import Chatter, Story


async def stretches(story: Story, ana: Chatter, day: int) -> None:
    """Do the one-minute version on a day of March."""
    await story.until(f"2026-03-{day:02d}T09:00:00")
    await ana.presses("1 minute")
    await ana.lets_it_run()
    await ana.presses("Skip")


async def edits(story: Story, ana: Chatter) -> int:
    return len(await story.calls("editMessageMedia", ana.id))


async def test_empty_charts_explain_what_they_will_show(story: Story, ana: Chatter) -> None:
    await ana.writes("/progress")
    for page in ("Pain", "Minutes", "Exercises", "Days"):
        assert (await ana.labels())[0] == f"Next: {page}"
        await ana.presses_first()
    assert await edits(story, ana) == 4
    await ana.writes("/progress minutes")
    assert "No minutes yet" in await ana.reads()


async def test_the_first_button_leads_through_all_charts_in_place(
    story: Story, ana: Chatter
) -> None:
    for day in (10, 11, 12):
        await stretches(story, ana, day)
    await ana.writes("/streak")
    await ana.presses("More pictures")
    shown = await ana.newest()
    assert "3 days done" in shown["caption"]
    await ana.presses("Minutes")
    assert "This week so far:" in await ana.reads()
    await story.bot_restarts()
    await ana.presses_first()
    assert "What came of each exercise" in await ana.reads()
    assert "3 done" in await ana.reads()
    assert (await ana.newest())["message_id"] == shown["message_id"]


async def test_a_milestone_is_mentioned_once_after_its_session(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.lets_it_run()
    assert "Your first day." in await ana.reads()
    assert [
        call for call in await story.calls("sendMessage") if "message_effect_id" in call["params"]
    ]
    await ana.presses("Skip")
    assert "Your first day." in await ana.reads()
    await ana.writes("/today")
    await ana.lets_it_run()
    assert "Your first day." not in await ana.reads()


async def test_an_unknown_effect_does_not_lose_the_message(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    invalid = {"status": 400, "description": "Bad Request: EFFECT_ID_INVALID"}
    await story.post("/sim/faults", {"method": "sendMessage", "times": 1, **invalid})
    await ana.lets_it_run()
    assert "Your first day." in await ana.reads()
