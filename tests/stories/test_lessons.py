"""Daily lessons: where they appear, their questions, and the next ones."""

from tests.stories.story import Chatter, Story

FIRST = "Today's lesson: A long nerve"


async def test_each_day_has_one_lesson(story: Story, ana: Chatter) -> None:
    await ana.writes("/learn")
    assert await ana.presses_first() == FIRST
    assert "lesson 1 of 42" in await ana.reads()
    await ana.writes("/learn")
    assert (await ana.labels())[0] == "Today's lesson again: A long nerve"
    await story.passes(days=1)
    await ana.writes("/learn")
    assert await ana.presses_first() == "Today's lesson: What it can feel like"
    assert "lesson 2 of 42" in await ana.reads()


async def test_a_question_is_answered_by_button_in_the_same_message(ana: Chatter) -> None:
    await ana.writes("/learn")
    await ana.presses(FIRST)
    messages = len(await ana.from_bot())
    await ana.presses("In the knee")
    assert "Not quite. The answer is: In the foot." in await ana.reads()
    assert "In the hip" not in await ana.labels()
    assert len(await ana.from_bot()) == messages


async def test_the_right_answer_is_confirmed(story: Story, ana: Chatter) -> None:
    await ana.writes("/learn")
    await ana.presses(FIRST)
    await story.bot_restarts()
    await ana.presses("In the foot")
    assert "✅ In the foot. That's right." in await ana.reads()


async def test_a_session_offers_todays_lesson_until_it_was_read(ana: Chatter) -> None:
    await ana.stretches()
    assert (await ana.labels())[-1] == FIRST
    summary = await ana.newest()
    await ana.presses(FIRST)
    assert "lesson 1 of 42" in await ana.reads()
    assert (await ana.from_bot())[-2]["message_id"] == summary["message_id"]
    await ana.stretches()
    assert not any("lesson" in label for label in await ana.labels())


async def test_earlier_lessons_can_be_read_again(story: Story, ana: Chatter) -> None:
    for _ in range(2):
        await ana.writes("/learn")
        await ana.presses("Today's lesson")
        await story.passes(days=1)
    await ana.writes("/learn")
    await ana.presses("Lessons so far: 2")
    assert (await ana.labels())[:2] == ["What it can feel like", "A long nerve"]
    await ana.presses("A long nerve")
    assert "lesson 1 of 42" in await ana.reads()


async def test_a_lesson_links_to_its_sources_and_article(ana: Chatter) -> None:
    await ana.writes("/learn")
    await ana.presses(FIRST)
    await ana.presses("Sources")
    assert "Susan DeFeo" in await ana.reads()
    await ana.presses("Back")
    await ana.presses("Read more: What sciatica is")
    assert "1 of 4" in await ana.reads()


async def test_after_all_lessons_none_is_offered(story: Story, ana: Chatter) -> None:
    for day in range(42):
        await ana.writes("/learn")
        assert "Today's lesson: " in await ana.presses_first(), day
        await story.passes(days=1)
    await ana.writes("/learn")
    assert (await ana.labels())[0] == "What sciatica is"
    await ana.presses("Lessons so far: 42")
    assert len(await ana.labels()) == 43
