"""Experimental: find out whether a reminder arrived although Telegram's answer was lost.

A bot's message ids increase across all its private chats. So a message whose answer was lost has
one of the few recent ids that are not accounted for. Setting its buttons to the same value tells:
"message is not modified" if it exists, "message to edit not found" if not. Telegram documents
neither; bot/ops/README.md says what to confirm first.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Bot
from telegram.error import BadRequest

from bot.chat.message import Keyboard, Message
from bot.chat.outbound.keyboards import markup

MOST_LOOKS = 30
"""Ids to try for one reminder. Only a very busy bot uses up more in the meantime."""

REMEMBERED = 10_000
"""The most ids that are remembered as accounted for."""


@dataclass(slots=True)
class LostAnswers:
    """Remembers which message ids are accounted for, and looks for lost messages."""

    bot: Bot
    acquire: Callable[[], Awaitable[object]]
    """Waits for the rate limit."""

    _seen: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _newest: int = 0
    _lost: OrderedDict[tuple[int, Keyboard], int] = field(default_factory=OrderedDict)
    """The newest id known before a lost message was sent, by chat and buttons, which no two
    reminders share."""

    def seen(self, id: int) -> None:
        """Account for a message id: of a message that we sent or received."""
        self._newest = max(self._newest, id)
        self._seen[id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    async def send(self, chat: int, message: Message, send: Callable[[], Awaitable[int]]) -> int:
        """Send a message unless it is found to have arrived already. Return its id.

        Raises what `send` raises. The message counts as lost until an answer arrives.
        """
        key = (chat, message.keyboard)
        if key in self._lost:
            found = await self._find(chat, message, self._lost[key])
            if found is not None:
                del self._lost[key]
                return found
        elif self._newest:
            self._lost[key] = self._newest
            if len(self._lost) > REMEMBERED:
                self._lost.popitem(last=False)
        sent = await send()
        self._lost.pop(key, None)
        return sent

    def not_sent(self, chat: int, message: Message) -> None:
        """Record that a message certainly did not arrive."""
        self._lost.pop((chat, message.keyboard), None)

    async def _find(self, chat: int, message: Message, before: int) -> int | None:
        for number in range(before + 1, before + 1 + MOST_LOOKS):
            if number not in self._seen and await self._is_there(chat, number, message):
                return number
        return None

    async def _is_there(self, chat: int, number: int, message: Message) -> bool:
        await self.acquire()
        buttons = markup(message.keyboard)
        try:
            await self.bot.edit_message_reply_markup(chat, number, reply_markup=buttons)
        except BadRequest as error:
            return "not modified" in error.message.casefold()
        return False  # a message with other buttons is another message
