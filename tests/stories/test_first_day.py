"""The first day: from /start to a streak."""

from tests.stories.story import Chatter, Story


async def test_first_buttons_alone_lead_to_a_plan_a_routine_and_a_streak(
    story: Story,
) -> None:
    ana = await story.person("Ana")
    await ana.writes("/start")
    onboarding = await ana.presses_first_until("No clear pattern")
    assert len(onboarding) <= 14
    assert "First reminder: today 08:00 (Europe/London)" in await ana.reads()

    await ana.presses_first_until("0")
    assert "Your streak: 1 day" in await ana.reads()
    assert "And in your leg?" in await ana.reads()
    assert await ana.presses_first() == "0"
    assert "back 0 of 10, leg 0 of 10" in await ana.reads()
    await ana.presses_first()
    assert "Streak: 1 day" in await ana.reads()
    assert "media" in await ana.newest()


async def test_two_mornings_make_a_streak_of_two(story: Story, ana: Chatter) -> None:
    for day in (1, 2):
        await story.post("/sim/clock", {"until": "message"})
        assert "Time for" in await ana.reads()
        await ana.presses("Start")
        await ana.lets_it_run()
        await ana.presses("3")
        assert f"Your streak: {day} day" in await ana.reads()


async def test_a_session_needs_one_command_only(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.lets_it_run()
    assert "Well done, Ana. 3 exercises in" in await ana.reads()
