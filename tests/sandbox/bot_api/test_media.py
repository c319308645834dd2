"""Files by id, albums, copies, locations, drafts and effects."""

from typing import Any

import pytest

from tests.sandbox.driver import TOKEN, Sandbox, a_png, as_json

FILES = {
    "photo": ("p.png", a_png()),
    "animation": ("a.gif", b"GIF89a\x01\x00\x01\x00"),
    "video": ("v.mp4", b"\x00\x00\x00\x08ftypisom"),
    "voice": ("v.ogg", b"OggS"),
    "audio": ("m.mp3", b"ID3"),
    "document": ("d.txt", b"hello"),
    "sticker": ("s.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
}


async def sent(sandbox: Sandbox, kind: str, **fields: Any) -> dict[str, Any]:
    answer = await sandbox.http.post(
        f"/bot{TOKEN}/send{kind.capitalize()}", data=fields, files={kind: FILES[kind]}
    )
    message: dict[str, Any] = answer.json()["result"]
    return message


def file_id(message: dict[str, Any], kind: str) -> str:
    media = message[kind][-1] if kind == "photo" else message[kind]
    return str(media["file_id"])


@pytest.mark.parametrize("kind", sorted(FILES))
async def test_every_kind_can_be_sent_again_by_its_id(sandbox: Sandbox, kind: str) -> None:
    alex = await sandbox.person()
    first = file_id(await sent(sandbox, kind, chat_id=alex), kind)
    again = await sandbox.result(f"send{kind.capitalize()}", chat_id=alex, **{kind: first})
    assert file_id(again, kind) == first
    shown = (await sandbox.get(f"users/{alex}/messages"))[-1]["media"]
    assert (shown["kind"], shown["file_id"]) == (kind, first)
    assert (await sandbox.http.get(shown["url"])).content == FILES[kind][1]


async def test_an_album_is_several_messages_in_one_media_group(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    known = file_id(await sent(sandbox, "photo", chat_id=alex), "photo")
    media = [
        {"type": "photo", "media": known, "caption": "<b>one</b>", "parse_mode": "HTML"},
        {"type": "video", "media": "attach://film"},
    ]
    answer = await sandbox.http.post(
        f"/bot{TOKEN}/sendMediaGroup",
        data={"chat_id": alex, "media": as_json(media)},
        files={"film": FILES["video"]},
    )
    first, second = answer.json()["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "video" in second) == ("one", True)
    shown = (await sandbox.get(f"users/{alex}/messages"))[-1]
    assert shown["media_group_id"] == first["media_group_id"]


async def test_a_message_is_copied_or_forwarded(sandbox: Sandbox) -> None:
    alex, bo = await sandbox.person(), await sandbox.person("Bo")
    message = await sent(sandbox, "photo", chat_id=alex, caption="mine")
    source = {"chat_id": bo, "from_chat_id": alex, "message_id": message["message_id"]}
    await sandbox.result("copyMessage", **source)
    await sandbox.result("copyMessage", **source, caption="yours")
    forwarded = await sandbox.result("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["is_bot"] is True
    shown = [m.get("caption") for m in await sandbox.get(f"users/{bo}/messages")]
    assert shown == [None, "mine", "yours", "mine"]
    several = {**source, "message_ids": [message["message_id"], 424242]}
    del several["message_id"]
    assert len(await sandbox.result("copyMessages", **several, remove_caption=True)) == 1
    assert len(await sandbox.result("forwardMessages", **several)) == 1


async def test_locations_and_contacts_are_sent(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    pin = await sandbox.result("sendLocation", chat_id=alex, latitude=1.5, longitude="2.5")
    assert pin["location"] == {"latitude": 1.5, "longitude": 2.5}
    contact = {"phone_number": "+49123", "first_name": "Doc"}
    assert (await sandbox.result("sendContact", chat_id=alex, **contact))["contact"] == contact


async def test_an_effect_is_kept_in_private_chats_only(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    party = {"text": "x", "message_effect_id": "5046509860389126442"}
    message = await sandbox.result("sendMessage", chat_id=alex, **party)
    assert message["effect_id"] == "5046509860389126442"
    group = await sandbox.post("groups", title="Office", members=[alex])
    refusal = await sandbox.refusal("sendMessage", chat_id=group["id"], **party)
    assert refusal == (400, "Bad Request: EFFECT_ID_INVALID")


async def test_a_draft_is_shown_until_the_message_arrives(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    draft = {"chat_id": alex, "draft_id": 7, "text": "<b>hold</b>… 12", "parse_mode": "HTML"}
    assert await sandbox.result("sendMessageDraft", **draft) is True
    assert sandbox.world.drafts[alex].content["text"] == "hold… 12"
    await sandbox.result("sendMessage", chat_id=alex, text="done")
    assert alex not in sandbox.world.drafts
    refusal = await sandbox.refusal("sendMessageDraft", **{**draft, "draft_id": 0})
    assert refusal == (400, "Bad Request: RANDOM_ID_INVALID")


async def test_legacy_markdown_is_parsed(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    text = "*b* _i_ `c` [l](http://x.com) \\_"
    message = await sandbox.result("sendMessage", chat_id=alex, text=text, parse_mode="Markdown")
    assert message["text"] == "b i c l _"
    assert [e["type"] for e in message["entities"]] == ["bold", "italic", "code", "text_link"]
