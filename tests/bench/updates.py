"""Updates with a reply: how many a second, and how long a tap takes while reminders are sent."""

import asyncio
import itertools
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)

from bot.app import Limber
from bot.chat.context import ChatDependencies
from bot.chat.message import Message
from bot.chat.webhook_receiver import REQUESTS_AT_ONCE
from tests.bench.delivery import FREE, TOKEN, a_limber, minutes_ago
from tests.bench.population import add_people
from tests.bench.server import expecting

HANDLERS = 20
"""Of each kind; updates match the last one, so that all others are tried before."""

COUNT = 600
AT_ONCE = 256
NO_LIMIT = 1e6
DUE = 2_000
TAPS = 40
BETWEEN_TAPS = 0.2
WORD = f"word{HANDLERS - 1}"
DONE = "Done, and well done"

Json = dict[str, Any]
_NUMBERS = itertools.count(1)


def a_command(person: int) -> Json:
    """Somebody sends a command."""
    return a_text(person, f"/{WORD}")


def a_text(person: int, text: str) -> Json:
    """Somebody writes a command."""
    entity = {"type": "bot_command", "offset": 0, "length": len(text)}
    said = {"text": text, "entities": [entity]}
    return {"update_id": next(_NUMBERS), "message": _message(person) | said}


def a_press(person: int, data: str = WORD) -> Json:
    """Somebody presses a button."""
    query = {"id": str(person), "from": _user(person), "chat_instance": "1", "data": data}
    query["message"] = _message(person) | {"text": "Press"}
    return {"update_id": next(_NUMBERS), "callback_query": query}


def _user(person: int) -> Json:
    return {"id": person, "is_bot": False, "first_name": "Ada"}


def _message(person: int) -> Json:
    chat = {"id": person, "type": "private", "first_name": "Ada"}
    return {"message_id": 1, "date": 1, "chat": chat, "from": _user(person)}


def _mixed() -> list[Json]:
    return [(a_command, a_press)[person % 2](person) for person in range(1, COUNT + 1)]


async def _rate(url: str, handle: Callable[[list[Json]], Awaitable[None]]) -> float:
    await handle(_mixed()[:20])  # connections, caches
    updates, half = _mixed(), COUNT // 2
    replies = {"sendMessage": half, "answerCallbackQuery": half, "editMessageText": half}
    async with expecting(url, **replies):
        began = perf_counter()
        await handle(updates)
        return len(updates) / (perf_counter() - began)


async def ours(url: str) -> float:
    """Updates a second through Limber, with handlers that answer at once."""
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        limber = await a_limber(url, Path(folder), NO_LIMIT)
        dependencies: ChatDependencies = limber.app.bot_data["dependencies"]

        async def command(update: Update, _: Any) -> None:
            assert update.effective_chat is not None
            await dependencies.sender.send(update.effective_chat.id, Message(DONE))
            raise ApplicationHandlerStop

        async def press(update: Update, _: Any) -> None:
            query = update.callback_query
            assert query is not None
            await dependencies.sender.answer(query.id)
            await dependencies.sender.edit(query.from_user.id, 1, Message(DONE))
            raise ApplicationHandlerStop

        for number in range(HANDLERS):
            limber.app.add_handler(CommandHandler(f"word{number}", command), -1)
            limber.app.add_handler(CallbackQueryHandler(press, f"^word{number}$"), -1)
        await _open(limber)
        rate = await _rate(url, lambda updates: _deliver_updates(limber, updates))
        await limber.stop()
    return rate


async def _open(limber: Limber) -> None:
    await limber.app.start()
    limber.webhook_receiver.is_open = True


async def _deliver_updates(limber: Limber, updates: list[Json]) -> None:
    """As Telegram's webhook: each request is open until its update was handled."""
    requests = asyncio.Semaphore(REQUESTS_AT_ONCE)

    async def deliver(each: Json) -> None:
        async with requests:
            if not await limber.webhook_receiver.receive(each):
                raise AssertionError("an update was not accepted")

    await asyncio.gather(*map(deliver, updates))


async def bare(url: str, at_once: int) -> float:
    """Updates a second through the plain library, with so many updates at once."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    app: Application[Any, Any, Any, Any, Any, Any] = builder.concurrent_updates(at_once).build()

    async def command(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(DONE)

    async def press(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer()
        await query.edit_message_text(DONE)

    for number in range(HANDLERS):
        app.add_handler(CommandHandler(f"word{number}", command))
        app.add_handler(CallbackQueryHandler(press, f"^word{number}$"))

    async def handle(updates: list[Json]) -> None:
        for each in updates:
            await app.update_queue.put(Update.de_json(each, app.bot))
        await app.update_queue.join()

    async with app:
        await app.start()
        rate = await _rate(url, handle)
        await app.stop()
    return rate


async def with_aiogram(url: str, at_once: int) -> float:
    """Updates a second through plain aiogram, with so many updates at once."""
    bot = aiogram.Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = aiogram.Dispatcher()

    async def command(message: aiogram.types.Message) -> None:
        await message.answer(DONE)

    async def press(query: aiogram.types.CallbackQuery) -> None:
        await query.answer()
        assert isinstance(query.message, aiogram.types.Message)
        await query.message.edit_text(DONE)

    for number in range(HANDLERS):
        dispatcher.message.register(command, Command(f"word{number}"))
        dispatcher.callback_query.register(press, aiogram.F.data == f"word{number}")
    places = asyncio.Semaphore(at_once)

    async def feed(each: Json) -> None:
        async with places:
            await dispatcher.feed_raw_update(bot, each)

    async def handle(updates: list[Json]) -> None:
        await asyncio.gather(*map(feed, updates))

    try:
        return await _rate(url, handle)
    finally:
        await bot.session.close()


async def taps(url: str, *, busy: bool) -> list[float]:
    """Milliseconds from a press of Start to the card, idle or while reminders are sent; sorted."""
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        limber = await a_limber(url, Path(folder), FREE)
        await add_people(limber.database, DUE, minutes_ago(11 if busy else -60))
        await _open(limber)
        sending = asyncio.create_task(limber.scheduler.send_daily_reminders())
        took = []
        async with expecting(url, sendAnimation=TAPS + 2):
            for person in range(DUE, DUE - TAPS - 2, -1):
                await asyncio.sleep(BETWEEN_TAPS)
                began = perf_counter()
                await _deliver_updates(limber, [a_press(person, "o:today:")])
                took.append((perf_counter() - began) * 1000)
        sending.cancel()
        await asyncio.wait([sending])
        await limber.stop()
    return sorted(took[2:])  # the first ones upload the pictures
