"""/admin: the status page, and broadcasts that reach everybody once."""

from dataclasses import replace

from tests.stories.story import Chatter, Story
from tests.stories.test_bad_input import press_raw

UNKNOWN = "I don't know that command"


async def an_operator(story: Story) -> Chatter:
    """Return a person whom the settings name as an operator."""
    olga = await story.person("Olga")
    story.settings = replace(story.settings, admins=frozenset({olga.id}))
    await story.bot_restarts()
    await olga.joins()
    return olga


async def test_for_everybody_else_the_command_does_not_exist(story: Story, ana: Chatter) -> None:
    await ana.writes("/nonsense")
    nonsense = await ana.newest()
    await ana.writes("/admin")
    newest = await ana.newest()
    assert UNKNOWN in await ana.reads()
    for what in ("text", "keyboard"):
        assert newest[what] == nonsense[what]
    menus = await story.calls("setMyCommands")
    assert not any("admin" in str(call["params"]) for call in menus)


async def test_forged_buttons_do_nothing_for_anybody_else(story: Story, ana: Chatter) -> None:
    olga = await an_operator(story)
    await olga.writes("/admin")
    before = await ana.reads()
    for data in ("o:admin:", "o:broadcast:", "o:change:broadcast", "o:hush:1", "o:hush:x"):
        await press_raw(ana, data)
        assert await ana.reads() == before, data
    await ana.writes("To all of you")
    assert "didn't get that" in await ana.reads()


async def test_an_operator_sees_the_status(story: Story, ana: Chatter) -> None:
    olga = await an_operator(story)
    await story.passes(days=1)
    await olga.writes("/admin")
    assert "2 joined, of 2 who wrote" in await olga.reads()
    assert "Reminders overdue: 0" in await olga.reads()
    assert "sent, " in await olga.reads()
    page = await olga.newest()
    await ana.blocks()
    await olga.presses("How is it now?")
    assert (await olga.newest())["message_id"] == page["message_id"]
    assert "1 can't be reached" in await olga.reads()


async def test_a_broadcast_goes_to_everybody_once_after_a_preview(story: Story) -> None:
    olga = await an_operator(story)
    ana, bo, carl = [await story.person(name) for name in ("Ana", "Bo", "Carl")]
    for each in (ana, bo, carl):
        await each.joins()
    await carl.writes("/pause 3 days")
    await olga.writes("/admin")
    await olga.presses("Write to everybody")
    assert "4 people" in await olga.reads()
    await olga.writes("We move <house> & home.\nBack on Monday.")
    assert "We move <house> & home.\nBack on Monday." in shown(await olga.newest())
    for each in (ana, bo):
        assert "We move" not in await each.reads()
    await olga.presses("Send it to everybody")
    await story.passes(seconds=2)
    for each in (ana, bo):
        assert shown(await each.newest()) == "We move <house> & home.\nBack on Monday."
        assert (await each.labels())[0] == "Stretch now"
    assert "We move" not in await carl.reads()
    assert "The broadcast is done" in await olga.reads()
    assert "4 of 4 people: 3 got it, 1 pause, 0 are gone, 0 unsure" in await olga.reads()
    sent = [c for c in await story.calls("sendMessage") if "We move" in c["params"]["text"]]
    broadcasts = [c for c in sent if "This goes to" not in c["params"]["text"]]
    assert all(c["params"]["disable_notification"] for c in broadcasts)
    assert sorted(c["chat_id"] for c in broadcasts) == sorted(x.id for x in (olga, ana, bo))


def shown(message: dict[str, object]) -> str:
    """Return the text of a message."""
    return str(message.get("text"))


async def test_a_broadcast_can_be_retyped_or_cancelled(story: Story) -> None:
    olga = await an_operator(story)
    await olga.writes("/admin")
    await olga.presses("Write to everybody")
    await olga.writes("Helo")
    await olga.writes("Hello")
    assert "Hello" in await olga.reads()
    await olga.writes("a" * 1801)
    assert "at most 1800" in await olga.reads()
    await olga.presses("Never mind")
    await story.passes(seconds=2)
    assert "Nothing changed" in await olga.reads()


async def test_a_restart_during_a_broadcast_loses_and_repeats_nothing(story: Story) -> None:
    olga = await an_operator(story)
    people = [await story.person(f"P{number}") for number in range(3)]
    for each in people:
        await each.joins()
    await olga.writes("/admin")
    await olga.presses("Write to everybody")
    await story.bot_restarts()
    await olga.writes("Still here")
    await story.bot_restarts()
    fault = {"method": "sendMessage", "chat_id": people[1].id, "times": 1, "status": 429}
    await story.http.post("/sim/faults", json={**fault, "retry_after": 1})
    await olga.presses("Send it to everybody")
    await story.bot_restarts()
    await story.passes(minutes=2)
    for each in (olga, *people):
        texts = [shown(message) for message in await each.from_bot()]
        assert texts.count("Still here") == 1
    assert "The broadcast is done" in await olga.reads()


async def test_a_broadcast_can_be_stopped(story: Story, ana: Chatter) -> None:
    olga = await an_operator(story)
    fault = {"method": "sendMessage", "chat_id": ana.id, "times": 1, "status": 429}
    await story.http.post("/sim/faults", json={**fault, "retry_after": 1})
    await olga.writes("/admin")
    await olga.presses("Write to everybody")
    await olga.writes("Hello")
    await olga.presses("Send it to everybody")
    await olga.presses("How is it now?")
    assert "The broadcast is on its way" in await everything(olga)
    await olga.presses("Stop the broadcast")
    assert "The broadcast was stopped" in await everything(olga)
    await story.passes(minutes=5)
    assert shown(await ana.newest()) != "Hello"
    await olga.writes("/admin")
    assert "Stop the broadcast" not in await olga.labels()


async def everything(chatter: Chatter) -> str:
    """Return all texts of the bot in a chat."""
    return " ".join(shown(message) for message in await chatter.from_bot())


async def test_a_former_operator_cannot_send_a_begun_broadcast(story: Story, ana: Chatter) -> None:
    olga = await an_operator(story)
    await olga.writes("/admin")
    await olga.presses("Write to everybody")
    await olga.writes("Hello")
    story.settings = replace(story.settings, admins=frozenset())
    await story.bot_restarts()
    await olga.presses("Send it to everybody")
    await story.passes(seconds=5)
    assert shown(await ana.newest()) != "Hello"
