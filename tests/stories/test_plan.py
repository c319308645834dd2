"""The plan: reasons for exercises, changes, gentler days, and repeated safety questions."""

from tests.stories.story import Chatter, Story


async def test_why_these_gives_a_reason_for_every_exercise(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.presses("Why these?")
    reasons = await ana.reads()
    assert "Pelvic tilt: week 1 of the plan" in reasons
    assert "in the place of Knee to chest (bends you forward, and it is early)" in reasons


async def test_the_plan_shows_the_week_and_what_can_be_changed(ana: Chatter) -> None:
    await ana.stretches()
    await ana.writes("/plan")
    assert "Week 1 of 6" in await ana.reads()
    assert "1 session" in await ana.reads()
    assert "Down a week" not in await ana.labels()
    await ana.presses("Shorter sessions")
    assert "Length: short" in await ana.reads()
    await ana.writes("/today")
    await ana.gets_ready()
    assert "1 of 2" in await ana.reads()


async def test_gentler_days_last_two_days_and_then_it_asks_again(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/plan")
    await ana.presses("Two soft days")
    assert "Soft moves only until Thu 12 March 06:00" in await ana.reads()
    await story.until("2026-03-10T08:00:01")
    assert "Sore day" in await ana.reads()
    await story.until("2026-03-12T08:00:01")
    assert "Still sore?" in await ana.reads()
    assert (await ana.labels())[0] == "Start"
    await ana.presses("Still sore")
    assert "Soft moves only until Sat 14 March" in await ana.reads()


async def test_two_sore_sessions_in_a_row_offer_gentler_days(ana: Chatter) -> None:
    for _ in range(2):
        await ana.writes("/today")
        await ana.presses_more("End")
        await ana.presses("7")
        await ana.presses("Skip")
    assert "second sore session running" in await ana.reads()
    assert (await ana.labels())[0] == "Two soft days"
    await ana.presses_first()
    assert "Soft moves only until" in await ana.reads()


async def test_three_skips_of_an_exercise_ask_what_to_do_about_it(ana: Chatter) -> None:
    for _ in range(3):
        await ana.writes("/today")
        await ana.skips()
        await ana.presses_more("End")
        await ana.presses("0")
        await ana.presses("Skip")
    assert "You have skipped Pelvic tilt three times" in await ana.reads()
    await ana.presses("Replace")
    assert "stays out for 4 weeks" in await ana.reads()
    await ana.writes("/today")
    await ana.gets_ready()
    assert "Pelvic tilt" not in await ana.reads()
    await ana.writes("/plan")
    await ana.presses("Bring back: Pelvic tilt")
    assert "is back" in await ana.reads()


async def test_after_a_week_one_tap_answers_the_safety_questions_again(
    story: Story, ana: Chatter
) -> None:
    await story.passes(days=7)
    await ana.writes("/pain 1 0")
    assert "A quick safety check" in await ana.reads()
    await ana.presses_first()
    assert "back 1 of 10, leg 0 of 10" in await ana.reads()
    await ana.writes("/pain 1 0")
    assert "safety check" not in await ana.reads()


async def test_a_jump_in_pain_asks_the_safety_questions_at_once(ana: Chatter) -> None:
    await ana.writes("/pain 1 0")
    await ana.writes("/pain 4 0")
    assert "A quick safety check" in await ana.reads()
    await ana.presses("Something is new")
    assert "999" in await ana.reads()
    await ana.presses("Yes, one of these")
    assert "emergency" in await ana.reads()
    await ana.writes("/today")
    assert "Have you been seen?" in await ana.reads()


async def test_filtered_exercises_cannot_be_tried_from_the_library(story: Story) -> None:
    ana = await story.person()
    await ana.joins("Brings it on")
    await ana.writes("/library")
    await ana.presses("Child")
    assert "Left out for you: " in await ana.reads()
    assert "Try it now" not in await ana.labels()
