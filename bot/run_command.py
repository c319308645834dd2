"""`limber run`: run the bot until it is asked to stop."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.app import build, freeze_loaded_objects
from bot.clock import SystemClock
from bot.config import Settings
from bot.shutdown import unless
from bot.storage.core.database_url import files_of
from bot.storage.core.file_lock import lock_file
from bot.storage.core.sqlite_file import close_folder


class LoginFailed(Exception):
    """The login at Telegram failed; the message says why and what to do."""


@contextmanager
def database_locked(settings: Settings) -> Iterator[None]:
    """Lock the database files. Raises `StorageUnavailable` if another process has the lock."""
    with lock_file(*files_of(settings.database)):
        if not settings.database_url:
            close_folder(settings.data)
        yield


async def serve(settings: Settings, stopped: asyncio.Event) -> None:
    """Run until `stopped` is set. Raises `LoginFailed`."""
    limber = await build(settings, SystemClock())
    try:
        if not await unless(stopped, limber.start()):
            return
        where = f" Health and metrics: {limber.server.url}." if limber.server else ""
        sys.stdout.write(f"Limber is running.{where} Stop it with Ctrl+C.\n")
        sys.stdout.flush()
        freeze_loaded_objects()
        async with limber.database.presence.watched():
            await stopped.wait()
    except TelegramError as error:
        raise LoginFailed(_telegram_says(error, settings)) from error
    finally:
        await limber.stop()


def _telegram_says(error: TelegramError, settings: Settings) -> str:
    match error:
        case InvalidToken():
            return (
                "Telegram does not accept this token. Check TELEGRAM_BOT_TOKEN, "
                "or ask @BotFather for a new one."
            )
        case BadRequest() if "webhook" in error.message.casefold():
            return f"Telegram does not accept LIMBER_PUBLIC_URL: {error.message}."
        case NetworkError() if not isinstance(error, BadRequest):
            return (
                f"Telegram cannot be reached at {settings.api_url}. "
                "Check the network, or TELEGRAM_API_URL."
            )
        case _:
            return f"Telegram refused to start the bot ({type(error).__name__})."
