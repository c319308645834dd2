"""With `LIMBER_LOOK_FOR_LOST`, a reminder whose answer was lost arrives exactly once."""

from dataclasses import replace

import pytest

from tests.stories.story import Chatter, Story

EIGHT = "2026-03-10T08:00:01"


async def looking(story: Story) -> None:
    story.settings = replace(story.settings, look_for_lost=True)
    await story.bot_restarts()


async def reminders(person: Chatter) -> int:
    said = [
        message.get("text") or message.get("caption") or "" for message in await person.from_bot()
    ]
    return sum("Time for" in each for each in said)


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_it_arrives_once(story: Story, drop: str) -> None:
    await looking(story)
    ana, bo = await story.person("Ana"), await story.person("Bo")
    await ana.joins()
    await bo.joins()
    fault = {"method": "*", "chat_id": ana.id, "times": 1, "drop": drop}
    await story.http.post("/sim/faults", json=fault)
    await story.until(EIGHT)
    await bo.writes("/help")
    await story.passes(minutes=5)
    assert (await reminders(ana), await reminders(bo)) == (1, 1)
    await ana.presses("Start")
    assert "How sore is your back" in await ana.reads()


async def test_the_next_reminder_is_not_mistaken_for_the_lost_one(story: Story) -> None:
    await looking(story)
    ana = await story.person()
    await ana.joins("08:00 and 19:00", times="08:00 19:00")
    for _ in range(2):  # both attempts lose their answers
        fault = {"method": "sendMessage", "chat_id": ana.id, "times": 1, "drop": "after"}
        await story.http.post("/sim/faults", json=fault)
        fault = {
            "method": "editMessageReplyMarkup",
            "chat_id": ana.id,
            "times": 1,
            "drop": "before",
        }
        await story.http.post("/sim/faults", json=fault)
    await story.until(EIGHT)
    await story.passes(minutes=5)
    await story.http.delete("/sim/faults")
    before = await reminders(ana)
    await story.until("2026-03-10T19:00:30")
    assert await reminders(ana) == before + 1


async def test_without_the_setting_nothing_is_looked_for(story: Story, ana: Chatter) -> None:
    fault = {"method": "*", "chat_id": ana.id, "times": 1, "drop": "after"}
    await story.http.post("/sim/faults", json=fault)
    await story.until(EIGHT)
    await story.passes(minutes=5)
    assert await story.calls("editMessageReplyMarkup", ana.id) == []
    assert await reminders(ana) == 2
