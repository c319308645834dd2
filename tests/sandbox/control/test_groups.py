"""Groups: what the bot receives, what it may do, and topics."""

from typing import Any

import pytest

from tests.sandbox.driver import Sandbox, keyboard


async def a_group(sandbox: Sandbox, person: int, **fields: Any) -> dict[str, Any]:
    group: dict[str, Any] = await sandbox.post("groups", title="Office", members=[person], **fields)
    return group


async def texts(sandbox: Sandbox, chat_id: int) -> list[str]:
    found = await sandbox.result("getUpdates")
    bodies = [update.get("message", {}) for update in found]
    return [b["text"] for b in bodies if b and b["chat"]["id"] == chat_id and "text" in b]


async def test_the_bot_gets_group_events_and_messages_meant_for_it(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    group = await a_group(sandbox, alex)
    there = {"chat_id": group["id"]}
    sent = await sandbox.result("sendMessage", text="hello all", **there)
    assert sent["chat"] == {"id": group["id"], "type": "group", "title": "Office"}
    for text in ("lunch?", "/streak", "/streak@limber_sandbox_bot", "/streak@other_bot"):
        await sandbox.post(f"users/{alex}/text", text=text, **there)
    await sandbox.post(f"users/{alex}/text", text="yes", reply_to=sent["message_id"], **there)
    assert await texts(sandbox, group["id"]) == ["/streak", "/streak@limber_sandbox_bot", "yes"]
    await sandbox.post(f"groups/{-group['id']}/bot", user_id=alex, standing="administrator")
    await sandbox.post(f"users/{alex}/text", text="all ears", **there)
    assert (await texts(sandbox, group["id"]))[-1] == "all ears"


async def test_members_press_a_button_in_a_group(sandbox: Sandbox) -> None:
    alex, bo = await sandbox.person(), await sandbox.person("Bo")
    group = await a_group(sandbox, alex)
    keys = keyboard([("Go", "go")])
    sent = await sandbox.result("sendMessage", chat_id=group["id"], text="x", reply_markup=keys)
    press = {"chat_id": group["id"], "message_id": sent["message_id"], "button": "Go"}
    await sandbox.post(f"users/{alex}/press", **press)
    query = (await sandbox.result("getUpdates", offset=-1))[0]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (alex, group["id"])
    assert (await sandbox.error(f"users/{bo}/press", **press))[0] == 400


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_that_returns_to_a_group_can_write_again(sandbox: Sandbox, kind: str) -> None:
    alex = await sandbox.person()
    group = await a_group(sandbox, alex, kind=kind)
    here, call = f"groups/{-group['id']}", {"chat_id": group["id"], "text": "x"}
    await sandbox.post(f"{here}/bot", user_id=alex, standing="kicked")
    assert (await sandbox.refusal("sendMessage", **call))[0] == 403
    await sandbox.post(f"{here}/bot", user_id=alex, standing="member")
    await sandbox.result("sendMessage", **call)


async def test_what_people_send_in_a_group_reaches_an_administrator(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    group = await a_group(sandbox, alex)
    await sandbox.post(f"groups/{-group['id']}/bot", user_id=alex, standing="administrator")
    await sandbox.post(f"users/{alex}/contact", phone_number="+49123", chat_id=group["id"])
    files = {"voice": ("v.ogg", b"OggS")}
    here, place = f"/sim/users/{alex}/media", {"chat_id": group["id"]}
    assert (await sandbox.http.post(here, files=files, data=place)).status_code == 200
    contact, voice = (await sandbox.result("getUpdates"))[-2:]
    assert contact["message"]["contact"]["user_id"] == alex
    assert (voice["message"]["chat"]["id"], "voice" in voice["message"]) == (group["id"], True)
    refused = await sandbox.http.post(here, files=files, data={"chat_id": "here"})
    assert refused.json() == {"error": '"chat_id" must be a whole number'}


async def test_a_channel_is_the_sender_of_its_messages(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    channel = await a_group(sandbox, alex, kind="channel")
    there = {"chat_id": channel["id"]}
    (joined,) = [u for u in await sandbox.result("getUpdates") if "my_chat_member" in u]
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    sent = await sandbox.result("sendMessage", text="news", **there)
    assert (sent["sender_chat"]["type"], "from" in sent) == ("channel", False)
    forwarded = await sandbox.result(
        "forwardMessage",
        chat_id=alex,
        from_chat_id=channel["id"],
        message_id=sent["message_id"],
    )
    assert forwarded["forward_origin"]["chat"]["id"] == channel["id"]
    await sandbox.result("deleteMessage", message_id=sent["message_id"], **there)
    (shown,) = await sandbox.get(f"groups/{-channel['id']}/messages")
    assert (shown["deleted"], shown["from"]) == (True, "bot")
    refused = await sandbox.error(f"users/{alex}/text", text="me too", **there)
    assert refused == (400, "only those who run “Office” write there")
    standing = {"user_id": alex, "standing": "member"}
    assert (await sandbox.error(f"groups/{-channel['id']}/bot", **standing))[0] == 400


async def test_a_forum_has_topics(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    group = await a_group(sandbox, alex, kind="supergroup", is_forum=True)
    here = {"chat_id": group["id"]}
    assert await sandbox.refusal("createForumTopic", name="Back", **here) == (
        400,
        "Bad Request: not enough rights to create a topic",
    )
    await sandbox.post(f"groups/{-group['id']}/bot", user_id=alex, standing="administrator")
    topic = await sandbox.result("createForumTopic", name="Back", **here)
    thread = topic["message_thread_id"]
    sent = await sandbox.result("sendMessage", text="x", message_thread_id=thread, **here)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    await sandbox.post(f"users/{alex}/text", text="y", thread_id=thread, **here)
    heard = (await sandbox.result("getUpdates", offset=-1))[0]["message"]
    assert heard["message_thread_id"] == thread
    refusal = await sandbox.refusal("sendMessage", text="x", message_thread_id=4242, **here)
    assert refusal == (400, "Bad Request: message thread not found")


async def test_people_join_and_leave(sandbox: Sandbox) -> None:
    alex, bo = await sandbox.person(), await sandbox.person("Bo")
    group = await a_group(sandbox, alex)
    here = {"chat_id": group["id"]}
    await sandbox.post(f"groups/{-group['id']}/join", user_id=bo)
    assert await sandbox.result("getChatMemberCount", **here) == 3
    assert (await sandbox.result("getChatMember", user_id=alex, **here))["status"] == "creator"
    assert (await sandbox.result("getChatMember", user_id=bo, **here))["status"] == "member"
    await sandbox.post(f"groups/{-group['id']}/leave", user_id=bo)
    left = (await sandbox.result("getUpdates", offset=-1))[0]["message"]["left_chat_member"]
    assert left["id"] == bo
    assert (await sandbox.result("getChatMember", user_id=bo, **here))["status"] == "left"
    admins = await sandbox.result("getChatAdministrators", **here)
    assert [member["user"]["id"] for member in admins] == [alex]
    shown = await sandbox.http.get(f"/sim/groups/{-group['id']}/messages")
    assert [("new_chat_members" in m, "left_chat_member" in m) for m in shown.json()] == [
        (True, False),
        (False, True),
    ]
