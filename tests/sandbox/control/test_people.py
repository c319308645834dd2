"""Acting as people through the control API."""

import pytest

from tests.sandbox.driver import Sandbox, a_png, keyboard


async def last_update(sandbox: Sandbox) -> dict[str, object]:
    update: dict[str, object] = (await sandbox.result("getUpdates", offset=-1))[0]
    return update


async def test_a_person_has_all_given_fields(sandbox: Sandbox) -> None:
    made = await sandbox.post(
        "users", first_name="Ana", last_name="Li", username="ana", language_code="pt"
    )
    assert made["chat_id"] == made["id"]
    await sandbox.post(f"users/{made['id']}/text", text="hello /start")
    message = (await last_update(sandbox))["message"]
    assert isinstance(message, dict)
    assert message["from"] == {
        "id": made["id"],
        "is_bot": False,
        "first_name": "Ana",
        "last_name": "Li",
        "username": "ana",
        "language_code": "pt",
    }
    assert message["entities"] == [{"type": "bot_command", "offset": 6, "length": 6}]


async def test_ids_of_people_keep_growing_after_a_reset(sandbox: Sandbox) -> None:
    first = await sandbox.person()
    await sandbox.post("reset")
    assert await sandbox.person() > first


@pytest.mark.parametrize(
    ("how", "data"),
    [
        ({"button": "Go"}, "go"),
        ({"button": "later"}, "wait"),
        ({"data": "wait"}, "wait"),
    ],
)
async def test_a_button_is_found_by_label_or_data(
    sandbox: Sandbox, how: dict[str, str], data: str
) -> None:
    alex = await sandbox.person()
    keys = keyboard([("Go", "go"), ("Go on later…", "wait")])
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x", reply_markup=keys)
    pressed = await sandbox.post(f"users/{alex}/press", message_id=sent["message_id"], **how)
    query = (await last_update(sandbox))["callback_query"]
    assert isinstance(query, dict)
    assert query["id"] == pressed["callback_query_id"]
    assert query["data"] == data
    assert query["message"] == sent
    await sandbox.result(
        "answerCallbackQuery", callback_query_id=query["id"], text="ok", show_alert=True
    )
    answers = await sandbox.get(f"users/{alex}/answers")
    assert answers == [{"n": 1, "callback_query_id": query["id"], "text": "ok", "show_alert": True}]
    assert await sandbox.get(f"users/{alex}/answers?after=1") == []


async def test_a_missing_button_cannot_be_pressed(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    keys = keyboard([("Go now", "a"), ("Go later", "b")])
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x", reply_markup=keys)
    press = f"users/{alex}/press"
    for wrong in ({"button": "Stop"}, {"button": "Go"}, {"data": "c"}, {"button": ""}):
        assert (await sandbox.error(press, message_id=sent["message_id"], **wrong))[0] == 404
    assert (await sandbox.error(press, message_id=424242, button="Go now"))[0] == 404
    assert (await sandbox.error(press, message_id=sent["message_id"]))[0] == 400


async def test_the_chat_can_be_read_from_a_point_on(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x", disable_notification=True)
    seen = await sandbox.get(f"users/{alex}/messages")
    assert [(m["from"], m["silent"]) for m in seen] == [("user", False), ("bot", True)]
    newest = max(m["seq"] for m in seen)
    await sandbox.result("editMessageText", chat_id=alex, message_id=sent["message_id"], text="y")
    changed = await sandbox.get(f"users/{alex}/messages?after={newest}")
    assert [(m["text"], m["seq"] > newest, "edit_date" in m) for m in changed] == [
        ("y", True, True)
    ]


async def test_the_person_sees_reply_keyboards(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    markup = {"keyboard": [[{"text": "Here", "request_location": True}, "Skip"]]}
    await sandbox.result("sendMessage", chat_id=alex, text="x", reply_markup=markup)
    shown = (await sandbox.get(f"users/{alex}/messages"))[-1]
    assert shown["reply_keyboard"] == [
        [{"text": "Here", "request_location": True}, {"text": "Skip"}]
    ]


async def test_locations_files_and_edits_reach_the_bot(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post(f"users/{alex}/location", latitude=27.7, longitude=85.3)
    pin = (await last_update(sandbox))["message"]
    assert isinstance(pin, dict)
    assert pin["location"] == {"latitude": 27.7, "longitude": 85.3}
    answer = await sandbox.http.post(
        f"/sim/users/{alex}/media",
        data={"caption": "me"},
        files={"photo": ("p.png", a_png(), "image/png")},
    )
    photo = (await last_update(sandbox))["message"]
    assert isinstance(photo, dict)
    assert (photo["caption"], photo["photo"][-1]["width"]) == ("me", 4)
    media = (await sandbox.get(f"users/{alex}/messages"))[-1]["media"]
    assert (await sandbox.http.get(media["url"])).content == a_png()
    assert answer.json() == {"message_id": photo["message_id"]}
    mine = (await sandbox.post(f"users/{alex}/text", text="a"))["message_id"]
    await sandbox.post(f"users/{alex}/edit", message_id=mine, text="b")
    edited = (await last_update(sandbox))["edited_message"]
    assert isinstance(edited, dict)
    assert edited["text"] == "b"


async def test_blocking_tells_the_bot_and_start_unblocks_it(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    assert (await sandbox.post(f"users/{alex}/block"))["blocked"] is True
    member = (await last_update(sandbox))["my_chat_member"]
    assert isinstance(member, dict)
    assert member["new_chat_member"]["status"] == "kicked"
    assert (await sandbox.error(f"users/{alex}/text", text="hello"))[0] == 400
    await sandbox.post(f"users/{alex}/text", text="/start again")
    updates = await sandbox.result("getUpdates")
    assert [next(key for key in u if key != "update_id") for u in updates][-2:] == [
        "my_chat_member",
        "message",
    ]


async def test_bad_requests_get_a_plain_error(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    assert await sandbox.error("users") == (400, '"first_name" is missing')
    assert (await sandbox.error("users/1/text", text="x"))[0] == 404
    assert (await sandbox.error(f"users/{alex}/text", text="  "))[0] == 400
    assert (await sandbox.error(f"users/{alex}/text", text="x", tone="rude"))[0] == 400
    assert (await sandbox.error(f"users/{alex}/text", text=5))[0] == 400
    assert (await sandbox.error(f"users/{alex}/text", text="x", reply_to=424242))[0] == 404
    assert (await sandbox.error(f"users/{alex}/location", latitude=91, longitude=0))[0] == 400
    answer = await sandbox.http.post(f"/sim/users/{alex}/text", content=b"{")
    assert answer.json() == {"error": "the body is not JSON"}


async def test_a_link_to_the_bot_passes_its_payload(sandbox: Sandbox) -> None:
    alex = (await sandbox.post("users", first_name="Alex"))["id"]
    await sandbox.post(f"users/{alex}/start", payload="invite_42-x")
    message = (await last_update(sandbox))["message"]
    assert isinstance(message, dict)
    assert message["text"] == "/start invite_42-x"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    for wrong in ("a b", "x" * 65, "ü"):
        assert (await sandbox.error(f"users/{alex}/start", payload=wrong))[0] == 400


async def test_a_number_is_shared_with_its_owner(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post(f"users/{alex}/contact", phone_number="+4912345")
    message = (await last_update(sandbox))["message"]
    assert isinstance(message, dict)
    assert message["contact"] == {
        "phone_number": "+4912345",
        "first_name": "Alex",
        "user_id": alex,
    }
    assert (await sandbox.error(f"users/{alex}/contact", phone_number="call me"))[0] == 400


async def test_deleted_accounts_and_bots_cannot_be_written_to(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post(f"users/{alex}/deactivate")
    assert await sandbox.refusal("sendMessage", chat_id=alex, text="x") == (
        403,
        "Forbidden: user is deactivated",
    )
    other = (await sandbox.post("users", first_name="Robo", is_bot=True))["id"]
    assert await sandbox.refusal("sendMessage", chat_id=other, text="x") == (
        403,
        "Forbidden: the bot can't send messages to the bot",
    )
