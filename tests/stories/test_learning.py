"""Articles in the chat: their pages and sources."""

from tests.stories.story import Chatter, Story, text_of


async def reader(story: Story) -> Chatter:
    ana = await story.person()
    await ana.writes("/learn")
    return ana


async def test_an_article_is_read_page_by_page_in_one_message(story: Story) -> None:
    ana = await reader(story)
    messages = len(await ana.from_bot())
    await ana.presses("What sciatica is")
    assert "1 of 4" in await ana.reads()
    assert (await ana.labels())[:2] == ["Next", "Sources"]
    for page in ("2 of 4", "3 of 4", "4 of 4"):
        assert await ana.presses_first() == "Next"
        assert page in await ana.reads()
    await ana.presses("Back")
    assert "3 of 4" in await ana.reads()
    assert len(await ana.from_bot()) == messages


async def test_the_first_button_alone_leads_through_every_article(story: Story) -> None:
    ana = await reader(story)
    pressed = await ana.presses_first_until("Done")
    assert "Next: How strong is the evidence?" in pressed
    assert pressed.count("Next") >= 25


async def test_every_article_links_to_the_one_about_evidence(story: Story) -> None:
    ana = await reader(story)
    await ana.presses("Where it comes from")
    for _ in range(3):
        await ana.presses("Next")
    await ana.presses("How strong is the evidence?")
    assert "may help a bit" in await ana.reads()


async def test_sources_have_links_and_a_back_button(story: Story) -> None:
    ana = await reader(story)
    await ana.presses("How strong is the evidence?")
    await ana.presses("Next")
    await ana.presses("Sources")
    shown = await ana.newest()
    links = [each["url"] for each in shown["entities"] if each["type"] == "text_link"]
    assert "https://doi.org/10.1002/14651858.CD009790.pub2" in links
    assert "249 trials" in text_of(shown)
    await ana.presses("Back")
    assert "2 of" in await ana.reads()


async def test_a_restart_in_the_middle_of_an_article_loses_nothing(story: Story) -> None:
    ana = await reader(story)
    await ana.presses("What you can do at home")
    await story.bot_restarts()
    await ana.presses("Next")
    assert "2 of 4" in await ana.reads()


async def test_an_exercise_of_the_library_shows_its_review_and_sources(
    ana: Chatter,
) -> None:
    await ana.writes("/library")
    assert "No clinician has checked them yet." in await ana.reads()
    await ana.presses("Pelvic tilt")
    assert "No clinician has checked this move yet." in await ana.reads()
    await ana.presses("Sources")
    assert "7 of the best exercises for sciatica" in await ana.reads()
    await ana.presses("Back")
    assert "Pelvic tilt" in await ana.reads()
