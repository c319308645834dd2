"""Dialogues beside sessions: a session that an answer ends, and what an answer costs."""

from sqlalchemy import Engine, event

from tests.stories.story import Story, text_of


async def test_an_answer_about_new_symptoms_shows_the_end_of_the_session_at_once(
    story: Story,
) -> None:
    ana = await story.person()
    await ana.joins()
    await ana.writes("/today")
    await ana.presses_first()
    await ana.writes("/symptoms")
    before = len(await ana.from_bot())
    await ana.presses("Yes, one of these")
    ends = [text_of(each) for each in (await ana.from_bot())[before:]]
    assert len(ends) == 1
    assert "stopped" in ends[0].lower()


async def test_an_answer_that_ends_no_session_does_not_look_for_one(story: Story) -> None:
    ana = await story.person()
    await ana.joins()
    await ana.stretches()
    await ana.writes("/pause")
    loaded: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if "workouts.version" in statement:  # a whole session, not only its day
            loaded.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await ana.presses("Don't pause")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert "Nothing changed" in await ana.reads()
    assert loaded == []
