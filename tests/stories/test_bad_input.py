"""Unexpected input: it gets a helpful reply or is ignored, and is never logged as an error."""

import json
import logging
from typing import Any

import pytest

from bot.chat.commands import MENU
from tests.stories.story import Chatter, Story

COMMANDS = [f"/{name}" for name in MENU]


@pytest.fixture(autouse=True)
def nothing_is_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> None:
    """Capture logs: people's mistakes must not be logged as errors."""
    caplog.set_level(logging.INFO)


BIG = 2**63


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("is_new", [True, False], ids=["new", "joined"])
async def test_every_command_answers(
    story: Story, caplog: pytest.LogCaptureFixture, command: str, *, is_new: bool
) -> None:
    ana = await story.person()
    if not is_new:
        await ana.joins()
    before = len(await ana.from_bot())
    await ana.writes(command)
    assert len(await ana.from_bot()) == before + 1
    assert await ana.labels(), "every answer offers a next step"
    assert not errors(caplog)


async def test_the_menu_describes_every_command(story: Story) -> None:
    set_ = (await story.calls("setMyCommands"))[-1]
    assert [f"/{each['command']}" for each in as_list(set_["params"]["commands"])] == COMMANDS


def as_list(value: Any) -> list[dict[str, str]]:
    """Decode a nested object, which is sent as a JSON text."""
    found: list[dict[str, str]] = json.loads(value) if isinstance(value, str) else value
    return found


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/times 07:30 21:15", "07:30 and 21:15"),
        ("/times 07:30 mon wed fri", "Mon, Wed, Fri"),
        ("/times soon", "couldn't read that"),
        ("/zone Asia/Kathmandu", "Asia/Kathmandu"),
        ("/zone Xyzzyville", "don't know that place"),
        ("/pause 3 days", "Fri 13 March"),
        ("/pause 2026-04-01", "Wed 1 April"),
        ("/pause 2020-01-01", "couldn't read that"),
        ("/pause forever and ever", "couldn't read that"),
        ("/pain 4", "4 of 10"),
        ("/pain 11", "whole number from 0 to 10"),
        ("/pain 7", "too much"),
    ],
)
async def test_a_command_takes_its_answer_on_the_same_line(
    ana: Chatter, caplog: pytest.LogCaptureFixture, command: str, expected: str
) -> None:
    await ana.writes(command)
    assert expected in await ana.reads()
    assert not errors(caplog)


@pytest.mark.parametrize(
    "text",
    ["hello", "/nonsense", "/today@someone_else_bot", "a" * 4096, "/", "💥", "null", "c:1:no"],
)
async def test_unexpected_text_gets_a_hint(
    ana: Chatter, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    await ana.writes(text)
    assert (await ana.newest())["from"] == "bot"
    assert not errors(caplog)


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "animation"])
async def test_other_kinds_of_message_get_a_hint(
    story: Story, ana: Chatter, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    upload = {"file": ("it.png", PIXEL, "image/png")}
    response = await story.http.post(
        f"/sim/users/{ana.id}/media", data={"kind": kind}, files=upload
    )
    assert response.status_code == 200, response.text
    await story.settles()
    assert "can't read that kind" in await ana.reads()
    assert not errors(caplog)


async def test_an_edited_message_is_ignored_quietly(story: Story, ana: Chatter) -> None:
    await ana.writes("hello")
    said = len(await ana.from_bot())
    mine = [m for m in await ana.chat() if m["from"] == "user"][-1]
    edit = {"message_id": mine["message_id"], "text": "/forget"}
    await story.post(f"/sim/users/{ana.id}/edit", edit)
    assert len(await ana.from_bot()) == said


async def test_an_old_button_says_so_and_changes_nothing(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    old = await ana.newest()
    await ana.presses_first()
    await ana.presses_first()
    body = {"message_id": old["message_id"], "data": old["keyboard"][0][0]["data"]}
    answer = await story.http.post(f"/sim/users/{ana.id}/press", json=body)
    assert (
        answer.status_code == 404
    )  # the message was edited, so that button does not exist any more
    assert "2 of 7" in await ana.reads()


async def test_a_button_of_an_abandoned_question_is_answered(ana: Chatter) -> None:
    await ana.writes("/times")
    asked = await ana.newest()
    await ana.writes("/pause 1 day")
    # A client may still show its buttons.
    callbacks = [b["data"] for row in asked["keyboard"] for b in row]
    await press_raw(ana, callbacks[0])
    assert "That button is from an earlier step." in await ana.toasts()


@pytest.mark.parametrize(
    "data",
    ["", "x", "c:", "c:999:no", "c:x:no", "w:go:1:0:0", "w:go:999:0:0", "r:start:20260310:0:0",
     "r:start:nonsense", "o:", "o:nothing:", "o:exercise:sofa", "o:routine:../../etc", "o:begin:x",
     "o:try:x", "o:change:forget", "o:change:x", "r:snooze:20260310:0:0", "w:fly:1:0:",
     f"c:{BIG}:no", f"r:start:20260310:{BIG}:0", f"r:start:20260310:0:{BIG}",
     "r:start:99991231:0:0",
     f"w:go:{BIG}:0:0", f"w:go:1:{BIG}:0", f"w:go:1:0:{BIG}", f"p:{BIG}:back:3", f"p:1:back:{BIG}",
     f"o:own:{BIG}", f"o:own-drop:{BIG}", f"o:hush:{BIG}", f"o:look-back:{BIG}", "o:look-back:²",
     f"o:article:evidence.{BIG}", f"o:sources:evidence.{BIG}", "w:go:-1:0:0", "w:go:٣:0:0",
     "o:own-shared:a\x00b"],
)  # fmt: skip
async def test_forged_buttons_do_no_harm(
    story: Story, ana: Chatter, caplog: pytest.LogCaptureFixture, data: str
) -> None:
    await press_raw(ana, data)
    assert not errors(caplog)
    queries = await story.calls("answerCallbackQuery")
    assert queries[-1]["status"] == 200


async def test_huge_typed_numbers_are_no_error(
    ana: Chatter, caplog: pytest.LogCaptureFixture
) -> None:
    for command in (f"/pain {BIG}", f"/pause {BIG} days", f"/times {BIG}", f"/start own{BIG}"):
        await ana.writes(command)
    assert not errors(caplog)


async def test_a_press_that_cannot_be_answered_still_works(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    ana = await story.person()
    await ana.writes("/start")
    fault = {"method": "answerCallbackQuery", "status": 429, "retry_after": 30, "times": 1}
    await story.http.post("/sim/faults", json=fault)
    await ana.presses_first()
    assert "1 of 7" in await ana.reads()
    assert not errors(caplog)


async def test_an_apology_has_a_button_that_fits_the_persons_state(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    bug = {"status": 400, "description": "Bad Request: something new", "times": 1}
    await story.http.post("/sim/faults", json={"method": "editMessageText", **bug})
    await ana.presses_first()
    assert "went wrong on my side" in await ana.reads()
    await ana.presses_first()
    assert "1 of 7" in await ana.reads()
    await ana.joins()
    await story.http.post("/sim/faults", json={"method": "sendMessage", **bug})
    await ana.writes("/start")
    assert "went wrong on my side" in await ana.reads()
    await ana.presses_first()
    assert "How sore is your back" in await ana.reads()


async def test_a_button_of_another_persons_session_does_nothing(story: Story) -> None:
    ana, bo = await story.person("Ana"), await story.person("Bo")
    await ana.joins()
    await bo.joins()
    await ana.writes("/today")
    go = (await ana.newest())["keyboard"][0][0]["data"]
    await press_raw(bo, go)
    assert "How sore is your back" in await ana.reads()
    assert "That button is from an earlier step." in await bo.toasts()


async def test_every_press_is_answered_once(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses_first_until("0")
    answers = await story.calls("answerCallbackQuery")
    asked = {call["params"]["callback_query_id"] for call in answers}
    assert len(asked) == len(answers)


async def test_forget_deletes_everything_after_one_confirmation(story: Story, ana: Chatter) -> None:
    await ana.stretches()
    await ana.writes("/forget")
    await ana.presses("No, keep it")
    await ana.writes("/streak")
    assert "Streak: 1 day" in await ana.reads()
    await ana.writes("/forget")
    await ana.presses("Yes, delete everything")
    assert "Everything about you is deleted" in await ana.reads()
    await story.passes(days=2)
    assert "deleted" in await ana.reads()
    await ana.writes("/streak")
    assert "It starts with your first session" in await ana.reads()


async def test_symptoms_are_one_tap_away_and_stop_reminders(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.presses("New symptoms")
    assert "Toilet paper feels different" in await ana.reads()
    await ana.presses("Yes, one of these")
    await story.passes(days=2)
    assert "emergency" in await ana.reads()
    await ana.presses("I've been checked")
    assert "Reminders are on again" in await ana.reads()
    await story.passes(days=1)
    assert "Time for" in await ana.reads()


async def test_logs_contain_no_text_name_or_token(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ana = await story.person("Rumpelstilzchen")
    await ana.joins()
    await ana.writes("my secret sorrow")
    await ana.writes("/pain 9")
    everything = " ".join(record.getMessage() for record in caplog.records if "bot." in record.name)
    for secret in ("Rumpelstilzchen", "sorrow", "limber-demo-needs-no-secret", "9 of 10"):
        assert secret not in everything


async def test_a_group_is_told_once_that_the_bot_works_in_private(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    ana = await story.person()
    group = {"id": -100500, "type": "supergroup", "title": "Back pain club"}
    body = {
        "message_id": 1,
        "date": story.world.timestamp(),
        "chat": group,
        "from": story.world.people[ana.id].as_user(),
        "text": "/start",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    story.world.push("message", body)
    story.world.push("message", {**body, "text": "hello all", "entities": []})
    await story.settles()
    said = [call for call in await story.calls("sendMessage") if call["chat_id"] == -100500]
    assert ["private" in call["params"]["text"] for call in said] == [True]
    assert not errors(caplog)


async def press_raw(person: Chatter, data: str) -> None:
    """Press a button with data that no current button has (an old or forged client)."""
    world = person.story.world
    newest = (await person.from_bot())[-1]["message_id"]
    presser = world.people[person.id]
    query = {
        "id": world.open_query(presser).id,
        "from": presser.as_user(),
        "chat_instance": "1",
        "message": world.messages[person.id][newest].body,
        "data": data,
    }
    world.push("callback_query", query)
    await person.story.settles()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
