"""Sent messages come back complete, whatever encoding the parameters use."""

import pytest

from tests.sandbox.driver import TOKEN, Sandbox, a_png, as_json, keyboard


@pytest.mark.parametrize("body", ["query", "form", "multipart", "json"])
async def test_parameters_may_use_any_encoding(sandbox: Sandbox, body: str) -> None:
    alex = await sandbox.person()
    keys = keyboard([("Go", "go")])
    values = {"chat_id": str(alex), "text": "<b>hi</b>", "parse_mode": "html"}
    path = f"/bot{TOKEN}/sendMessage"
    nested = {**values, "reply_markup": as_json(keys)}
    match body:
        case "query":
            answer = await sandbox.http.get(path, params=nested)
        case "form":
            answer = await sandbox.http.post(path, data=nested)
        case "multipart":
            parts = {key: (None, value) for key, value in nested.items()}
            answer = await sandbox.http.post(path, files=parts)
        case _:
            answer = await sandbox.http.post(path, json={**values, "reply_markup": keys})
    message = answer.json()["result"]
    assert message["text"] == "hi"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert message["reply_markup"] == keys
    assert message["chat"] == {"id": alex, "type": "private", "first_name": "Alex"}
    assert message["from"]["is_bot"] is True


async def test_an_attached_photo_has_its_sizes_and_can_be_fetched(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    picture = a_png(1600, 1200)
    answer = await sandbox.http.post(
        f"/bot{TOKEN}/sendPhoto",
        data={"chat_id": alex, "photo": "attach://pic", "caption": "look", "has_spoiler": "true"},
        files={"pic": ("p.png", picture)},
    )
    message = answer.json()["result"]
    sizes = [(size["width"], size["height"]) for size in message["photo"]]
    assert sizes == [(90, 68), (320, 240), (800, 600), (1280, 960)]
    assert (message["caption"], message["has_media_spoiler"]) == ("look", True)
    file = await sandbox.result("getFile", file_id=message["photo"][-1]["file_id"])
    assert (await sandbox.http.get(f"/file/bot{TOKEN}/{file['file_path']}")).content == picture


async def test_an_animation_is_a_document_too_and_is_sent_again_by_its_id(
    sandbox: Sandbox,
) -> None:
    alex = await sandbox.person()
    answer = await sandbox.http.post(
        f"/bot{TOKEN}/sendAnimation",
        data={"chat_id": alex, "width": 320, "height": 240, "duration": 3},
        files={"animation": ("a.gif", b"GIF89a\x01\x00\x01\x00")},
    )
    first = answer.json()["result"]
    assert first["animation"]["mime_type"] == "video/mp4"
    assert first["document"]["file_id"] == first["animation"]["file_id"]
    again = await sandbox.result(
        "sendAnimation", chat_id=alex, animation=first["animation"]["file_id"], caption="more"
    )
    assert again["animation"]["file_id"] == first["animation"]["file_id"]


async def test_an_edit_keeps_the_message_and_marks_it(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    keys = keyboard([("Go", "go")])
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x", reply_markup=keys)
    here = {"chat_id": alex, "message_id": sent["message_id"]}
    silent = await sandbox.result("editMessageReplyMarkup", **here)
    assert "reply_markup" not in silent
    assert "edit_date" not in silent
    edited = await sandbox.result("editMessageText", **here, text="/y")
    assert edited["edit_date"] == edited["date"]
    assert edited["entities"] == [{"type": "bot_command", "offset": 0, "length": 2}]


async def test_media_is_replaced_by_an_edit(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    answer = await sandbox.http.post(
        f"/bot{TOKEN}/sendPhoto", data={"chat_id": alex}, files={"photo": ("p.png", a_png())}
    )
    message_id = answer.json()["result"]["message_id"]
    media = {"type": "animation", "media": "attach://new", "caption": "<i>c</i>"}
    answer = await sandbox.http.post(
        f"/bot{TOKEN}/editMessageMedia",
        data={
            "chat_id": alex,
            "message_id": message_id,
            "media": as_json({**media, "parse_mode": "HTML"}),
        },
        files={"new": ("a.gif", b"GIF89a\x01\x00\x01\x00")},
    )
    edited = answer.json()["result"]
    assert "photo" not in edited
    assert edited["animation"]["width"] == 1
    assert edited["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]


async def test_commands_are_kept_by_scope_and_language(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    general = [{"command": "go", "description": "on"}]
    german = [{"command": "los", "description": "weiter"}]
    own = {"type": "chat", "chat_id": alex}
    await sandbox.result("setMyCommands", commands=general)
    await sandbox.result("setMyCommands", commands=german, language_code="de")
    await sandbox.result("setMyCommands", commands=german, scope=own)
    assert await sandbox.result("getMyCommands") == general
    assert await sandbox.result("getMyCommands", language_code="de") == german
    assert (await sandbox.get(f"users/{alex}"))["commands"] == german
    await sandbox.result("deleteMyCommands", scope=own)
    assert await sandbox.result("getMyCommands", scope=own) == []
    assert (await sandbox.get(f"users/{alex}"))["commands"] == general


async def test_several_messages_are_deleted_at_once_and_missing_ones_skipped(
    sandbox: Sandbox,
) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x")
    assert await sandbox.result(
        "deleteMessages", chat_id=alex, message_ids=[sent["message_id"], 424242]
    )
    shown = (await sandbox.get(f"users/{alex}/messages"))[-1]
    assert (shown["deleted"], "text" in shown) == (True, False)


async def test_pins_and_reactions_are_kept(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    mine = (await sandbox.get(f"users/{alex}/messages"))[0]["message_id"]
    await sandbox.result("pinChatMessage", chat_id=alex, message_id=mine)
    chat = await sandbox.result("getChat", chat_id=alex)
    assert chat["pinned_message"]["message_id"] == mine
    await sandbox.result("unpinChatMessage", chat_id=alex)
    assert await sandbox.get(f"users/{alex}/pinned") == []
    fire = [{"type": "emoji", "emoji": "🔥"}]
    await sandbox.result("setMessageReaction", chat_id=alex, message_id=mine, reaction=fire)
    assert (await sandbox.get(f"users/{alex}/messages"))[0]["reaction"] == ["🔥"]


async def test_get_me_describes_the_bot(sandbox: Sandbox) -> None:
    await sandbox.result("setMyName", name="Stretch")
    await sandbox.result("setMyDescription", description="kurz", language_code="de")
    await sandbox.result("setMyDescription", description="short")
    assert await sandbox.result("getMyName") == {"name": "Stretch"}
    assert (await sandbox.result("getMe"))["first_name"] == "Stretch"
    assert await sandbox.result("getMyDescription", language_code="de") == {"description": "kurz"}
    await sandbox.result("setChatMenuButton", menu_button={"type": "commands"})
    assert await sandbox.result("getChatMenuButton") == {"type": "commands"}
