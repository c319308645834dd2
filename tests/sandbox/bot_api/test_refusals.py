"""Every refusal that the sandbox knows, in Telegram's words."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.driver import TOKEN, Sandbox, StandingClock, a_png, a_sandbox, keyboard

Params = dict[str, Any]
GONE = 424242
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


def button(**fields: Any) -> Params:
    return {"inline_keyboard": [[{"text": "x", **fields}]]}


# Method, parameters beside the chat, words after "Bad Request: ".
SENDING = [
    ("sendMessage", {}, "message text is empty"),
    ("sendMessage", {"text": ""}, "message text is empty"),
    ("sendMessage", {"text": " \n "}, "text must be non-empty"),
    ("sendMessage", {"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ("sendMessage", {"text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"text": "é" * 16385}, "text is too long"),
    ("sendMessage", {"text": "x", "parse_mode": "BB"}, "unsupported parse_mode"),
    (
        "sendMessage",
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        "sendMessage",
        {"text": "1. x", "parse_mode": "MarkdownV2"},
        "can't parse entities: Character '.' is reserved and must be escaped with the "
        "preceding '\\'",
    ),
    ("sendMessage", {"text": "x", "chat_id": ""}, "chat_id is empty"),
    ("sendMessage", {"text": "x", "chat_id": GONE}, "chat not found"),
    ("sendMessage", {"text": "x", "chat_id": "@nobody"}, "chat not found"),
    ("sendMessage", {"text": "x", "message_thread_id": 5}, "message thread not found"),
    (
        "sendMessage",
        {"text": "x", "reply_parameters": {"message_id": GONE}},
        "message to be replied not found",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": "{"},
        "can't parse reply keyboard markup JSON object",
    ),
    ("sendMessage", {"text": "x", "reply_markup": []}, "object expected as reply markup"),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"inline_keyboard": [{}]}},
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": button()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": button(callback_data="x", style="pink")},
        "can't parse inline keyboard button: invalid button style specified",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": button(url="foo")},
        "inline keyboard button URL 'foo' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": button(callback_data="é" * 33)},
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard([("x" * 3000, str(i)) for i in range(4)])},
        "reply markup is too long",
    ),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendPhoto", {"photo": "attach://nothing"}, "there is no photo in the request"),
    ("sendAnimation", {}, "there is no animation in the request"),
    ("sendDocument", {}, "there is no document in the request"),
    ("sendPhoto", {"photo": "http://x.com/a.png"}, "failed to get HTTP URL content"),
    (
        "sendPhoto",
        {"photo": "abcde"},
        "wrong remote file identifier specified: Wrong padding length",
    ),
    (
        "sendPhoto",
        {"photo": "ab.d"},
        "wrong remote file identifier specified: Wrong character in the string",
    ),
    (
        "sendPhoto",
        {"photo": "abcd"},
        "wrong remote file identifier specified: can't unserialize it. Wrong last symbol",
    ),
    ("sendPhoto", {"photo": "AAAE"}, "wrong file identifier/HTTP URL specified"),
    ("getFile", {"chat_id": None, "file_id": "AAAE"}, "invalid file_id"),
    ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ("sendChatAction", {}, 'parameter "action" is required'),
    ("editMessageText", {"chat_id": None, "text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"text": "x", "message_id": GONE}, "message to edit not found"),
    ("editMessageText", {"message_id": GONE}, "message text is empty"),
    ("editMessageReplyMarkup", {"message_id": GONE}, "message to edit not found"),
    ("deleteMessage", {"message_id": GONE}, "message to delete not found"),
    ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
    ("pinChatMessage", {"message_id": GONE}, "message to pin not found"),
    ("unpinChatMessage", {}, "message to unpin not found"),
    ("setMessageReaction", {"message_id": GONE}, "message to react not found"),
    (
        "answerCallbackQuery",
        {"chat_id": None, "callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
]
# The one command of a list, words after "Bad Request: ".
COMMANDS = [
    ({"command": "", "description": "x"}, "command must be non-empty"),
    ({"command": "x" * 33, "description": "x"}, "command length must not exceed 32"),
    ({"command": "x", "description": " "}, "command description must be non-empty"),
    (
        {"command": "x", "description": "x" * 257},
        "command description length must not exceed 256",
    ),
    ({"command": "Go-on", "description": "x"}, "BOT_COMMAND_INVALID"),
]


@pytest.mark.parametrize(("method", "params", "words"), SENDING)
async def test_a_bad_call_is_refused_in_telegrams_words(
    sandbox: Sandbox, method: str, params: Params, words: str
) -> None:
    values = {"chat_id": await sandbox.person(), **params}
    values = {key: value for key, value in values.items() if value is not None}
    assert await sandbox.refusal(method, **values) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(("command", "words"), COMMANDS)
async def test_a_bad_command_is_refused(sandbox: Sandbox, command: Params, words: str) -> None:
    refusal = await sandbox.refusal("setMyCommands", commands=[command])
    assert refusal == (400, f"Bad Request: {words}")


async def test_too_many_commands_are_refused(sandbox: Sandbox) -> None:
    many = [{"command": f"c{i}", "description": "x"} for i in range(101)]
    long = [{"command": f"c{i}", "description": "x" * 200} for i in range(40)]
    for commands in (many, long):
        refusal = await sandbox.refusal("setMyCommands", commands=commands)
        assert refusal == (400, "Bad Request: BOT_COMMANDS_TOO_MUCH")


async def test_texts_of_exactly_the_limit_are_sent(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendMessage", chat_id=alex, text="😀" * 4096)
    assert len(sent["text"]) == 4096


async def test_somebody_who_never_wrote_can_not_be_written_to(sandbox: Sandbox) -> None:
    stranger = (await sandbox.post("users", first_name="Bo"))["id"]
    refusal = await sandbox.refusal("sendMessage", chat_id=stranger, text="x")
    assert refusal == (403, "Forbidden: bot can't initiate conversation with a user")


async def test_somebody_who_blocked_the_bot_can_not_be_written_to(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post(f"users/{alex}/block")
    refusal = await sandbox.refusal("sendMessage", chat_id=alex, text="x")
    assert refusal == (403, "Forbidden: bot was blocked by the user")
    await sandbox.post(f"users/{alex}/text", text="/start")
    await sandbox.result("sendMessage", chat_id=alex, text="x")


async def test_the_first_thing_that_is_wrong_is_the_one_that_is_told(sandbox: Sandbox) -> None:
    bad: Params = {"text": "", "reply_markup": "{", "chat_id": GONE}
    words = [(await sandbox.refusal("sendMessage", **bad))[1]]
    bad["text"] = "x" * 4097
    words.append((await sandbox.refusal("sendMessage", **bad))[1])
    bad["reply_markup"] = button(callback_data="x" * 65)
    words.append((await sandbox.refusal("sendMessage", **bad))[1])
    bad["chat_id"] = await sandbox.person()
    words.append((await sandbox.refusal("sendMessage", **bad))[1])
    bad["text"] = "x"
    words.append((await sandbox.refusal("sendMessage", **bad))[1])
    assert words == [
        "Bad Request: message text is empty",
        "Bad Request: can't parse reply keyboard markup JSON object",
        "Bad Request: chat not found",
        "Bad Request: message is too long",
        "Bad Request: BUTTON_DATA_INVALID",
    ]


async def test_edits_are_refused_where_they_can_not_be(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    keys = keyboard([("Go", "go")])
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x", reply_markup=keys)
    here = {"chat_id": alex, "message_id": sent["message_id"]}
    same = await sandbox.refusal("editMessageText", **here, text=" x ", reply_markup=keys)
    assert same == (400, NOT_MODIFIED)
    assert await sandbox.refusal("editMessageReplyMarkup", **here, reply_markup=keys) == same
    assert await sandbox.refusal("editMessageCaption", **here, caption="x") == (
        400,
        "Bad Request: there is no caption in the message to edit",
    )
    assert await sandbox.refusal(
        "editMessageText", **here, text="y", reply_markup={"keyboard": [["a"]]}
    ) == (400, "Bad Request: inline keyboard expected")


async def test_what_is_not_the_bots_or_has_a_reply_keyboard_stays(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    mine = (await sandbox.get(f"users/{alex}/messages"))[0]["message_id"]
    sent = await sandbox.result(
        "sendMessage", chat_id=alex, text="x", reply_markup={"keyboard": [["a"]]}
    )
    assert "reply_markup" not in sent
    for message_id in (mine, sent["message_id"]):
        refusal = await sandbox.refusal(
            "editMessageText", chat_id=alex, message_id=message_id, text="y"
        )
        assert refusal == (400, "Bad Request: message can't be edited")


async def upload(sandbox: Sandbox, kind: str, data: bytes, **fields: Any) -> httpx.Response:
    path = f"/bot{TOKEN}/send{kind.capitalize()}"
    return await sandbox.http.post(path, data=fields, files={kind: ("a.png", data)})


async def test_pictures_have_no_text_and_captions_have_their_limit(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = (await upload(sandbox, "photo", a_png(), chat_id=alex)).json()["result"]
    here = {"chat_id": alex, "message_id": sent["message_id"]}
    assert await sandbox.refusal("editMessageText", **here, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    assert await sandbox.refusal("editMessageCaption", **here, caption="x" * 1025) == (
        400,
        "Bad Request: message caption is too long",
    )
    photo = sent["photo"][-1]["file_id"]
    refusal = await sandbox.refusal("sendAnimation", chat_id=alex, animation=photo)
    assert refusal == (400, "Bad Request: can't use file of type Photo as Animation")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (a_png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (a_png(210, 10), "PHOTO_INVALID_DIMENSIONS"),
        (
            a_png() + b"\0" * 10485760,
            "file of size 10485789 bytes is too big for a photo; "
            "the maximum size is 10485760 bytes",
        ),
    ],
)
async def test_a_bad_picture_is_refused(sandbox: Sandbox, data: bytes, words: str) -> None:
    answer = await upload(sandbox, "photo", data, chat_id=await sandbox.person())
    assert answer.json()["description"] == f"Bad Request: {words}"


async def test_a_message_of_two_days_can_not_be_deleted(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x")
    await sandbox.post("clock", advance=timedelta(days=2).total_seconds())
    refusal = await sandbox.refusal("deleteMessage", chat_id=alex, message_id=sent["message_id"])
    assert refusal == (400, "Bad Request: message can't be deleted for everyone")


async def test_a_press_can_be_answered_for_a_while_only(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    keys = keyboard([("Go", "go")])
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x", reply_markup=keys)
    pressed = await sandbox.post(f"users/{alex}/press", message_id=sent["message_id"], data="go")
    here = {"callback_query_id": pressed["callback_query_id"]}
    refusal = await sandbox.refusal("answerCallbackQuery", **here, text="x" * 201)
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
    await sandbox.post("clock", advance=151)
    assert (await sandbox.refusal("answerCallbackQuery", **here))[0] == 400


async def test_unknown_methods_and_parameters_fail_loudly(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    assert await sandbox.refusal("sendDice", chat_id=alex) == (
        404,
        "Not Found: method not found",
    )
    code, words = await sandbox.refusal("sendMessage", chat_id=alex, text="x", txet="y")
    assert (code, "txet" in words) == (400, True)
    assert [call["status"] for call in await sandbox.get("calls")] == [404, 400]


async def test_tokens_are_looked_at() -> None:
    async with a_sandbox(token=TOKEN, world=None) as sandbox:
        for token, status, words in (
            ("nonsense", 404, "Not Found"),
            ("1:other", 401, "Unauthorized"),
            (TOKEN, 200, None),
        ):
            answer = await sandbox.http.get(f"/bot{token}/getMe")
            assert (answer.status_code, answer.json().get("description")) == (status, words)


async def test_nothing_of_the_token_is_in_the_journal(sandbox: Sandbox) -> None:
    await sandbox.result("getMe")
    answer = await sandbox.http.get("/sim/calls")
    assert TOKEN not in answer.text
    assert isinstance(sandbox.world.clock, StandingClock)
