"""Clips: one message for each exercise, a countdown ring, each file uploaded once."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content.loader import find_folder
from tests.content.builders import an_mp4
from tests.stories.story import Chatter, Start, Story, a_story
from tests.stories.strict import read_strictly


@pytest.fixture
async def story(tmp_path: Path, start: Start | None) -> AsyncIterator[Story]:
    """Yield the bot with content in which only one exercise has clips, all of them."""
    content = shutil.copytree(find_folder(), tmp_path / "content")
    for film in content.rglob("*.mp4"):
        film.unlink()
    for name in ("loop", "ready", "hold-10", "change"):
        for number, side in enumerate(("", "-other"), 1):
            file = content / "exercises" / "knees-to-chest-single" / f"{name}{side}.mp4"
            file.write_bytes(an_mp4(640, 480, number, name.encode().hex()[:12]))
    async with a_story(tmp_path, content=content, start=start) as told:
        yield told
        read_strictly(await told.calls())


async def hugging(story: Story) -> Chatter:
    """Return a person who is trying the exercise with clips."""
    ana = await story.joined()
    await hugs(ana)
    await ana.gets_ready()
    return ana


async def hugs(ana: Chatter) -> None:
    await ana.writes("/library")
    await ana.presses("Knee to chest")
    await ana.presses("Try it")


async def shows(ana: Chatter) -> tuple[str, str]:
    """Begin the exercise; return the kind of the picture, and the first line of instructions."""
    await ana.gets_ready()
    newest = await ana.newest()
    return newest["media"]["kind"], newest["caption"].splitlines()[1]


async def test_a_countdown_clip_of_a_hold_needs_no_edits(story: Story) -> None:
    ana = await hugging(story)
    assert (await shows(ana))[0] == "animation"
    await ana.presses("Go")
    assert "watch the ring" in (await shows(ana))[1]
    before = len(await story.calls("editMessageCaption"))
    await story.passes(seconds=12)
    assert len(await story.calls("editMessageCaption")) == before
    await story.passes(seconds=2)
    assert "watch the ring" not in (await shows(ana))[1]


async def test_a_known_exercise_begins_with_a_countdown_clip(story: Story) -> None:
    ana = await hugging(story)
    assert "starts in 15 s" in (await shows(ana))[1]
    await ana.lets_it_run()
    await ana.presses("Skip")
    await hugs(ana)
    assert "watch the ring" in (await shows(ana))[1]
    before = await story.calls("editMessageCaption")
    await story.passes(seconds=14)
    assert await story.calls("editMessageCaption") == before


async def test_one_message_shows_the_whole_exercise(story: Story) -> None:
    ana = await hugging(story)
    card = (await ana.newest())["message_id"]
    await story.passes(seconds=40)
    assert (await ana.newest())["message_id"] == card
    assert len(await story.calls("sendAnimation")) == 1
    assert len(await story.calls("editMessageMedia")) >= 2


async def test_after_a_pause_the_countdown_is_text(story: Story) -> None:
    ana = await hugging(story)
    await ana.presses("Go")
    await story.passes(seconds=6)
    await ana.presses("Pause")
    assert "Paused" in (await shows(ana))[1]
    await ana.presses("Carry on")
    assert " s" in (await shows(ana))[1]
    assert "watch the ring" not in (await shows(ana))[1]


async def test_a_countdown_clip_survives_a_restart(story: Story) -> None:
    ana = await hugging(story)
    await ana.presses("Go")
    await story.passes(seconds=4)
    await story.bot_restarts()
    assert "watch the ring" in (await shows(ana))[1]
    await story.passes(seconds=10)
    assert "watch the ring" not in (await shows(ana))[1]


async def test_each_clip_is_uploaded_once_even_after_a_restart(story: Story) -> None:
    uploaded = []
    for _ in range(2):
        ana = await hugging(story)
        await ana.lets_it_run()
        uploaded.append(await uploads(story))
        await story.bot_restarts()
    assert uploaded[0] == uploaded[1] > 4


async def uploads(story: Story) -> int:
    """Return how many requests uploaded a file."""
    methods = ("sendPhoto", "sendAnimation", "editMessageMedia")
    made = [call for each in methods for call in await story.calls(each)]
    return sum("://" in str(call["params"]) for call in made)


async def test_a_finished_exercise_has_a_still_picture(story: Story) -> None:
    ana = await hugging(story)
    card = (await ana.newest())["message_id"]
    await ana.presses("More")
    await ana.presses("Skip")
    old = next(each for each in await ana.chat() if each["message_id"] == card)
    assert old["media"]["kind"] == "photo"


async def test_without_motion_there_are_posters_and_a_text_countdown(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/settings")
    await ana.presses("Keep pictures still")
    assert "Pictures: still" in await ana.reads()
    await hugs(ana)
    assert (await shows(ana))[0] == "photo"
    await ana.gets_ready()
    await ana.presses("Go")
    await story.passes(seconds=6)
    assert "watch the ring" not in (await shows(ana))[1]
    assert await story.calls("sendAnimation") == []
    await ana.writes("/settings")
    await ana.presses("Let pictures move")
    assert "Pictures: moving" in await ana.reads()


async def test_an_exercise_without_clips_has_its_poster(ana: Chatter) -> None:
    await ana.writes("/today")
    assert (await shows(ana))[0] == "photo"
