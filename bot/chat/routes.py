"""Which update goes to which handler."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import (
    BaseUpdateProcessor,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.chat.commands import COMMANDS
from bot.chat.context import App
from bot.chat.errors import Handler, kindly, on_error
from bot.chat.handlers import (
    admin,
    learning,
    looking,
    mine,
    others,
    planning,
    presses,
    stretching,
    taking,
    talking,
)
from bot.chat.in_hand import InHand

AT_ONCE = 256
"""Updates handled together; one at a time in each chat."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
_SHOWN = filters.PHOTO | filters.VIDEO | filters.ANIMATION
_BY_COMMAND: Mapping[str, Handler] = {
    "start": talking.start,
    "today": stretching.today,
    "streak": looking.streak,
    "progress": looking.progress,
    "plan": planning.plan,
    "times": talking.times,
    "zone": talking.zone,
    "pause": talking.pause,
    "resume": talking.resume,
    "pain": talking.pain,
    "symptoms": talking.symptoms,
    "library": looking.exercises,
    "mine": mine.mine,
    "learn": learning.contents,
    "settings": looking.settings_page,
    "export": taking.export,
    "privacy": looking.privacy,
    "forget": talking.forget,
    "help": looking.help_page,
}


def add_routes(app: App) -> None:
    """Bind every handler. Edited messages and channel posts match nothing, quietly."""
    for command in COMMANDS:
        app.add_handler(CommandHandler(command, kindly(_BY_COMMAND[command]), filters=_PRIVATE))
    # To everybody else this is a command that does not exist.
    operators = filters.User(app.bot_data["room"].admins)
    app.add_handler(CommandHandler("admin", kindly(admin.page), filters=_PRIVATE & operators))
    app.add_handler(CallbackQueryHandler(kindly(presses.pressed)))
    app.add_handler(MessageHandler(_PRIVATE & filters.COMMAND, kindly(others.unknown_command)))
    app.add_handler(MessageHandler(_PRIVATE & filters.LOCATION, kindly(talking.pinned)))
    app.add_handler(MessageHandler(_PRIVATE & _SHOWN, kindly(mine.sent)))
    app.add_handler(MessageHandler(_PRIVATE & filters.TEXT, kindly(talking.typed)))
    app.add_handler(MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, kindly(others.other_kind)))
    app.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, others.in_group))
    app.add_handler(ChatMemberHandler(others.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_error_handler(on_error)


class OneAtATime(BaseUpdateProcessor):
    """Updates of one chat in their order, those of different chats together."""

    def __init__(self, in_hand: InHand) -> None:
        super().__init__(AT_ONCE)
        self._in_hand = in_hand
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_closed = False
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, and tell when the update was handled."""
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
            was_handled = True
        finally:
            self._tasks.discard(task)
            self._end(update, handled=was_handled)

    async def give_up(self) -> None:
        """Handle nothing more, and cut off what is being handled."""
        self._is_closed = True
        cut_off = tuple(self._tasks)
        for task in cut_off:
            task.cancel()
        if cut_off:
            await asyncio.wait(cut_off, timeout=1)

    def _end(self, update: object, *, handled: bool) -> None:
        if isinstance(update, Update):
            (self._in_hand.end if handled else self._in_hand.cut_off)(update.update_id)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        user = update.effective_user if isinstance(update, Update) else None
        if user is None:
            await coroutine
            return
        turn = self._turns.setdefault(user.id, asyncio.Lock())
        async with turn:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""
