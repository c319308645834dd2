"""Every feature that a bot uses, in one script in the Bot API's own terms, for any library.

It calls every method of the sandbox at least once; `test_clients.py` checks that.
"""

from typing import Any

from tests.sandbox.clients import Client, File
from tests.sandbox.driver import Sandbox, a_png, keyboard

PNG, OTHER_PNG = File("p.png", a_png()), File("o.png", a_png(8, 8))
GIF = File("a.gif", b"GIF89a\x01\x00\x01\x00")
VIDEO = File("v.mp4", b"\x00\x00\x00\x08ftypisom")
VOICE, SONG = File("v.ogg", b"OggS"), File("m.mp3", b"ID3")
PAPER, STICKER = File("d.txt", b"hello"), File("s.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ")
PARTY = "5046509860389126442"
CODE = "🔥 code"


class ScriptContext:
    """What the steps share: the client, its sandbox, and two people."""

    def __init__(self, client: Client, sandbox: Sandbox, ana: int, bo: int) -> None:
        self.call = client.call
        self.download = client.download
        self.sandbox = sandbox
        self.ana = ana
        self.bo = bo
        self.seen = 0

    async def act(self, what: str, **values: Any) -> Any:
        """Act as Ana."""
        return await self.sandbox.post(f"users/{self.ana}/{what}", **values)

    async def news(self, kind: str) -> list[dict[str, Any]]:
        """Return the new updates of one kind; all updates are confirmed."""
        updates = await self.call("getUpdates", offset=self.seen, timeout=0)
        self.seen = max([self.seen, *(update["update_id"] + 1 for update in updates)])
        return [update[kind] for update in updates if kind in update]

    async def to_ana(self, method: str = "sendMessage", **params: Any) -> dict[str, Any]:
        """Send something to Ana."""
        sent: dict[str, Any] = await self.call(method, chat_id=self.ana, **params)
        assert sent["chat"]["id"] == self.ana
        return sent


async def run_script(client: Client, sandbox: Sandbox) -> None:
    """Run all steps."""
    ana = (await sandbox.post("users", first_name="Ana", language_code="de"))["id"]
    context = ScriptContext(client, sandbox, ana, await sandbox.person("Bo"))
    for part in (
        _profile,
        _start,
        _messages,
        _buttons_and_edits,
        _pictures,
        _files,
        _polls,
        _copies_and_forwards,
        _inline_mode,
        _incoming_messages,
        _groups,
        _deletions,
        _webhook,
    ):
        await part(context)


async def _profile(context: ScriptContext) -> None:
    me = await context.call("getMe")
    assert (me["is_bot"], me["first_name"]) == (True, "Limber")
    assert await context.call("setMyCommands", commands=[{"command": "go", "description": "on"}])
    german = {"language_code": "de", "scope": {"type": "all_private_chats"}}
    los = [{"command": "go", "description": "los"}]
    assert await context.call("setMyCommands", commands=los, **german)
    assert (await context.call("getMyCommands", **german))[0]["description"] == "los"
    assert await context.call("deleteMyCommands", **german)
    assert await context.call("getMyCommands", **german) == []
    for what, key in (
        ("Name", "name"),
        ("Description", "description"),
        ("ShortDescription", "short_description"),
    ):
        assert await context.call(f"setMy{what}", **{key: "Limber"}, language_code="de")
        assert await context.call(f"getMy{what}", language_code="de") == {key: "Limber"}
    assert await context.call("setChatMenuButton", menu_button={"type": "commands"})
    assert (await context.call("getChatMenuButton"))["type"] == "commands"


async def _start(context: ScriptContext) -> None:
    await context.act("start", payload="invite_7")
    start = (await context.news("message"))[-1]
    assert (start["text"], start["entities"][0]["type"]) == ("/start invite_7", "bot_command")
    assert start["from"]["language_code"] == "de"
    assert (await context.call("getChat", chat_id=context.ana))["first_name"] == "Ana"
    photos = await context.call("getUserProfilePhotos", user_id=context.ana)
    assert photos["total_count"] == 0
    assert await context.call("sendChatAction", chat_id=context.ana, action="typing")


async def _messages(context: ScriptContext) -> None:
    first = await context.to_ana(
        text="<b>hi</b> <i>you</i> /help https://x.com", parse_mode="HTML", message_effect_id=PARTY
    )
    assert [e["type"] for e in first["entities"]] == ["bold", "italic", "bot_command", "url"]
    assert first["effect_id"] == PARTY
    answer = await context.to_ana(
        text="||later|| `1\\.5`",
        parse_mode="MarkdownV2",
        disable_notification=True,
        reply_parameters={"message_id": first["message_id"], "quote": "you"},
        link_preview_options={"is_disabled": True},
    )
    assert [e["type"] for e in answer["entities"]] == ["spoiler", "code"]
    assert (answer["reply_to_message"]["text"], answer["quote"]["position"]) == (first["text"], 3)
    marked = await context.to_ana(text=CODE, entities=[{"type": "code", "offset": 3, "length": 4}])
    assert marked["entities"] == [{"type": "code", "offset": 3, "length": 4}]
    assert await context.call("sendMessageDraft", chat_id=context.ana, draft_id=7, text="hold… 12")
    keys = {"keyboard": [[{"text": "Where I am", "request_location": True}]]}
    assert "reply_markup" not in await context.to_ana(text="Where are you?", reply_markup=keys)
    pin = await context.to_ana("sendLocation", latitude=1.5, longitude=2.5)
    assert (pin["location"]["latitude"], pin["location"]["longitude"]) == (1.5, 2.5)
    doctor = await context.to_ana("sendContact", phone_number="+491", first_name="Doc")
    assert doctor["contact"]["first_name"] == "Doc"


async def _buttons_and_edits(context: ScriptContext) -> None:
    go = {"inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "success"}]]}
    sent = await context.to_ana(text="Ready?", reply_markup=go)
    assert sent["reply_markup"] == go
    here = {"chat_id": context.ana, "message_id": sent["message_id"]}
    await context.act("press", message_id=sent["message_id"], button="Go")
    (query,) = await context.news("callback_query")
    assert (query["data"], query["message"]["message_id"]) == ("go", sent["message_id"])
    answer = {"callback_query_id": query["id"], "text": "Well done", "show_alert": True}
    assert await context.call("answerCallbackQuery", **answer)
    edited = await context.call("editMessageText", **here, text="Done", reply_markup=go)
    assert (edited["text"], edited["reply_markup"]) == ("Done", go)
    assert edited["edit_date"] >= edited["date"]
    bare = await context.call("editMessageReplyMarkup", **here)
    assert "reply_markup" not in bare
    reaction = [{"type": "emoji", "emoji": "🔥"}]
    assert await context.call("setMessageReaction", **here, reaction=reaction, is_big=True)
    assert await context.call("pinChatMessage", **here, disable_notification=True)
    pinned = (await context.call("getChat", chat_id=context.ana))["pinned_message"]
    assert pinned["message_id"] == sent["message_id"]
    assert await context.call("unpinChatMessage", **here)
    assert await context.call("unpinAllChatMessages", chat_id=context.ana)


async def _pictures(context: ScriptContext) -> None:
    sent = await context.to_ana("sendPhoto", photo=PNG, caption="<b>one</b>", parse_mode="HTML")
    assert (sent["caption"], sent["photo"][-1]["width"]) == ("one", 4)
    here = {"chat_id": context.ana, "message_id": sent["message_id"]}
    other = await context.call("editMessageCaption", **here, caption="two")
    assert other["caption"] == "two"
    media = {"type": "photo", "media": OTHER_PNG, "caption": "three"}
    replaced = await context.call("editMessageMedia", **here, media=media)
    assert (replaced["photo"][-1]["width"], replaced["caption"]) == (8, "three")
    file_id = sent["photo"][-1]["file_id"]
    again = await context.to_ana("sendPhoto", photo=file_id, show_caption_above_media=True)
    assert again["photo"][-1]["file_id"] == file_id
    assert (await context.call("getFile", file_id=file_id))["file_size"] == len(PNG.data)
    assert await context.download(file_id) == PNG.data


async def _files(context: ScriptContext) -> None:
    for kind, file in (
        ("animation", GIF),
        ("video", VIDEO),
        ("voice", VOICE),
        ("audio", SONG),
        ("document", PAPER),
        ("sticker", STICKER),
    ):
        sent = await context.to_ana(f"send{kind.capitalize()}", **{kind: file})
        assert await context.download(sent[kind]["file_id"]) == file.data
    album = [{"type": "photo", "media": PNG, "caption": "a"}, {"type": "video", "media": VIDEO}]
    first, second = await context.call("sendMediaGroup", chat_id=context.ana, media=album)
    assert first["media_group_id"] == second["media_group_id"]
    assert ("photo" in first, "video" in second) == (True, True)


async def _polls(context: ScriptContext) -> None:
    options = ["not", {"text": "very"}]
    asked = await context.to_ana("sendPoll", question="Sore?", options=options, is_anonymous=False)
    await context.act("vote", message_id=asked["message_id"], options=[1])
    (answer,) = await context.news("poll_answer")
    assert (answer["option_ids"], answer["user"]["id"]) == ([1], context.ana)
    here = {"chat_id": context.ana, "message_id": asked["message_id"]}
    stopped = await context.call("stopPoll", **here)
    assert (stopped["is_closed"], stopped["options"][1]["voter_count"]) == (True, 1)


async def _copies_and_forwards(context: ScriptContext) -> None:
    message_id = (await context.to_ana(text="pass it on"))["message_id"]
    route = {"chat_id": context.bo, "from_chat_id": context.ana}
    copied = await context.call("copyMessage", **route, message_id=message_id)
    assert copied["message_id"] > message_id
    forwarded = await context.call("forwardMessage", **route, message_id=message_id)
    assert forwarded["forward_origin"]["sender_user"]["is_bot"] is True
    several = {**route, "message_ids": [message_id]}
    assert len(await context.call("copyMessages", **several)) == 1
    assert len(await context.call("forwardMessages", **several)) == 1


async def _inline_mode(context: ScriptContext) -> None:
    asked = await context.act("inline", query="neck")
    (query,) = await context.news("inline_query")
    assert query["query"] == "neck"
    content = {"message_text": "Tilt your head"}
    results = [{"type": "article", "id": "1", "title": "Neck", "input_message_content": content}]
    assert await context.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    await context.act("choose", inline_query_id=asked["inline_query_id"], result_id="1")
    newest = (await context.sandbox.get(f"users/{context.ana}/messages"))[-1]
    assert newest["text"] == "Tilt your head"


async def _incoming_messages(context: ScriptContext) -> None:
    (chosen,) = await context.news("chosen_inline_result")
    assert chosen["query"] == "neck"
    written = await context.act("text", text="wait")
    await context.act("edit", message_id=written["message_id"], text="go on")
    await context.act("location", latitude=52.5, longitude=13.4)
    await context.act("contact", phone_number="+4930")
    for kind, file in (("photo", PNG), ("voice", VOICE), ("sticker", STICKER)):
        part = {kind: (file.name, file.data)}
        await context.sandbox.http.post(f"/sim/users/{context.ana}/media", files=part)
    updates = await context.call("getUpdates", offset=context.seen, limit=100)
    bodies = [update.get("message") or update["edited_message"] for update in updates]
    assert bodies[1]["text"] == "go on"
    kinds = ("location", "contact", "photo", "voice", "sticker")
    assert [next(k for k in kinds if k in body) for body in bodies[-5:]] == list(kinds)
    await context.act("block")
    await context.act("unblock")
    left, back = await context.news("my_chat_member")
    assert [x["new_chat_member"]["status"] for x in (left, back)] == ["kicked", "member"]


async def _groups(context: ScriptContext) -> None:
    made = {"title": "Office", "kind": "supergroup", "is_forum": True, "members": [context.ana]}
    group = (await context.sandbox.post("groups", **made))["id"]
    await context.sandbox.post(
        f"groups/{-group}/bot", user_id=context.ana, standing="administrator"
    )
    assert len(await context.news("my_chat_member")) == 2
    topic = await context.call("createForumTopic", chat_id=group, name="Back")
    thread = topic["message_thread_id"]
    sent = await context.call("sendMessage", chat_id=group, text="x", message_thread_id=thread)
    assert (sent["is_topic_message"], sent["chat"]["title"]) == (True, "Office")
    member = await context.call("getChatMember", chat_id=group, user_id=context.ana)
    assert member["status"] == "creator"
    assert await context.call("getChatMemberCount", chat_id=group) == 2
    admins = await context.call("getChatAdministrators", chat_id=group)
    assert [admin["status"] for admin in admins] == ["creator", "administrator"]
    assert (await context.call("getChat", chat_id=group))["is_forum"] is True
    assert await context.call("leaveChat", chat_id=group)
    channel = (
        await context.sandbox.post("groups", **made | {"kind": "channel", "is_forum": False})
    )["id"]
    post = await context.call("sendMessage", chat_id=channel, text="news", reply_markup=_KEYS)
    assert post["sender_chat"]["id"] == channel


_KEYS = keyboard([("More", "more")])


async def _deletions(context: ScriptContext) -> None:
    first, second, third = [(await context.to_ana(text=t))["message_id"] for t in "abc"]
    assert await context.call("deleteMessage", chat_id=context.ana, message_id=first)
    assert await context.call("deleteMessages", chat_id=context.ana, message_ids=[second, third])
    shown = (await context.sandbox.get(f"users/{context.ana}/messages"))[-3:]
    assert [message["deleted"] for message in shown] == [True, True, True]


async def _webhook(context: ScriptContext) -> None:
    await context.news("message")
    where = {"url": "https://bot.example.com/in", "secret_token": "s3cret", "max_connections": 7}
    assert await context.call("setWebhook", **where)
    info = await context.call("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == (where["url"], 7)
    assert await context.call("deleteWebhook", drop_pending_updates=True)
    assert await context.call("close")
    assert await context.call("logOut")
