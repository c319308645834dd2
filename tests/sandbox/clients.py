"""Two independent client libraries behind one interface: calls in the Bot API's own terms.

Each call uses the library's own method and is decoded into the library's types; aiogram refuses
whatever does not match its declarations. Results are returned as the plain JSON of those types.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import aiogram
import aiogram.exceptions as aio
import aiogram.methods
import httpx
import telegram
import telegram.error as ptb
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, TelegramObject
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.sandbox import Server
from tests.sandbox.driver import BASE, TOKEN, Sandbox

MOVED = "Bad Request: group chat was upgraded to a supergroup chat"


@dataclass(frozen=True)
class File:
    """Bytes to upload."""

    name: str
    data: bytes


class Client(Protocol):
    """A client library."""

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method through the library, and return its decoded result as JSON."""

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        """Make a call that fails, past the library's own checks; return code and description."""

    async def download(self, file_id: str) -> bytes:
        """Return the content of a file, fetched in the library's way."""


class Unrefused(AssertionError):
    """A call succeeded that should have failed."""


class PythonTelegramBot:
    """python-telegram-bot, over an in-process transport."""

    def __init__(self, bot: telegram.Bot) -> None:
        self.bot = bot

    async def call(self, method: str, **params: Any) -> Any:
        """See `Client`."""
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", method).lower()
        given = {name: self._built(name, value) for name, value in params.items()}
        return _plain(await getattr(self.bot, snake)(**given), lambda value: value.to_dict())

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        """See `Client`."""
        given = [RequestParameter.from_input(k, _ptb_file(v)) for k, v in params.items()]
        try:
            await self.bot.request.post(f"{self.bot.base_url}/{method}", RequestData(given))
        except ptb.TelegramError as error:
            return _ptb_refusal(error)
        raise Unrefused(method)

    async def download(self, file_id: str) -> bytes:
        """See `Client`."""
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    def _built(self, name: str, value: Any) -> Any:
        if isinstance(value, File):
            return _ptb_file(value)
        build = _BUILDERS.get(name)
        if build is None:
            return value
        return (
            [build(self.bot, item) for item in value]
            if isinstance(value, list)
            else build(self.bot, value)
        )


def _ptb_file(value: Any) -> Any:
    return telegram.InputFile(value.data, value.name) if isinstance(value, File) else value


def _markup(bot: telegram.Bot, value: dict[str, Any]) -> Any:
    if "inline_keyboard" in value:
        return telegram.InlineKeyboardMarkup.de_json(value, bot)
    rows = [[telegram.KeyboardButton.de_json(key, bot) for key in row] for row in value["keyboard"]]
    return telegram.ReplyKeyboardMarkup([[key for key in row if key] for row in rows])


def _media(_bot: telegram.Bot, value: dict[str, Any]) -> Any:
    kind = getattr(telegram, f"InputMedia{value['type'].capitalize()}")
    given = {k: _ptb_file(v) for k, v in value.items() if k not in ("type", "media")}
    media = value["media"]
    return kind(media.data if isinstance(media, File) else media, **given)


def _option(_bot: telegram.Bot, value: Any) -> Any:
    return value if isinstance(value, str) else telegram.InputPollOption(**value)


def _result(_bot: telegram.Bot, value: dict[str, Any]) -> Any:
    content = telegram.InputTextMessageContent(**value["input_message_content"])
    return telegram.InlineQueryResultArticle(value["id"], value["title"], content)


def _of(kind: Any) -> Callable[[telegram.Bot, Any], Any]:
    return lambda bot, value: kind.de_json(value, bot)


_BUILDERS: Mapping[str, Callable[[telegram.Bot, Any], Any]] = {
    "reply_markup": _markup,
    "media": _media,
    "options": _option,
    "results": _result,
    "entities": _of(telegram.MessageEntity),
    "reply_parameters": _of(telegram.ReplyParameters),
    "link_preview_options": _of(telegram.LinkPreviewOptions),
    "commands": _of(telegram.BotCommand),
    "scope": _of(telegram.BotCommandScope),
    "menu_button": _of(telegram.MenuButton),
    "reaction": _of(telegram.ReactionType),
}


_PTB_CODES = {
    ptb.BadRequest: 400,
    ptb.Forbidden: 403,
    ptb.Conflict: 409,
    ptb.NetworkError: 500,
}


def _ptb_refusal(error: ptb.TelegramError) -> tuple[int, str]:
    match error:
        case ptb.InvalidToken():
            return (404 if error.message.startswith("Not Found") else 401), error.message
        case ptb.ChatMigrated():
            return 400, MOVED
        case ptb.RetryAfter():
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
            return 429, f"Too Many Requests: retry after {seconds:.0f}"
        case _:
            prefix = "Bad Request: " if isinstance(error, ptb.BadRequest) else ""
            return _PTB_CODES[type(error)], prefix + error.message


class Aiogram:
    """aiogram, over a real socket because it has its own HTTP client."""

    def __init__(self, bot: aiogram.Bot) -> None:
        self.bot = bot

    async def call(self, method: str, **params: Any) -> Any:
        """See `Client`. Also fail on unknown fields: the library's models keep them silently."""
        given = {name: _aio_value(value) for name, value in params.items()}
        result = await self.bot(_aio_model(method)(**given))
        assert list(_unknown_fields(result)) == [], f"{method} returned unknown fields"
        return _plain(
            result,
            lambda value: value.model_dump(
                mode="json",
                by_alias=True,
                exclude_none=True,
                warnings=False,
                fallback=lambda _default: None,
            ),
        )

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        """See `Client`."""
        given = {name: _aio_value(value) for name, value in params.items()}
        try:
            await self.bot(_aio_model(method).model_construct(**given))
        except aio.TelegramAPIError as error:
            return _aiogram_refusal(error)
        raise Unrefused(method)

    async def download(self, file_id: str) -> bytes:
        """See `Client`."""
        file = await self.bot.get_file(file_id)
        assert file.file_path
        content = await self.bot.download_file(file.file_path)
        assert content
        return content.read()


def _aio_model(method: str) -> Any:
    name = method[0].upper() + method[1:]
    if name in aiogram.methods.__all__:
        return getattr(aiogram.methods, name)
    return type(name, (aiogram.methods.GetMe,), {"__api_method__": method})


def _aio_value(value: Any) -> Any:
    if isinstance(value, File):
        return BufferedInputFile(value.data, value.name)
    if isinstance(value, list):
        return [_aio_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _aio_value(item) for key, item in value.items()}
    return value


def _unknown_fields(value: Any) -> Iterable[str]:
    """Yield the names of fields that the library's types do not have, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _unknown_fields(item)
    if isinstance(value, TelegramObject):
        yield from value.model_extra or ()
        for name in type(value).model_fields:
            yield from _unknown_fields(getattr(value, name))


_AIO_CODES = {
    aio.TelegramBadRequest: 400,
    aio.TelegramUnauthorizedError: 401,
    aio.TelegramForbiddenError: 403,
    aio.TelegramNotFound: 404,
    aio.TelegramConflictError: 409,
    aio.RestartingTelegram: 500,
}


def _aiogram_refusal(error: aio.TelegramAPIError) -> tuple[int, str]:
    words = error.message.rpartition("Original description: ")[2]
    match error:
        case aio.TelegramMigrateToChat():
            return 400, words
        case aio.TelegramRetryAfter():
            return 429, words
        case _:
            return _AIO_CODES[type(error)], words


def _plain(value: Any, show: Callable[[Any], Any]) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item, show) for item in value]
    return value if isinstance(value, bool | int | str) else show(value)


@asynccontextmanager
async def python_telegram_bot(sandbox: Sandbox, token: str = TOKEN) -> AsyncIterator[Client]:
    """Yield a python-telegram-bot client."""
    transport = {"transport": httpx.ASGITransport(sandbox.app)}
    bot = telegram.Bot(
        token,
        base_url=f"{BASE}/bot",
        base_file_url=f"{BASE}/file/bot",
        request=HTTPXRequest(httpx_kwargs=transport),
        get_updates_request=HTTPXRequest(httpx_kwargs=transport),
    )
    # Initialise the requests only: `Bot.initialize` would call getMe, which the script does itself.
    async with bot.request, bot._request[0]:
        yield PythonTelegramBot(bot)


@asynccontextmanager
async def an_aiogram_bot(sandbox: Sandbox, token: str = TOKEN) -> AsyncIterator[Client]:
    """Yield an aiogram client."""
    server = Server(sandbox.app, port=0)
    await server.start()
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    try:
        async with aiogram.Bot(token, session=session) as bot:
            yield Aiogram(bot)
    finally:
        await server.stop()


LIBRARIES = (python_telegram_bot, an_aiogram_bot)
