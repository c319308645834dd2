"""Route updates to handlers."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseUpdateProcessor,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.chat import callbacks, fallback
from bot.chat.commands import COMMANDS
from bot.chat.context import App
from bot.chat.dialogs import handlers as dialogs_handlers
from bot.chat.errors import on_error, with_person
from bot.chat.keyed_lock import KeyedLock
from bot.chat.routines import handlers as routines_handlers
from bot.chat.updates_in_progress import UpdatesInProgress

AT_ONCE = 256
"""Updates handled concurrently, with one at a time for each person."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
_SHOWN = filters.PHOTO | filters.VIDEO | filters.ANIMATION


def add_routes(app: App) -> None:
    """Add every handler. Edited messages and channel posts match none and are ignored."""
    # For everybody else the commands of operators do not exist.
    operators = _PRIVATE & filters.User(app.bot_data["dependencies"].admins)
    for command in COMMANDS:
        allowed = operators if command.operators else _PRIVATE
        app.add_handler(CommandHandler(command.name, with_person(command.handler), filters=allowed))
    app.add_handler(CallbackQueryHandler(with_person(callbacks.pressed)))
    app.add_handler(
        MessageHandler(_PRIVATE & filters.COMMAND, with_person(fallback.unknown_command))
    )
    app.add_handler(
        MessageHandler(_PRIVATE & filters.LOCATION, with_person(dialogs_handlers.location_sent))
    )
    app.add_handler(MessageHandler(_PRIVATE & _SHOWN, with_person(routines_handlers.media_sent)))
    app.add_handler(
        MessageHandler(_PRIVATE & filters.TEXT, with_person(dialogs_handlers.text_sent))
    )
    app.add_handler(
        MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, with_person(fallback.other_kind))
    )
    app.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, fallback.in_group))
    app.add_handler(ChatMemberHandler(fallback.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_error_handler(on_error)


class PerUserUpdateProcessor(BaseUpdateProcessor):
    """Handles the updates of one person in order, and those of different people concurrently."""

    def __init__(self, in_progress: UpdatesInProgress) -> None:
        super().__init__(AT_ONCE)
        self._in_progress = in_progress
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_closed = False
        self._turns: KeyedLock[int] = KeyedLock()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update after the person's earlier ones, and record whether it was handled."""
        task = asyncio.current_task()
        if self._is_closed or task is None:
            if asyncio.iscoroutine(coroutine):
                coroutine.close()
            self._end(update, handled=False)
            return
        self._tasks.add(task)
        was_handled = False
        try:
            await self._in_turn(update, coroutine)
            # A stop may surface as a failed statement, which the library takes for a handled error.
            was_handled = not task.cancelling()
        finally:
            self._tasks.discard(task)
            self._end(update, handled=was_handled)

    async def cancel_all(self) -> None:
        """Handle no further updates, and cancel those in progress."""
        self._is_closed = True
        cut_off = tuple(self._tasks)
        for task in cut_off:
            task.cancel()
        if cut_off:
            await asyncio.wait(cut_off, timeout=1)

    def _end(self, update: object, *, handled: bool) -> None:
        if isinstance(update, Update):
            (self._in_progress.end if handled else self._in_progress.cut_off)(update.update_id)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        user = update.effective_user if isinstance(update, Update) else None
        if user is None:
            await coroutine
            return
        async with self._turns[user.id]:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""
