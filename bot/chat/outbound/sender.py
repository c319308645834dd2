"""Send every message: apply rate limits and map errors to results."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chat.keyed_lock import KeyedLock
from bot.chat.message import Message
from bot.chat.outbound.bot_api_client import BotApiClient
from bot.chat.outbound.circuit_breaker import PROBE_SECONDS, CircuitBreaker
from bot.chat.outbound.lost_answers import LostAnswers
from bot.chat.outbound.per_chat_limit import PerChatLimiter
from bot.chat.outbound.rate_limits import Priority, RateLimiter, Sleep
from bot.chat.outbound.send_outcomes import (
    NETWORK_PAUSE,
    PAUSES,
    POLICIES,
    EditOutcome,
    Missing,
    kind_of,
    outcome_of,
)
from bot.metrics import METRICS
from bot.services.ports import Attempt, SendOutcome, Sent, TryLater

log = logging.getLogger(__name__)

_STALE_QUERY = "query is too old"

Call = Callable[[int], Awaitable[int]]
"""A request to a chat, which returns the id of a message."""


@dataclass(slots=True)
class Sender:
    """Sends and edits messages and answers button presses for one bot token."""

    bot: Bot
    rate_limiter: RateLimiter
    client: BotApiClient
    chat_limiter: PerChatLimiter = field(default_factory=PerChatLimiter)
    paid: bool = False
    """Whether reminders may cost Stars, which allows a rate above the free one."""
    looks: bool = False
    """Whether to look for a reminder whose answer was lost before it is sent again."""
    sleep: Sleep = asyncio.sleep
    lost: LostAnswers = field(init=False)
    circuit_breaker: CircuitBreaker = field(init=False)
    _turns: KeyedLock[int] = field(default_factory=KeyedLock)
    """One request at a time in each chat, so that messages keep their order."""
    _moved: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.circuit_breaker = CircuitBreaker(self.rate_limiter, self._probe)
        self.lost = LostAnswers(self.bot, lambda: self.rate_limiter.acquire(Priority.ANSWER))

    async def send(
        self,
        chat: int,
        message: Message,
        priority: Priority = Priority.ANSWER,
        attempt: Attempt | None = None,
    ) -> SendOutcome:
        """Send a new message. `attempt` is called right before the request and may cancel it."""
        paid = self.paid and priority is Priority.REMINDER

        async def call(to: int) -> int:
            return await self.client.send(to, message, paid=paid)

        async def look_first(to: int) -> int:
            return await self.lost.send(to, message, lambda: call(to))

        looks = self.looks and priority is Priority.REMINDER
        outcome = await self._go(chat, priority, look_first if looks else call, attempt)
        if isinstance(outcome, Sent):
            self.lost.seen(outcome.message)
        elif not isinstance(outcome, TryLater) or outcome.certain:
            self.lost.not_sent(chat, message)
        return TryLater(NETWORK_PAUSE, certain=True) if isinstance(outcome, Missing) else outcome

    async def edit(
        self,
        chat: int,
        id: int,
        message: Message,
        priority: Priority = Priority.ANSWER,
        *,
        redraw: bool = False,
    ) -> EditOutcome:
        """Edit a message's text, and its picture if `redraw`."""
        return await self._go(
            chat, priority, lambda to: self.client.edit(to, id, message, redraw=redraw)
        )

    async def strip(self, chat: int, id: int) -> EditOutcome:
        """Remove the buttons of a message."""
        return await self._go(chat, Priority.ANSWER, lambda to: self.client.strip(to, id))

    async def answer(self, query: str, text: str | None = None, *, alert: bool = False) -> bool:
        """Answer a button press, without a rate limit. Return whether Telegram accepted it.

        Errors are logged only, because the action of the press goes on either way.
        """
        try:
            await self.bot.answer_callback_query(query, text=text, show_alert=alert)
        except BadRequest as error:
            if _STALE_QUERY not in error.message.casefold():
                raise
            log.info("a button press was too old to be answered")
        except (NetworkError, RetryAfter, Forbidden) as error:
            METRICS.count("refusals", kind=kind_of(error))
            log.warning("a button press could not be answered: %s", type(error).__name__)
        else:
            return True
        return False

    async def close(self) -> None:
        """Stop sending, and drop everything that waits."""
        await self.circuit_breaker.close()
        self.rate_limiter.close()

    async def _go(
        self, chat: int, priority: Priority, call: Call, attempt: Attempt | None = None
    ) -> EditOutcome:
        async with self._turns[chat]:
            outcome: EditOutcome = TryLater(timedelta(0), certain=True)
            policy = POLICIES[priority]
            for number in range(policy.tries):
                if number:
                    await self.sleep(PAUSES[number - 1])
                if not await self._may_go(chat, priority):
                    METRICS.count("dropped_ticks", int(priority is Priority.TICK))
                    return TryLater(timedelta(seconds=self.rate_limiter.held), certain=True)
                if attempt is not None and not await attempt():
                    return TryLater(timedelta(0), certain=True)
                self.rate_limiter.started()
                outcome = await self._attempt(chat, call)
                if isinstance(outcome, Sent):
                    METRICS.count("sends", priority=priority.name.lower())
                if not isinstance(outcome, TryLater) or not (outcome.certain or policy.twice):
                    break
            return outcome

    async def _may_go(self, chat: int, priority: Priority) -> bool:
        return await self.chat_limiter.acquire(chat, priority) and await self.rate_limiter.acquire(
            priority
        )

    async def _attempt(self, chat: int, call: Call) -> EditOutcome:
        try:
            return Sent(await self._follow(chat, call))
        except TelegramError as error:
            METRICS.count("refusals", kind=kind_of(error))
            outcome = outcome_of(error)
            if isinstance(error, RetryAfter) and isinstance(outcome, TryLater):
                self.rate_limiter.back_off(outcome.after.total_seconds())
            elif isinstance(outcome, TryLater):
                self.circuit_breaker.trip()
            return outcome

    async def _follow(self, chat: int, call: Call) -> int:
        """Make a request to a chat's current id: a group may have become a supergroup."""
        try:
            return await call(self._moved.get(chat, chat))
        except ChatMigrated as error:
            self._moved[chat] = error.new_chat_id
            return await call(error.new_chat_id)

    async def _probe(self) -> bool:
        try:
            await self.bot.get_me(read_timeout=PROBE_SECONDS)
        except TelegramError as error:  # an error response is an answer
            return isinstance(error, BadRequest) or not isinstance(error, NetworkError)
        return True
