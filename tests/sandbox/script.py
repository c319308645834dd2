"""A bot's whole life in one script, in the Bot API's own terms, for any client library.

Every method that the sandbox has is called at least once; `test_clients.py` counts them.
"""

from typing import Any

from tests.sandbox.clients import Client, File
from tests.sandbox.driver import Sandbox, a_png, keyboard

PNG, OTHER_PNG = File("p.png", a_png()), File("o.png", a_png(8, 8))
GIF = File("a.gif", b"GIF89a\x01\x00\x01\x00")
FILM = File("v.mp4", b"\x00\x00\x00\x08ftypisom")
VOICE, SONG = File("v.ogg", b"OggS"), File("m.mp3", b"ID3")
PAPER, STICKER = File("d.txt", b"hello"), File("s.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ")
PARTY = "5046509860389126442"
CODE = "🔥 code"


class Life:
    """What the steps share: the client, the sandbox behind it, and two people."""

    def __init__(self, client: Client, sandbox: Sandbox, ana: int, bo: int) -> None:
        self.call = client.call
        self.download = client.download
        self.sandbox = sandbox
        self.ana = ana
        self.bo = bo
        self.seen = 0

    async def does(self, what: str, **values: Any) -> Any:
        """Something that Ana does."""
        return await self.sandbox.post(f"users/{self.ana}/{what}", **values)

    async def news(self, kind: str) -> list[dict[str, Any]]:
        """The updates of one kind that came since we last looked; all of them are confirmed."""
        updates = await self.call("getUpdates", offset=self.seen, timeout=0)
        self.seen = max([self.seen, *(update["update_id"] + 1 for update in updates)])
        return [update[kind] for update in updates if kind in update]

    async def to_ana(self, method: str = "sendMessage", **params: Any) -> dict[str, Any]:
        """Something sent to Ana."""
        sent: dict[str, Any] = await self.call(method, chat_id=self.ana, **params)
        assert sent["chat"]["id"] == self.ana
        return sent


async def live(client: Client, sandbox: Sandbox) -> None:
    """All of it."""
    ana = (await sandbox.post("users", first_name="Ana", language_code="de"))["id"]
    life = Life(client, sandbox, ana, await sandbox.person("Bo"))
    for part in (
        _introduces_itself,
        _is_started,
        _writes,
        _is_pressed_and_edits,
        _shows_pictures,
        _sends_files,
        _asks,
        _passes_messages_on,
        _is_asked_inline,
        _hears_everything,
        _lives_in_groups,
        _takes_back,
        _moves_to_a_webhook,
    ):
        await part(life)


async def _introduces_itself(life: Life) -> None:
    me = await life.call("getMe")
    assert (me["is_bot"], me["first_name"]) == (True, "Limber")
    assert await life.call("setMyCommands", commands=[{"command": "go", "description": "on"}])
    german = {"language_code": "de", "scope": {"type": "all_private_chats"}}
    los = [{"command": "go", "description": "los"}]
    assert await life.call("setMyCommands", commands=los, **german)
    assert (await life.call("getMyCommands", **german))[0]["description"] == "los"
    assert await life.call("deleteMyCommands", **german)
    assert await life.call("getMyCommands", **german) == []
    for what, key in (
        ("Name", "name"),
        ("Description", "description"),
        ("ShortDescription", "short_description"),
    ):
        assert await life.call(f"setMy{what}", **{key: "Limber"}, language_code="de")
        assert await life.call(f"getMy{what}", language_code="de") == {key: "Limber"}
    assert await life.call("setChatMenuButton", menu_button={"type": "commands"})
    assert (await life.call("getChatMenuButton"))["type"] == "commands"


async def _is_started(life: Life) -> None:
    await life.does("start", payload="invite_7")
    start = (await life.news("message"))[-1]
    assert (start["text"], start["entities"][0]["type"]) == ("/start invite_7", "bot_command")
    assert start["from"]["language_code"] == "de"
    assert (await life.call("getChat", chat_id=life.ana))["first_name"] == "Ana"
    photos = await life.call("getUserProfilePhotos", user_id=life.ana)
    assert photos["total_count"] == 0
    assert await life.call("sendChatAction", chat_id=life.ana, action="typing")


async def _writes(life: Life) -> None:
    first = await life.to_ana(
        text="<b>hi</b> <i>you</i> /help https://x.com", parse_mode="HTML", message_effect_id=PARTY
    )
    assert [e["type"] for e in first["entities"]] == ["bold", "italic", "bot_command", "url"]
    assert first["effect_id"] == PARTY
    answer = await life.to_ana(
        text="||later|| `1\\.5`",
        parse_mode="MarkdownV2",
        disable_notification=True,
        reply_parameters={"message_id": first["message_id"], "quote": "you"},
        link_preview_options={"is_disabled": True},
    )
    assert [e["type"] for e in answer["entities"]] == ["spoiler", "code"]
    assert (answer["reply_to_message"]["text"], answer["quote"]["position"]) == (first["text"], 3)
    marked = await life.to_ana(text=CODE, entities=[{"type": "code", "offset": 3, "length": 4}])
    assert marked["entities"] == [{"type": "code", "offset": 3, "length": 4}]
    assert await life.call("sendMessageDraft", chat_id=life.ana, draft_id=7, text="hold… 12")
    keys = {"keyboard": [[{"text": "Where I am", "request_location": True}]]}
    assert "reply_markup" not in await life.to_ana(text="Where are you?", reply_markup=keys)
    pin = await life.to_ana("sendLocation", latitude=1.5, longitude=2.5)
    assert (pin["location"]["latitude"], pin["location"]["longitude"]) == (1.5, 2.5)
    doctor = await life.to_ana("sendContact", phone_number="+491", first_name="Doc")
    assert doctor["contact"]["first_name"] == "Doc"


async def _is_pressed_and_edits(life: Life) -> None:
    go = {"inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "success"}]]}
    sent = await life.to_ana(text="Ready?", reply_markup=go)
    assert sent["reply_markup"] == go
    here = {"chat_id": life.ana, "message_id": sent["message_id"]}
    await life.does("press", message_id=sent["message_id"], button="Go")
    (query,) = await life.news("callback_query")
    assert (query["data"], query["message"]["message_id"]) == ("go", sent["message_id"])
    answer = {"callback_query_id": query["id"], "text": "Well done", "show_alert": True}
    assert await life.call("answerCallbackQuery", **answer)
    edited = await life.call("editMessageText", **here, text="Done", reply_markup=go)
    assert (edited["text"], edited["reply_markup"]) == ("Done", go)
    assert edited["edit_date"] >= edited["date"]
    bare = await life.call("editMessageReplyMarkup", **here)
    assert "reply_markup" not in bare
    reaction = [{"type": "emoji", "emoji": "🔥"}]
    assert await life.call("setMessageReaction", **here, reaction=reaction, is_big=True)
    assert await life.call("pinChatMessage", **here, disable_notification=True)
    pinned = (await life.call("getChat", chat_id=life.ana))["pinned_message"]
    assert pinned["message_id"] == sent["message_id"]
    assert await life.call("unpinChatMessage", **here)
    assert await life.call("unpinAllChatMessages", chat_id=life.ana)


async def _shows_pictures(life: Life) -> None:
    sent = await life.to_ana("sendPhoto", photo=PNG, caption="<b>one</b>", parse_mode="HTML")
    assert (sent["caption"], sent["photo"][-1]["width"]) == ("one", 4)
    here = {"chat_id": life.ana, "message_id": sent["message_id"]}
    other = await life.call("editMessageCaption", **here, caption="two")
    assert other["caption"] == "two"
    media = {"type": "photo", "media": OTHER_PNG, "caption": "three"}
    replaced = await life.call("editMessageMedia", **here, media=media)
    assert (replaced["photo"][-1]["width"], replaced["caption"]) == (8, "three")
    file_id = sent["photo"][-1]["file_id"]
    again = await life.to_ana("sendPhoto", photo=file_id, show_caption_above_media=True)
    assert again["photo"][-1]["file_id"] == file_id
    assert (await life.call("getFile", file_id=file_id))["file_size"] == len(PNG.data)
    assert await life.download(file_id) == PNG.data


async def _sends_files(life: Life) -> None:
    for kind, file in (
        ("animation", GIF),
        ("video", FILM),
        ("voice", VOICE),
        ("audio", SONG),
        ("document", PAPER),
        ("sticker", STICKER),
    ):
        sent = await life.to_ana(f"send{kind.capitalize()}", **{kind: file})
        assert await life.download(sent[kind]["file_id"]) == file.data
    album = [{"type": "photo", "media": PNG, "caption": "a"}, {"type": "video", "media": FILM}]
    first, second = await life.call("sendMediaGroup", chat_id=life.ana, media=album)
    assert first["media_group_id"] == second["media_group_id"]
    assert ("photo" in first, "video" in second) == (True, True)


async def _asks(life: Life) -> None:
    options = ["not", {"text": "very"}]
    asked = await life.to_ana("sendPoll", question="Sore?", options=options, is_anonymous=False)
    await life.does("vote", message_id=asked["message_id"], options=[1])
    (answer,) = await life.news("poll_answer")
    assert (answer["option_ids"], answer["user"]["id"]) == ([1], life.ana)
    here = {"chat_id": life.ana, "message_id": asked["message_id"]}
    stopped = await life.call("stopPoll", **here)
    assert (stopped["is_closed"], stopped["options"][1]["voter_count"]) == (True, 1)


async def _passes_messages_on(life: Life) -> None:
    message_id = (await life.to_ana(text="pass it on"))["message_id"]
    route = {"chat_id": life.bo, "from_chat_id": life.ana}
    copied = await life.call("copyMessage", **route, message_id=message_id)
    assert copied["message_id"] > message_id
    forwarded = await life.call("forwardMessage", **route, message_id=message_id)
    assert forwarded["forward_origin"]["sender_user"]["is_bot"] is True
    several = {**route, "message_ids": [message_id]}
    assert len(await life.call("copyMessages", **several)) == 1
    assert len(await life.call("forwardMessages", **several)) == 1


async def _is_asked_inline(life: Life) -> None:
    asked = await life.does("inline", query="neck")
    (query,) = await life.news("inline_query")
    assert query["query"] == "neck"
    content = {"message_text": "Tilt your head"}
    results = [{"type": "article", "id": "1", "title": "Neck", "input_message_content": content}]
    assert await life.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    await life.does("choose", inline_query_id=asked["inline_query_id"], result_id="1")
    newest = (await life.sandbox.get(f"users/{life.ana}/messages"))[-1]
    assert newest["text"] == "Tilt your head"


async def _hears_everything(life: Life) -> None:
    (chosen,) = await life.news("chosen_inline_result")
    assert chosen["query"] == "neck"
    written = await life.does("text", text="wait")
    await life.does("edit", message_id=written["message_id"], text="go on")
    await life.does("location", latitude=52.5, longitude=13.4)
    await life.does("contact", phone_number="+4930")
    for kind, file in (("photo", PNG), ("voice", VOICE), ("sticker", STICKER)):
        part = {kind: (file.name, file.data)}
        await life.sandbox.http.post(f"/sim/users/{life.ana}/media", files=part)
    updates = await life.call("getUpdates", offset=life.seen, limit=100)
    bodies = [update.get("message") or update["edited_message"] for update in updates]
    assert bodies[1]["text"] == "go on"
    kinds = ("location", "contact", "photo", "voice", "sticker")
    assert [next(k for k in kinds if k in body) for body in bodies[-5:]] == list(kinds)
    await life.does("block")
    await life.does("unblock")
    left, back = await life.news("my_chat_member")
    assert [x["new_chat_member"]["status"] for x in (left, back)] == ["kicked", "member"]


async def _lives_in_groups(life: Life) -> None:
    made = {"title": "Office", "kind": "supergroup", "is_forum": True, "members": [life.ana]}
    group = (await life.sandbox.post("groups", **made))["id"]
    await life.sandbox.post(f"groups/{-group}/bot", user_id=life.ana, standing="administrator")
    assert len(await life.news("my_chat_member")) == 2
    topic = await life.call("createForumTopic", chat_id=group, name="Back")
    thread = topic["message_thread_id"]
    sent = await life.call("sendMessage", chat_id=group, text="x", message_thread_id=thread)
    assert (sent["is_topic_message"], sent["chat"]["title"]) == (True, "Office")
    member = await life.call("getChatMember", chat_id=group, user_id=life.ana)
    assert member["status"] == "creator"
    assert await life.call("getChatMemberCount", chat_id=group) == 2
    admins = await life.call("getChatAdministrators", chat_id=group)
    assert [admin["status"] for admin in admins] == ["creator", "administrator"]
    assert (await life.call("getChat", chat_id=group))["is_forum"] is True
    assert await life.call("leaveChat", chat_id=group)
    channel = (await life.sandbox.post("groups", **made | {"kind": "channel", "is_forum": False}))[
        "id"
    ]
    post = await life.call("sendMessage", chat_id=channel, text="news", reply_markup=_KEYS)
    assert post["sender_chat"]["id"] == channel


_KEYS = keyboard([("More", "more")])


async def _takes_back(life: Life) -> None:
    first, second, third = [(await life.to_ana(text=t))["message_id"] for t in "abc"]
    assert await life.call("deleteMessage", chat_id=life.ana, message_id=first)
    assert await life.call("deleteMessages", chat_id=life.ana, message_ids=[second, third])
    shown = (await life.sandbox.get(f"users/{life.ana}/messages"))[-3:]
    assert [message["deleted"] for message in shown] == [True, True, True]


async def _moves_to_a_webhook(life: Life) -> None:
    await life.news("message")
    where = {"url": "https://bot.example.com/in", "secret_token": "s3cret", "max_connections": 7}
    assert await life.call("setWebhook", **where)
    info = await life.call("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == (where["url"], 7)
    assert await life.call("deleteWebhook", drop_pending_updates=True)
    assert await life.call("close")
    assert await life.call("logOut")
