"""Build the python-telegram-bot application with our HTTP client and update order."""

import asyncio
import logging
from typing import Any

from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot, Updater
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat.context import App, Context
from bot.chat.outbound.http_client import READ_SECONDS, AiohttpRequest
from bot.chat.routes import PerUserUpdateProcessor
from bot.chat.updates_in_progress import ConfirmAfterHandlingBot, UpdatesInProgress

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50
"""The most reminders in flight at once, whatever the rate."""

CONNECTIONS = MOST_AT_ONCE + 32
"""The most connections to Telegram at once, besides the one for polling."""

POLL_TIMEOUT = 30.0
"""Timeout of a poll in seconds. Telegram holds a poll open for ten."""


def application(
    token: str, api_url: str, in_progress: UpdatesInProgress, transport: Any = None
) -> App:
    """Return the library's application. `transport` replaces the network in tests."""
    bot: ExtBot[None] = ConfirmAfterHandlingBot(
        in_progress,
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_request(CONNECTIONS, transport),
        # A separate pool, so that a waiting poll never delays an answer.
        get_updates_request=_request(1, transport, POLL_TIMEOUT),
    )
    return (
        ApplicationBuilder()
        .bot(bot)
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(PerUserUpdateProcessor(in_progress))
        .build()
    )


def _request(connections: int, transport: Any, read_seconds: float = READ_SECONDS) -> BaseRequest:
    if transport is None:
        return AiohttpRequest(connections, read_seconds)
    return HTTPXRequest(
        connections, read_timeout=read_seconds, httpx_kwargs={"transport": transport}
    )


def updater(app: App) -> Updater:
    """Return the updater, which the library declares optional but ours always has."""
    if app.updater is None:
        raise RuntimeError("the application was built without an updater")
    return app.updater


async def finish_updates(app: App, seconds: float) -> None:
    """Wait for updates in progress for at most `seconds`, then cancel the rest."""
    try:
        async with asyncio.timeout(seconds):
            await app.update_queue.join()
    except TimeoutError:
        log.warning("some updates were not handled; Telegram delivers them again")
    processor = app.update_processor
    if isinstance(processor, PerUserUpdateProcessor):
        await processor.cancel_all()
