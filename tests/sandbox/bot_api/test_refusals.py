"""Every refusal that the sandbox knows, in Telegram's words and order."""

from typing import Any

import pytest

from tests.sandbox.driver import TOKEN, Sandbox, a_sandbox, keyboard
from tests.sandbox.fixtures import NOBODY, TEXT, Scene, a_scene, upload
from tests.sandbox.refusals import GO, NOT_MODIFIED, REFUSALS, Params


@pytest.mark.parametrize("case", REFUSALS)
async def test_a_refusal_has_telegrams_words_and_changes_nothing(
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
        await scene.undo_changes()


# Stages in the order of the real server's checks: wrong parameters, and the error they cause.
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
    """Return, for each stage, the error when this stage and all later ones are wrong."""
    said = []
    for number in range(len(stages)):
        params = dict(good)
        for wrong, _ in reversed(stages[number:]):
            params |= wrong
        said.append((await sandbox.refusal(method, **params))[1].removeprefix("Bad Request: "))
    return said


async def test_the_first_failed_check_is_the_one_reported(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    await scene.use_up_flood_limit()
    good: dict[str, Any] = {"chat_id": scene.alex, "text": "x"}
    said = await first_words(sandbox, "sendMessage", good, SENDING)
    assert said == [words for _, words in SENDING]
    # Only a valid call reaches the flood limit.
    assert (await sandbox.refusal("sendMessage", **good))[0] == 429
    await scene.undo_changes()
    stages = editing(scene)
    said = await first_words(sandbox, "editMessageText", good, stages)
    assert said == [words for _, words in stages]


async def test_texts_of_the_maximum_length_are_sent(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendMessage", chat_id=alex, text="😀" * 4096)
    assert len(sent["text"]) == 4096


async def test_an_upgraded_group_gives_its_new_id(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    answer = await sandbox.call("sendMessage", chat_id=scene.upgraded, text="x")
    moved = answer["parameters"]["migrate_to_chat_id"]
    assert (await sandbox.result("sendMessage", chat_id=moved, text="x"))["chat"]["id"] == moved


async def test_a_person_who_unblocks_the_bot_can_be_written_to(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    await sandbox.post(f"users/{scene.blocker}/text", text="/start")
    await sandbox.result("sendMessage", chat_id=scene.blocker, text="x")


async def test_a_button_press_can_be_answered_for_a_limited_time(sandbox: Sandbox) -> None:
    scene = await a_scene(sandbox)
    pressed = await sandbox.post(f"users/{scene.alex}/press", message_id=scene.text, data="go")
    here = {"callback_query_id": pressed["callback_query_id"]}
    refusal = await sandbox.refusal("answerCallbackQuery", **here, text="x" * 201)
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
    await sandbox.post("clock", advance=151)
    assert (await sandbox.refusal("answerCallbackQuery", **here))[0] == 400


async def test_refused_calls_are_in_the_journal(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.refusal("sendDice", chat_id=alex)
    await sandbox.refusal("sendMessage", chat_id=alex, text="x", txet="y")
    calls = await sandbox.get("calls")
    assert [(call["method"], call["status"]) for call in calls] == [
        ("sendDice", 404),
        ("sendMessage", 400),
    ]


async def test_a_file_of_more_than_50_megabytes_is_refused(
    sandbox: Sandbox,
) -> None:
    too_much = {"content-length": str(52 * 2**20)}
    answer = await sandbox.http.post(f"/bot{TOKEN}/sendDocument", content=b"", headers=too_much)
    assert (answer.status_code, answer.json()["description"]) == (413, "Request Entity Too Large")


async def test_tokens_are_checked() -> None:
    async with a_sandbox(token=TOKEN) as sandbox:
        for token, status, words in (
            ("nonsense", 404, "Not Found"),
            ("1:other", 401, "Unauthorized"),
            (TOKEN, 200, None),
        ):
            answer = await sandbox.http.get(f"/bot{token}/getMe")
            assert (answer.status_code, answer.json().get("description")) == (status, words)


async def test_the_token_is_not_in_the_journal(sandbox: Sandbox) -> None:
    await sandbox.result("getMe")
    assert TOKEN not in (await sandbox.http.get("/sim/calls")).text
