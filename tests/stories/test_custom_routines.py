"""Custom routines: created, saved, scheduled and shared, with restarts in between."""

import re

from tests.stories.story import Chatter, Story

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


async def sends(story: Story, ana: Chatter, caption: str, kind: str = "photo") -> None:
    """Send a picture with a caption."""
    part = {"file": ("move.png" if kind == "photo" else "move.mp4", PNG)}
    body = {"kind": kind, "caption": caption}
    answer = await story.http.post(f"/sim/users/{ana.id}/media", data=body, files=part)
    assert answer.status_code == 200, answer.text
    await story.settles()


async def makes(story: Story, ana: Chatter, name: str = "Before bed") -> None:
    """Create a routine of an exercise of the library and a custom one."""
    await ana.writes("/mine")
    await ana.presses("New routine")
    while "Pelvic tilt" not in await ana.labels():
        await ana.presses("More moves")
    await ana.presses("Pelvic tilt")
    await ana.presses_first()
    await sends(story, ana, "Hip opener, 2 × 20 s each side", "animation")
    await ana.presses("That's all")
    await ana.writes(name)


async def puts_on_the_reminder(ana: Chatter) -> None:
    """Schedule the first routine with the first reminder."""
    await ana.presses("My routines")
    await ana.presses_first()
    await ana.presses("Put on a reminder")
    await ana.presses_first()


async def test_a_routine_is_created_with_buttons_and_a_picture(story: Story, ana: Chatter) -> None:
    await makes(story, ana)
    assert await ana.reads() == "Saved: Before bed."
    await ana.presses_first()
    await ana.presses_first()
    page = await ana.reads()
    assert "Before bed" in page
    assert "2. Hip opener · 20 s × 2 each side" in page
    assert "no filter of mine looks at them" in page
    await ana.presses("Start")
    await ana.skips()
    shown = await ana.newest()
    assert shown["media"]["kind"] == "animation"
    assert "Hip opener" in shown["caption"]
    await story.bot_restarts()
    await ana.lets_it_run()
    assert "Hip opener" in await ana.reads()
    await ana.presses("Skip")
    await ana.writes("/progress exercises")
    assert "Hip opener: 1 done" in await ana.reads()


async def test_the_first_button_alone_creates_a_routine(ana: Chatter) -> None:
    await ana.writes("/mine")
    for _ in range(5):
        await ana.presses_first()
    assert await ana.reads() == "Saved: My routine."


async def test_a_restart_during_creation_loses_no_exercise(story: Story, ana: Chatter) -> None:
    await ana.writes("/mine")
    await ana.presses("New routine")
    await sends(story, ana, "Clam 2 × 15")
    await story.bot_restarts()
    assert "1. Clam" in await ana.reads()
    await sends(story, ana, "my other one")
    again = await ana.reads()
    assert "I need a dose in the caption" in again
    assert "1. Clam" in again
    await ana.presses("Take the last one away")
    assert "Pick the first move" in await ana.reads()
    await sends(story, ana, "Clam 2 × 15", "video")
    await ana.presses("That's all")
    await ana.presses("My routine")
    assert "Saved" in await ana.reads()


async def test_an_unexpected_picture_gets_a_hint(story: Story, ana: Chatter) -> None:
    await sends(story, ana, "3 × 20 s")
    assert "can't read that kind" in await ana.reads()


async def test_a_scheduled_routine_survives_a_rename_and_new_times(
    story: Story, ana: Chatter
) -> None:
    await makes(story, ana)
    await puts_on_the_reminder(ana)
    assert "reminder at 08:00 brings it" in await ana.reads()
    await ana.presses("My routines")
    await ana.presses_first()
    assert "Comes with your reminder at 08:00" in await ana.reads()
    await ana.presses("Rename")
    await ana.writes("Mornings <3")
    await ana.writes("/times 09:00")
    await story.until("2026-03-11T09:00:01")
    assert "Mornings <3" in await ana.reads()
    assert "Hip opener" in await ana.reads()
    await ana.presses("Start")
    await ana.skips()
    assert "Hip opener" in await ana.reads()


async def test_a_deleted_routine_is_not_reminded_of(story: Story, ana: Chatter) -> None:
    await makes(story, ana)
    await puts_on_the_reminder(ana)
    await ana.presses("My routines")
    await ana.presses_first()
    page = await ana.newest()
    await ana.presses("Delete")
    await ana.presses("Yes, delete it")
    assert "It is gone" in await ana.reads()
    await ana.press_in(page, button="Share")
    assert "That routine is gone" in await ana.reads()
    await story.until("2026-03-11T08:00:01")
    assert "Before bed" not in await ana.reads()
    assert "Start" in await ana.labels()


async def link_of(ana: Chatter) -> str:
    """Return the share token in the link to the first routine."""
    await ana.presses("My routines")
    await ana.presses_first()
    await ana.presses("Share")
    found = re.search(r"\?start=(r-[\w-]{16})", await ana.reads())
    assert found
    return found[1]


async def test_a_friend_opens_the_link_with_their_own_filters(story: Story) -> None:
    ana, ben = await story.person(), await story.person("Ben")
    await ana.joins()
    await makes(story, ana)
    word = await link_of(ana)
    await ben.writes(f"/start {word}")
    await ben.joins()
    await ben.presses("Look at the shared routine")
    assert "Somebody shared a routine" in await ben.reads()
    assert "Ana" not in await ben.reads()
    await ben.presses_first()
    assert "Before bed" in await ben.reads()
    await ben.presses("Start")
    await ben.skips()
    assert (await ben.newest())["media"]["kind"] == "animation"
    await ana.writes("/forget")
    await ana.presses("Yes, delete everything")
    await ben.writes(f"/start {word}")
    assert "not shared any more" in await ben.reads()
    await ben.writes("/mine")
    assert "Before bed" in (await ben.labels())[0]


async def test_an_invalid_link_gets_an_explanation(ana: Chatter) -> None:
    await ana.writes(f"/start r-{'x' * 16}")
    assert "not shared any more" in await ana.reads()
    await ana.writes(f"/start {'x' * 60}")
    assert "Ana" in await ana.reads()


async def test_red_flags_stop_a_custom_routine_too(story: Story, ana: Chatter) -> None:
    await makes(story, ana)
    await ana.presses("My routines")
    await ana.presses_first()
    page = await ana.newest()
    await ana.writes("/symptoms")
    await ana.presses("Yes, one of these")
    await ana.press_in(page, button="Start")
    assert "Skip" not in await ana.labels()
