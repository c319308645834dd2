"""Every refusal that the sandbox knows, in Telegram's words and in Telegram's order."""

from typing import Any

import pytest

from tests.sandbox.driver import TOKEN, Sandbox, a_sandbox, keyboard
from tests.sandbox.fixtures import NOBODY, TEXT, Scene, a_scene, upload
from tests.sandbox.refusals import GO, NOT_MODIFIED, REFUSALS, Params


@pytest.mark.parametrize("case", REFUSALS)
async def test_it_is_refused_in_telegrams_words_and_nothing_changes(
    sandbox: Sandbox, case: str
) -> None:
    scene = await a_scene(sandbox)
    for refusal in REFUSALS[case]:
        if refusal.before:
            await refusal.before(scene)
        params = refusal.params(scene)
        before = sandbox.world.snapshot()
        if refusal.files:
            answer = await upload(sandbox, refusal.method, refusal.files, **params)
        else:
            answer = await sandbox.call(refusal.method, **params)
        said = (answer.get("error_code"), answer.get("description"))
        assert said == (refusal.code, refusal.description)
        assert sandbox.world.snapshot() == before
        await scene.is_calm()


# Stages in the order in which the real server looks; each has what is wrong there, and its words.
SENDING: list[tuple[Params, str]] = [
    ({"text": ""}, "message text is empty"),
    ({"parse_mode": "BB"}, "unsupported parse_mode"),
    ({"reply_parameters": "{"}, "can't parse reply parameters JSON object"),
    ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"chat_id": NOBODY}, "chat not found"),
    ({"message_thread_id": 5}, "message thread not found"),
    ({"reply_parameters": {"message_id": NOBODY}}, "message to be replied not found"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"reply_markup": keyboard([("x", "x" * 65)])}, "BUTTON_DATA_INVALID"),
]


def editing(scene: Scene) -> list[tuple[Params, str]]:
    return [
        ({"text": ""}, "message text is empty"),
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"chat_id": NOBODY}, "chat not found"),
        ({"message_id": NOBODY}, "message to edit not found"),
        ({"message_id": scene.mine}, "message can't be edited"),
        (
            {"message_id": scene.text, "text": TEXT, "reply_markup": GO},
            NOT_MODIFIED,
        ),
    ]


async def first_words(
    sandbox: Sandbox, method: str, good: Params, stages: list[tuple[Params, str]]
) -> list[str]:
    """What is said when this stage and all after it are wrong, for each stage."""
    said = []
    for number in range(len(stages)):
        params = dict(good)
        for wrong, _ in reversed(stages[number:]):
            params |= wrong
        said.append((await sandbox.refusal(method, **params))[1].removeprefix("Bad Request: "))
    return said


async def test_the_first_thing_that_is_wrong_is_the_one_that_is_told(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    await scene.floods()
    good: dict[str, Any] = {"chat_id": scene.alex, "text": "x"}
    said = await first_words(sandbox, "sendMessage", good, SENDING)
    assert said == [words for _, words in SENDING]
    # Only what is right in itself meets the flood limit.
    assert (await sandbox.refusal("sendMessage", **good))[0] == 429
    await scene.is_calm()
    stages = editing(scene)
    said = await first_words(sandbox, "editMessageText", good, stages)
    assert said == [words for _, words in stages]


async def test_texts_of_exactly_the_limit_are_sent(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendMessage", chat_id=alex, text="😀" * 4096)
    assert len(sent["text"]) == 4096


async def test_a_group_that_moved_says_where_to(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    answer = await sandbox.call("sendMessage", chat_id=scene.upgraded, text="x")
    moved = answer["parameters"]["migrate_to_chat_id"]
    assert (await sandbox.result("sendMessage", chat_id=moved, text="x"))["chat"]["id"] == moved


async def test_who_comes_back_can_be_written_to(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    await sandbox.post(f"users/{scene.blocker}/text", text="/start")
    await sandbox.result("sendMessage", chat_id=scene.blocker, text="x")


async def test_a_press_can_be_answered_for_a_while_only(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    pressed = await sandbox.post(f"users/{scene.alex}/press", message_id=scene.text, data="go")
    here = {"callback_query_id": pressed["callback_query_id"]}
    refusal = await sandbox.refusal("answerCallbackQuery", **here, text="x" * 201)
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
    await sandbox.post("clock", advance=151)
    assert (await sandbox.refusal("answerCallbackQuery", **here))[0] == 400


async def test_what_is_refused_is_in_the_journal_too(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.refusal("sendDice", chat_id=alex)
    await sandbox.refusal("sendMessage", chat_id=alex, text="x", txet="y")
    calls = await sandbox.get("calls")
    assert [(call["method"], call["status"]) for call in calls] == [
        ("sendDice", 404),
        ("sendMessage", 400),
    ]


async def test_a_file_of_more_than_fifty_megabytes_is_turned_away_at_the_door(
    sandbox: Sandbox,
) -> None:
    too_much = {"content-length": str(52 * 2**20)}
    answer = await sandbox.http.post(f"/bot{TOKEN}/sendDocument", content=b"", headers=too_much)
    assert (answer.status_code, answer.json()["description"]) == (413, "Request Entity Too Large")


async def test_tokens_are_looked_at() -> None:
    async with a_sandbox(token=TOKEN) as sandbox:
        for token, status, words in (
            ("nonsense", 404, "Not Found"),
            ("1:other", 401, "Unauthorized"),
            (TOKEN, 200, None),
        ):
            answer = await sandbox.http.get(f"/bot{token}/getMe")
            assert (answer.status_code, answer.json().get("description")) == (status, words)


async def test_nothing_of_the_token_is_in_the_journal(sandbox: Sandbox) -> None:
    await sandbox.result("getMe")
    assert TOKEN not in (await sandbox.http.get("/sim/calls")).text
