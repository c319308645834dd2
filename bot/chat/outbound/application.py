"""The application of python-telegram-bot, with our connections and our order of updates."""

import asyncio
import logging
from typing import Any

from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot, Updater
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat.context import App, Context
from bot.chat.outbound.http_client import READ_SECONDS, AiohttpRequest
from bot.chat.routes import PerUserUpdateProcessor
from bot.chat.updates_in_progress import PatientBot, UpdatesInProgress

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50
"""Reminders on their way together, whatever the rate."""

CONNECTIONS = MOST_AT_ONCE + 32
"""Connections to Telegram that may be open together, beside the one that waits for updates."""

POLL_TIMEOUT = 30.0
"""Seconds for a poll to answer; Telegram holds one for ten."""


def application(token: str, api_url: str, in_hand: UpdatesInProgress, transport: Any = None) -> App:
    """The library's application; `transport` replaces the network."""
    bot: ExtBot[None] = PatientBot(
        in_hand,
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_request(CONNECTIONS, transport),
        # A pool of its own: the poll that waits must never keep an answer waiting.
        get_updates_request=_request(1, transport, POLL_TIMEOUT),
    )
    return (
        ApplicationBuilder()
        .bot(bot)
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(PerUserUpdateProcessor(in_hand))
        .build()
    )


def _request(connections: int, transport: Any, read_seconds: float = READ_SECONDS) -> BaseRequest:
    if transport is None:
        return AiohttpRequest(connections, read_seconds)
    return HTTPXRequest(
        connections, read_timeout=read_seconds, httpx_kwargs={"transport": transport}
    )


def updater(app: App) -> Updater:
    """The part that takes updates; the library allows an application without one, ours has it."""
    if app.updater is None:
        raise RuntimeError("the application was built without an updater")
    return app.updater


async def finish_updates(app: App, seconds: float) -> None:
    """Wait for the updates in hand, so many seconds at most; those left then are not handled."""
    try:
        async with asyncio.timeout(seconds):
            await app.update_queue.join()
    except TimeoutError:
        log.warning("updates are left that were not handled; Telegram brings them again")
    processor = app.update_processor
    if isinstance(processor, PerUserUpdateProcessor):
        await processor.give_up()
