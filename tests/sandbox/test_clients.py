"""Two client libraries walk the same path; both read every answer strictly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiogram
import httpx
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton
from aiogram.types import InlineKeyboardMarkup as AiogramKeyboard
from aiogram.types import InputMediaPhoto as AiogramPhoto
from telegram.request import HTTPXRequest

from bot.sandbox import Server
from tests.sandbox.driver import BASE, TOKEN, Sandbox, a_png


class Client(Protocol):
    """The steps of the path, in the words of one library."""

    async def name(self) -> str: ...
    async def send(self, chat_id: int, text: str) -> int: ...
    async def edit(self, chat_id: int, message_id: int, text: str) -> None: ...
    async def photo(self, chat_id: int) -> tuple[int, str]: ...
    async def caption(self, chat_id: int, message_id: int, caption: str) -> None: ...
    async def other_photo(self, chat_id: int, message_id: int, file_id: str) -> None: ...
    async def download(self, file_id: str) -> bytes: ...
    async def updates(self) -> list[Any]: ...
    async def answer(self, query_id: str, text: str) -> None: ...
    async def commands(self) -> list[str]: ...
    async def chat_name(self, chat_id: int) -> str | None: ...
    async def delete(self, chat_id: int, message_id: int) -> None: ...


class PythonTelegramBot:
    """python-telegram-bot, in this process."""

    def __init__(self, bot: telegram.Bot) -> None:
        self.bot = bot

    async def name(self) -> str:
        return (await self.bot.get_me()).first_name

    async def send(self, chat_id: int, text: str) -> int:
        button = telegram.InlineKeyboardButton("Go", callback_data="go", style="success")
        keys = telegram.InlineKeyboardMarkup([[button]])
        sent = await self.bot.send_message(chat_id, text, parse_mode="HTML", reply_markup=keys)
        assert sent.reply_markup == keys
        return sent.message_id

    async def edit(self, chat_id: int, message_id: int, text: str) -> None:
        edited = await self.bot.edit_message_text(text, chat_id, message_id)
        assert isinstance(edited, telegram.Message)
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)message is not modified"):
            await self.bot.edit_message_text(text, chat_id, message_id)

    async def photo(self, chat_id: int) -> tuple[int, str]:
        sent = await self.bot.send_photo(chat_id, a_png(), caption="c")
        return sent.message_id, sent.photo[-1].file_id

    async def caption(self, chat_id: int, message_id: int, caption: str) -> None:
        await self.bot.edit_message_caption(chat_id, message_id, caption=caption)

    async def other_photo(self, chat_id: int, message_id: int, file_id: str) -> None:
        media = telegram.InputMediaPhoto(a_png(8, 8), caption="new")
        await self.bot.edit_message_media(media, chat_id, message_id)
        await self.bot.edit_message_media(telegram.InputMediaPhoto(file_id), chat_id, message_id)

    async def download(self, file_id: str) -> bytes:
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def updates(self) -> list[Any]:
        return [u.to_dict() for u in await self.bot.get_updates(timeout=0)]

    async def answer(self, query_id: str, text: str) -> None:
        assert await self.bot.answer_callback_query(query_id, text, show_alert=True)

    async def commands(self) -> list[str]:
        await self.bot.set_my_commands([("go", "on")], language_code="de")
        return [c.command for c in await self.bot.get_my_commands(language_code="de")]

    async def chat_name(self, chat_id: int) -> str | None:
        return (await self.bot.get_chat(chat_id)).first_name

    async def delete(self, chat_id: int, message_id: int) -> None:
        assert await self.bot.delete_message(chat_id, message_id)


class Aiogram:
    """aiogram, over a real socket: it brings its own HTTP."""

    def __init__(self, bot: aiogram.Bot) -> None:
        self.bot = bot

    async def name(self) -> str:
        return (await self.bot.get_me()).first_name

    async def send(self, chat_id: int, text: str) -> int:
        button = InlineKeyboardButton(text="Go", callback_data="go", style="success")
        keys = AiogramKeyboard(inline_keyboard=[[button]])
        sent = await self.bot.send_message(chat_id, text, parse_mode="HTML", reply_markup=keys)
        assert sent.reply_markup
        assert sent.reply_markup.model_dump() == keys.model_dump()
        return sent.message_id

    async def edit(self, chat_id: int, message_id: int, text: str) -> None:
        edited = await self.bot.edit_message_text(text, chat_id=chat_id, message_id=message_id)
        assert isinstance(edited, aiogram.types.Message)
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await self.bot.edit_message_text(text, chat_id=chat_id, message_id=message_id)

    async def photo(self, chat_id: int) -> tuple[int, str]:
        file = BufferedInputFile(a_png(), "p.png")
        sent = await self.bot.send_photo(chat_id, file, caption="c")
        assert sent.photo
        return sent.message_id, sent.photo[-1].file_id

    async def caption(self, chat_id: int, message_id: int, caption: str) -> None:
        await self.bot.edit_message_caption(chat_id=chat_id, message_id=message_id, caption=caption)

    async def other_photo(self, chat_id: int, message_id: int, file_id: str) -> None:
        for media in (BufferedInputFile(a_png(8, 8), "n.png"), file_id):
            await self.bot.edit_message_media(
                AiogramPhoto(media=media), chat_id=chat_id, message_id=message_id
            )

    async def download(self, file_id: str) -> bytes:
        file = await self.bot.get_file(file_id)
        assert file.file_path
        content = await self.bot.download_file(file.file_path)
        assert content
        return content.read()

    async def updates(self) -> list[Any]:
        updates = await self.bot.get_updates(timeout=0)
        return [u.model_dump(mode="json", by_alias=True, exclude_none=True) for u in updates]

    async def answer(self, query_id: str, text: str) -> None:
        assert await self.bot.answer_callback_query(query_id, text, show_alert=True)

    async def commands(self) -> list[str]:
        commands = [BotCommand(command="go", description="on")]
        await self.bot.set_my_commands(commands, language_code="de")
        return [c.command for c in await self.bot.get_my_commands(language_code="de")]

    async def chat_name(self, chat_id: int) -> str | None:
        return (await self.bot.get_chat(chat_id)).first_name

    async def delete(self, chat_id: int, message_id: int) -> None:
        assert await self.bot.delete_message(chat_id, message_id)


@asynccontextmanager
async def python_telegram_bot(sandbox: Sandbox) -> AsyncIterator[Client]:
    transport = {"transport": httpx.ASGITransport(sandbox.app)}
    bot = telegram.Bot(
        TOKEN,
        base_url=f"{BASE}/bot",
        base_file_url=f"{BASE}/file/bot",
        request=HTTPXRequest(httpx_kwargs=transport),
        get_updates_request=HTTPXRequest(httpx_kwargs=transport),
    )
    async with bot:
        yield PythonTelegramBot(bot)


@asynccontextmanager
async def an_aiogram_bot(sandbox: Sandbox) -> AsyncIterator[Client]:
    server = Server(sandbox.app, port=0)
    await server.start()
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    try:
        async with aiogram.Bot(TOKEN, session=session) as bot:
            yield Aiogram(bot)
    finally:
        await server.stop()


@pytest.mark.parametrize("library", [python_telegram_bot, an_aiogram_bot])
async def test_a_bot_of_either_library_walks_the_whole_path(sandbox: Sandbox, library: Any) -> None:
    alex = await sandbox.person()
    async with library(sandbox) as client:
        assert await client.name() == "Limber"
        assert await client.chat_name(alex) == "Alex"
        assert await client.commands() == ["go"]
        message_id = await client.send(alex, "<b>hi</b> /help https://x.com <i>y</i>")
        await sandbox.post(f"users/{alex}/press", message_id=message_id, button="Go")
        await sandbox.post(f"users/{alex}/location", latitude=1.5, longitude=2.5)
        await sandbox.post(f"users/{alex}/block")
        await sandbox.post(f"users/{alex}/unblock")
        start, press, pin, *members = await client.updates()
        assert start["message"]["text"] == "/start"
        assert press["callback_query"]["message"]["message_id"] == message_id
        assert pin["message"]["location"]["latitude"] == 1.5
        assert [m["my_chat_member"]["new_chat_member"]["status"] for m in members] == [
            "kicked",
            "member",
        ]
        await client.answer(press["callback_query"]["id"], "done")
        await client.edit(alex, message_id, "later")
        photo_id, file_id = await client.photo(alex)
        await client.caption(alex, photo_id, "other")
        await client.other_photo(alex, photo_id, file_id)
        assert await client.download(file_id) == a_png()
        await client.delete(alex, photo_id)
    assert [m["deleted"] for m in await sandbox.get(f"users/{alex}/messages")][-1] is True
    assert (await sandbox.get(f"users/{alex}/answers"))[0]["text"] == "done"
