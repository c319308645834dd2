"""The table of refusals: for each case, the calls that cause it and Telegram's error.

The descriptions are the real server's own, as far as they are known. Tests pass in a `Scene`.
"""

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.sandbox.driver import a_png, keyboard
from tests.sandbox.fixtures import KINDS, NOBODY, TEXT, Scene

Params = dict[str, Any]
Given = Params | Callable[[Scene], Params]
Before = Callable[[Scene], Awaitable[None]]
_PREFIXES = {400: "Bad Request: ", 403: "Forbidden: ", 404: "", 409: "Conflict: ", 429: "", 500: ""}


@dataclass(frozen=True)
class Refusal:
    """A call and its error; without a `chat_id` of its own it is sent to Alex."""

    method: str
    given: Given
    words: str
    code: int = 400
    files: Mapping[str, bytes] = field(default_factory=dict)
    before: Before | None = None

    def params(self, scene: Scene) -> Params:
        """Return the parameters of the call in a scene."""
        given = self.given(scene) if callable(self.given) else self.given
        chat = {} if self.method.startswith(_CHATLESS) else {"chat_id": scene.alex}
        return {key: value for key, value in {**chat, **given}.items() if value is not None}

    @property
    def description(self) -> str:
        """The whole description of the error."""
        return _PREFIXES[self.code] + self.words


_CHATLESS = ("get", "setMy", "setWebhook", "answer", "dance")


def text(words: str, code: int = 400, **params: Any) -> Refusal:
    """A `sendMessage` call that is refused."""
    return Refusal("sendMessage", {"text": "x", **params}, words, code)


def to(chat: Callable[[Scene], int], words: str, code: int) -> Refusal:
    """A text to a chat that refuses it."""
    return Refusal("sendMessage", lambda scene: {"chat_id": chat(scene), "text": "x"}, words, code)


def marked(words: str, mode: str, source: str) -> Refusal:
    """A text with broken markup."""
    return text(f"can't parse entities: {words}", text=source, parse_mode=mode)


def keys(words: str, **button: Any) -> Refusal:
    """A text with one invalid inline button."""
    return text(words, reply_markup={"inline_keyboard": [[{"text": "x", **button}]]})


def command(words: str, name: str, description: str) -> Refusal:
    """A menu with one invalid command."""
    given = {"commands": [{"command": name, "description": description}]}
    return Refusal("setMyCommands", given, words)


def poll(words: str, **params: Any) -> Refusal:
    """An invalid poll."""
    return Refusal("sendPoll", {"question": "q", "options": ["a", "b"], **params}, words)


def here(
    method: str, message: Callable[[Scene], int], words: str, code: int = 400, **more: Any
) -> Refusal:
    """A call about a message of Alex's chat."""
    return Refusal(method, lambda scene: {"message_id": message(scene), **more}, words, code)


def album(words: str, *items: Callable[[Scene], Params]) -> Refusal:
    """An invalid album."""
    return Refusal("sendMediaGroup", lambda scene: {"media": [i(scene) for i in items]}, words)


def picture(words: str, data: bytes) -> Refusal:
    """An invalid photo upload."""
    return Refusal("sendPhoto", {}, words, files={"photo": data})


def a_photo(scene: Scene) -> Params:
    """Build an album item."""
    return {"type": "photo", "media": scene.photo_file}


def a_file_id(kind: int) -> str:
    """Build a well-formed file_id that does not exist."""
    return urlsafe_b64encode(bytes((kind, 0, 0, 0)) + b"x" * 24 + b"\x04").decode().rstrip("=")


WRONG_ID = "wrong remote file identifier specified: "
BUTTON = "can't parse inline keyboard button: "
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ROWS = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
WEBHOOK = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)
GO = keyboard([("Go", "go")])
_MANY = [{"command": f"c{i}", "description": "x"} for i in range(101)]
_LONG = [{"command": f"c{i}", "description": "x" * 200} for i in range(40)]
_ARTICLES = [
    {"type": "article", "id": str(i), "title": "t", "input_message_content": {"message_text": "x"}}
    for i in range(51)
]

REFUSALS: dict[str, list[Refusal]] = {
    "an unknown method": [Refusal("dance", {}, "Not Found: method not found", 404)],
    "no text": [
        Refusal("sendMessage", {}, "message text is empty"),
        text("message text is empty", text=""),
        here("editMessageText", lambda s: s.text, "message text is empty"),
    ],
    "nothing but spaces, or nothing left after parsing": [
        text("text must be non-empty", text=" \n "),
        text("text must be non-empty", text="<b></b>", parse_mode="HTML"),
        text("text must be non-empty", text="**", parse_mode="MarkdownV2"),
        here("editMessageText", lambda s: s.text, "text must be non-empty", text=" "),
    ],
    "a text of more than 4096 characters": [
        text("message is too long", text="x" * 4097),
        text("message is too long", text="😀" * 4097),
        here("editMessageText", lambda s: s.text, "message is too long", text="x" * 4097),
    ],
    "a raw text of more than 32768 bytes": [text("text is too long", text="é" * 16385)],
    "a caption of more than 1024 characters": [
        Refusal(
            "sendPhoto",
            lambda s: {"photo": s.photo_file, "caption": "x" * 1025},
            "message caption is too long",
        ),
        here(
            "editMessageCaption",
            lambda s: s.photo,
            "message caption is too long",
            caption="x" * 1025,
        ),
    ],
    "bad HTML": [
        marked('Can\'t find end tag corresponding to start tag "b"', "HTML", "<b>x"),
        marked('Unsupported start tag "div" at byte offset 0', "HTML", "<div>x</div>"),
        marked("Unexpected end tag at byte offset 1", "HTML", "x</b>"),
        marked(
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"', "HTML", "<b>x</i>"
        ),
        marked("Unclosed start tag at byte offset 0", "HTML", "<"),
    ],
    "bad MarkdownV2": [
        marked(
            "Character '.' is reserved and must be escaped with the preceding '\\'",
            "MarkdownV2",
            "1. x",
        ),
        marked("Can't find end of Bold entity at byte offset 0", "MarkdownV2", "*x"),
    ],
    "an unknown parse mode": [text("unsupported parse_mode", parse_mode="BB")],
    "no chat": [
        text("chat_id is empty", chat_id=None),
        text("chat_id is empty", chat_id=""),
        Refusal("sendChatAction", {"chat_id": None, "action": "typing"}, "chat_id is empty"),
    ],
    "a chat that was never seen": [
        text("chat not found", chat_id=NOBODY),
        text("chat not found", chat_id="@nobody"),
        Refusal("getChat", {"chat_id": NOBODY}, "chat not found"),
    ],
    "somebody who never pressed Start": [
        to(lambda s: s.stranger, "bot can't initiate conversation with a user", 403)
    ],
    "somebody who blocked the bot": [
        to(lambda s: s.blocker, "bot was blocked by the user", 403),
        Refusal(
            "sendPhoto",
            lambda s: {"chat_id": s.blocker, "photo": s.photo_file},
            "bot was blocked by the user",
            403,
        ),
        Refusal(
            "sendChatAction",
            lambda s: {"chat_id": s.blocker, "action": "typing"},
            "bot was blocked by the user",
            403,
        ),
    ],
    "an account that was deleted": [to(lambda s: s.gone, "user is deactivated", 403)],
    "another bot": [to(lambda s: s.robot, "the bot can't send messages to the bot", 403)],
    "a chat that threw the bot out": [
        to(lambda s, k=kind: s.kicked[k], f"bot was kicked from the {kind} chat", 403)  # type: ignore[misc]
        for kind in KINDS
    ],
    "a chat that the bot is not in": [
        to(lambda s, k=kind: s.left[k], f"bot is not a member of the {kind} chat", 403)  # type: ignore[misc]
        for kind in KINDS
    ],
    "a group that was deleted": [to(lambda s: s.ended, "the group chat was deleted", 403)],
    "a group that became a supergroup": [
        to(lambda s: s.upgraded, "group chat was upgraded to a supergroup chat", 400)
    ],
    "an edit that changes nothing": [
        here("editMessageText", lambda s: s.text, NOT_MODIFIED, text=f" {TEXT} ", reply_markup=GO),
        here("editMessageReplyMarkup", lambda s: s.text, NOT_MODIFIED, reply_markup=GO),
        here("editMessageCaption", lambda s: s.photo, NOT_MODIFIED),
        Refusal(
            "editMessageMedia",
            lambda s: {"message_id": s.photo, "media": a_photo(s)},
            NOT_MODIFIED,
        ),
    ],
    "an edit of what is not there": [
        here(f"editMessage{what}", lambda _: NOBODY, "message to edit not found", **more)
        for what, more in (
            ("Text", {"text": "x"}),
            ("Caption", {"caption": "x"}),
            ("ReplyMarkup", {"reply_markup": GO}),
        )
    ],
    "an edit that names no message": [
        Refusal(
            "editMessageText",
            {"chat_id": None, "text": "x"},
            "message identifier is not specified",
        )
    ],
    "an edit of what can't be edited": [
        here("editMessageText", where, "message can't be edited", text="y")
        for where in (
            lambda s: s.mine,
            lambda s: s.forwarded,
            lambda s: s.with_keys,
        )
    ],
    "an edit of the text of a picture": [
        here(
            "editMessageText",
            lambda s: s.photo,
            "there is no text in the message to edit",
            text="y",
        )
    ],
    "an edit of the caption of a text": [
        here(
            "editMessageCaption",
            lambda s: s.text,
            "there is no caption in the message to edit",
            caption="y",
        )
    ],
    "an edit of media that stay": [
        Refusal(
            "editMessageMedia",
            lambda s: {"message_id": s.voice, "media": a_photo(s)},
            "message media can't be edited",
        )
    ],
    "a message that can't be deleted": [
        here("deleteMessage", lambda _: NOBODY, "message to delete not found"),
        here("deleteMessage", lambda s: s.old, "message can't be deleted for everyone"),
        Refusal(
            "deleteMessage",
            lambda s: {"chat_id": s.supergroup, "message_id": s.theirs_in_supergroup},
            "message can't be deleted",
        ),
        Refusal(
            "deleteMessage",
            lambda s: {"chat_id": s.group, "message_id": s.theirs_in_group},
            "message can't be deleted for everyone",
        ),
        Refusal("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
    ],
    "a message that is not there": [
        text("message to be replied not found", reply_parameters={"message_id": NOBODY}),
        here("setMessageReaction", lambda _: NOBODY, "message to react not found"),
        here("pinChatMessage", lambda _: NOBODY, "message to pin not found"),
        Refusal("unpinChatMessage", {}, "message to unpin not found"),
        *(
            Refusal(
                f"{verb}Message",
                lambda s: {"from_chat_id": s.alex, "message_id": NOBODY},
                f"message to {verb} not found",
            )
            for verb in ("copy", "forward")
        ),
    ],
    "a message that must not be passed on": [
        Refusal(
            f"{verb}Message",
            lambda s: {"from_chat_id": s.alex, "message_id": s.secret},
            f"the message can't be {done}",
        )
        for verb, done in (("copy", "copied"), ("forward", "forwarded"))
    ],
    "a query that nobody waits for": [
        Refusal("answerCallbackQuery", {"callback_query_id": "1"}, TOO_OLD),
        Refusal("answerInlineQuery", {"inline_query_id": "1", "results": []}, TOO_OLD),
    ],
    "too much data in a button": [
        keys("BUTTON_DATA_INVALID", callback_data="é" * 33),
        keys("BUTTON_DATA_INVALID", callback_data="x" * 65),
    ],
    "a button that does nothing": [
        keys(f"{BUTTON}Text buttons are unallowed in the inline keyboard")
    ],
    "a button of no known colour": [
        keys(f"{BUTTON}invalid button style specified", callback_data="x", style="pink")
    ],
    "a keyboard that is none": [
        text("can't parse reply keyboard markup JSON object", reply_markup="{"),
        text("object expected as reply markup", reply_markup="[]"),
    ],
    "rows of a keyboard that are none": [text(ROWS, reply_markup={"inline_keyboard": [{}]})],
    "too big a keyboard": [
        text(
            "reply markup is too long",
            reply_markup=keyboard([("x" * 3000, str(i)) for i in range(4)]),
        )
    ],
    "a button with a bad address": [
        keys("inline keyboard button URL 'foo' is invalid: Wrong HTTP URL", url="foo")
    ],
    "a bad file_id": [
        Refusal("sendPhoto", {"photo": given}, WRONG_ID + words)
        for given, words in (
            ("abcde", "Wrong padding length"),
            ("ab.d", "Wrong character in the string"),
            ("abcd", "can't unserialize it. Wrong last symbol"),
            ("AAAE", "can't unserialize it"),
            (a_file_id(99), "can't unserialize it"),
        )
    ],
    "a file_id of somebody else": [
        Refusal("sendPhoto", {"photo": a_file_id(2)}, "wrong file identifier/HTTP URL specified")
    ],
    "a file_id of another kind": [
        Refusal(
            "sendAnimation",
            lambda s: {"animation": s.photo_file},
            "can't use file of type Photo as Animation",
        ),
        Refusal(
            "sendPhoto",
            lambda s: {"photo": s.document_file},
            "can't use file of type Document as Photo",
        ),
    ],
    "a file that can't be fetched": [
        Refusal("getFile", {"file_id": "nothing"}, "invalid file_id"),
        Refusal(
            "getFile",
            {"file_id": a_file_id(2)},
            "wrong file_id or the file is temporarily unavailable",
        ),
        Refusal("getFile", lambda s: {"file_id": s.big_file()}, "file is too big"),
        Refusal("sendPhoto", {"photo": "http://x.com/a.png"}, "failed to get HTTP URL content"),
    ],
    "no file": [
        Refusal(f"send{kind.capitalize()}", {}, f"there is no {kind} in the request")
        for kind in ("photo", "animation", "video", "voice", "audio", "document", "sticker")
    ],
    "an empty file": [
        Refusal("sendDocument", {}, "file must be non-empty", files={"document": b""}),
        picture("file must be non-empty", b""),
    ],
    "a bad picture": [
        picture("IMAGE_PROCESS_FAILED", b"no picture"),
        picture("PHOTO_INVALID_DIMENSIONS", a_png(9000, 1001)),
        picture("PHOTO_INVALID_DIMENSIONS", a_png(210, 10)),
        picture(
            "file of size 10485789 bytes is too big for a photo; "
            "the maximum size is 10485760 bytes",
            a_png() + bytes(10485760),
        ),
    ],
    "an album that is none": [
        album("there are no messages to send"),
        album("too many messages to send as an album", *([a_photo] * 11)),
        album(
            "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
            a_photo,
            lambda s: {"type": "animation", "media": s.gif_file},
        ),
        album(
            "document can't be mixed with other media types",
            a_photo,
            lambda s: {"type": "document", "media": s.document_file},
        ),
        album(
            "can't use the media of the specified type in the album",
            a_photo,
            lambda s: {"type": "video", "media": s.gif_file},
        ),
        album("can't parse InputMedia: media not found", lambda _: {"type": "photo"}),
    ],
    "too many commands": [
        Refusal("setMyCommands", {"commands": commands}, "BOT_COMMANDS_TOO_MUCH")
        for commands in (_MANY, _LONG)
    ],
    "a bad command": [
        command("BOT_COMMAND_INVALID", "Go-on", "x"),
        command("command must be non-empty", "", "x"),
        command("command length must not exceed 32", "x" * 33, "x"),
        command("command description must be non-empty", "x", " "),
        command("command description length must not exceed 256", "x", "x" * 257),
    ],
    "an unknown action": [
        Refusal("sendChatAction", {"action": "dancing"}, "wrong parameter action in request")
    ],
    "a parameter that has to be there": [
        Refusal("sendChatAction", {}, 'parameter "action" is required'),
        here("editMessageMedia", lambda s: s.photo, 'parameter "media" is required'),
        Refusal("sendMediaGroup", {}, 'parameter "media" is required'),
        Refusal("copyMessage", {"message_id": 1}, 'parameter "from_chat_id" is required'),
    ],
    "too many inline results": [
        Refusal(
            "answerInlineQuery",
            {"inline_query_id": "1", "results": _ARTICLES},
            "too many inline query results specified",
        )
    ],
    "a bad poll": [
        poll("poll question length must not exceed 300", question="x" * 301),
        poll("poll options length must not exceed 100", options=["a", "x" * 101]),
        poll("poll must have at least one answer option", options=[]),
        poll("poll can't have more than 12 options", options=[f"o{i}" for i in range(13)]),
        poll("text must be non-empty", question=" "),
        here("stopPoll", lambda s: s.text, "message with poll to stop not found"),
    ],
    "an unknown topic": [
        text("message thread not found", message_thread_id=5),
        Refusal(
            "sendMessage",
            lambda s: {"chat_id": s.forum, "text": "x", "message_thread_id": NOBODY},
            "message thread not found",
        ),
    ],
    "a webhook that can't be": [
        Refusal(
            "setWebhook",
            {"url": "http://bot.example.com"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        Refusal(
            "setWebhook",
            {"url": "https://bot.example.com", "secret_token": "x" * 257},
            "secret token is too long",
        ),
        Refusal(
            "setWebhook",
            {"url": "https://bot.example.com", "secret_token": "no spaces"},
            "secret token contains unallowed characters",
        ),
    ],
    "asking for updates that go elsewhere": [
        Refusal("getUpdates", {}, WEBHOOK, 409, before=Scene.set_webhook)
    ],
    "a flood": [
        Refusal(
            "sendMessage",
            {"text": "x"},
            "Too Many Requests: retry after 3600",
            429,
            before=Scene.use_up_flood_limit,
        ),
        Refusal(
            "editMessageText",
            lambda s: {"message_id": s.text, "text": "x"},
            "Too Many Requests: retry after 3600",
            429,
            before=Scene.use_up_flood_limit,
        ),
    ],
    "an outage": [
        Refusal("getMe", {}, "Internal Server Error: restart", 500, before=Scene.fail_next_call)
    ],
    "a parameter that is unknown": [
        Refusal(
            "sendMessage",
            {"text": "x", "txet": "y"},
            'the sandbox knows no parameter "txet" of this method',
        )
    ],
    "what has bounds of its own": [
        Refusal("sendLocation", {"latitude": 91, "longitude": 0}, "wrong location specified"),
        Refusal("sendMessageDraft", {"draft_id": 0, "text": "x"}, "RANDOM_ID_INVALID"),
        here(
            "setMessageReaction",
            lambda s: s.text,
            "REACTION_INVALID",
            reaction=[{"type": "emoji", "emoji": "🪑"}],
        ),
        here(
            "editMessageText",
            lambda s: s.text,
            "inline keyboard expected",
            text="y",
            reply_markup={"keyboard": [["a"]]},
        ),
        Refusal("getUserProfilePhotos", {"user_id": NOBODY}, "user not found"),
        Refusal("getMyCommands", {"language_code": "english"}, "invalid language code specified"),
    ],
}
