"""Experimental: whether a reminder whose answer was lost has arrived, found out by looking.

In private chats the numbers of messages count up for a bot's account, whoever the chat is with. So
a message that arrived without our knowing has one of the few numbers since that are not accounted
for. An edit of its buttons to what they are tells: "message is not modified" when it is there,
"message to edit not found" when it is not. Telegram documents neither; README.md says what to
confirm first.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Bot
from telegram.error import BadRequest

from bot.chat.message import Keyboard, Message
from bot.chat.outbound.keyboards import markup

MOST_LOOKS = 30
"""Numbers that are looked at for one reminder: more came since only when very many people write."""

REMEMBERED = 10_000
"""Numbers that are accounted for."""


@dataclass(slots=True)
class LostAnswers:
    """Remembers which numbers are accounted for, and looks for what is lost."""

    bot: Bot
    enter: Callable[[], Awaitable[object]]
    """Waits for a place at Telegram's rate."""

    _seen: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _newest: int = 0
    _lost: OrderedDict[tuple[int, Keyboard], int] = field(default_factory=OrderedDict)
    """The newest number known before it was sent, by chat and buttons: no two reminders share
    those."""

    def seen(self, id: int) -> None:
        """A message of that number is accounted for: sent with an answer, or written to us."""
        self._newest = max(self._newest, id)
        self._seen[id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    async def send(self, chat: int, message: Message, send: Callable[[], Awaitable[int]]) -> int:
        """Send a message, unless it is found to be there already; its number.

        Raises what `send` raises. It counts as lost until an answer comes.
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
        """It surely did not arrive, so there is nothing to look for."""
        self._lost.pop((chat, message.keyboard), None)

    async def _find(self, chat: int, message: Message, before: int) -> int | None:
        for number in range(before + 1, before + 1 + MOST_LOOKS):
            if number not in self._seen and await self._is_there(chat, number, message):
                return number
        return None

    async def _is_there(self, chat: int, number: int, message: Message) -> bool:
        await self.enter()
        buttons = markup(message.keyboard)
        try:
            await self.bot.edit_message_reply_markup(chat, number, reply_markup=buttons)
        except BadRequest as error:
            return "not modified" in error.message.casefold()
        return False  # a message with other buttons is another message
