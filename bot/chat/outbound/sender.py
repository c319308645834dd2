"""Send every message: apply rate limits and map errors to results."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TypeVar

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot import metrics
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
    EditOutcome,
    Missing,
    kind_of,
    outcome_of,
)
from bot.services.ports import SendOutcome, SendRequest, Sent, TryLater
from bot.services.send_permit import Reason

log = logging.getLogger(__name__)

_STALE_QUERY = "query is too old"

Call = Callable[[int], Awaitable[int]]
"""A request to a chat, which returns the id of a message."""

Outcome = TypeVar("Outcome", bound=EditOutcome)


@dataclass(slots=True)
class Sender:
    """Sends and edits messages and answers button presses for one bot token."""

    bot: Bot
    rate_limiter: RateLimiter
    client: BotApiClient
    chat_limiter: PerChatLimiter = field(default_factory=PerChatLimiter)
    paid: bool = False
    """Whether reminders may cost Stars, which allows a rate above the free one."""
    finds_lost: bool = False
    """Whether to look for a reminder whose answer was lost before it is sent again."""
    sleep: Sleep = asyncio.sleep
    lost: LostAnswers = field(init=False)
    circuit_breaker: CircuitBreaker = field(init=False)
    _turns: KeyedLock[int] = field(default_factory=KeyedLock)
    """One request at a time in each chat, so that messages keep their order."""
    _moved: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.circuit_breaker = CircuitBreaker(self.rate_limiter.permit, self._probe)
        self.lost = LostAnswers(self.bot, lambda: self.rate_limiter.acquire(Priority.ANSWER))

    async def send(
        self, chat: int, message: Message, priority: Priority = Priority.ANSWER
    ) -> SendOutcome:
        """Send a new message. An answer is retried."""
        return await self._go(chat, priority, partial(self._send_once, chat, message, priority))

    @asynccontextmanager
    async def slot(
        self, chat: int, message: Message, priority: Priority
    ) -> AsyncIterator[SendRequest | TryLater]:
        """Wait for the chat's turn, the rate limits and the permit to send a new message once.

        Yields the request, or when to try again. The chat's next message waits until the end.
        """
        async with self._turns[chat]:
            if await self._may_go(chat, priority):
                yield partial(self._send_once, chat, message, priority)
            else:
                yield self._refused(priority)

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
        return await self._edit(
            chat, priority, lambda to: self.client.edit(to, id, message, redraw=redraw)
        )

    async def strip(self, chat: int, id: int) -> EditOutcome:
        """Remove the buttons of a message."""
        return await self._edit(chat, Priority.ANSWER, lambda to: self.client.strip(to, id))

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
            metrics.REFUSALS.labels(kind=kind_of(error)).inc()
            log.warning("a button press could not be answered: %s", type(error).__name__)
        else:
            return True
        return False

    async def close(self) -> None:
        """Stop sending, and drop everything that waits."""
        self.rate_limiter.permit.close(Reason.STOPPED)
        await self.circuit_breaker.close()

    async def _edit(self, chat: int, priority: Priority, call: Call) -> EditOutcome:
        return await self._go(chat, priority, partial(self._request, chat, priority, call))

    async def _send_once(self, chat: int, message: Message, priority: Priority) -> SendOutcome:
        is_reminder = priority is Priority.REMINDER
        looks = self.finds_lost and is_reminder

        async def call(to: int) -> int:
            send = partial(self.client.send, to, message, paid=self.paid and is_reminder)
            return await (self.lost.send(to, message, send) if looks else send())

        outcome = await self._request(chat, priority, call)
        if isinstance(outcome, Missing):
            outcome = TryLater(NETWORK_PAUSE, certain=True)
        if isinstance(outcome, Sent):
            self.lost.seen(outcome.message)
        elif not isinstance(outcome, TryLater) or outcome.certain:
            self.lost.not_sent(chat, message)
        return outcome

    async def _go(
        self, chat: int, priority: Priority, request: Callable[[], Awaitable[Outcome]]
    ) -> Outcome | TryLater:
        pauses = iter(PAUSES if priority is Priority.ANSWER else ())
        async with self._turns[chat]:
            while await self._may_go(chat, priority):
                outcome = await request()
                pause = next(pauses, None)
                if pause is None or not isinstance(outcome, TryLater):
                    return outcome
                await self.sleep(pause)
            return self._refused(priority)

    async def _may_go(self, chat: int, priority: Priority) -> bool:
        return await self.chat_limiter.acquire(chat, priority) and await self.rate_limiter.acquire(
            priority
        )

    def _refused(self, priority: Priority) -> TryLater:
        metrics.DROPPED_TICKS.inc(int(priority is Priority.TICK))
        return TryLater(timedelta(seconds=self.rate_limiter.permit.pause), certain=True)

    async def _request(self, chat: int, priority: Priority, call: Call) -> EditOutcome:
        self.rate_limiter.started()
        try:
            sent = Sent(await self._follow(chat, call))
        except TelegramError as error:
            metrics.REFUSALS.labels(kind=kind_of(error)).inc()
            outcome = outcome_of(error)
            if isinstance(error, RetryAfter) and isinstance(outcome, TryLater):
                pause = outcome.after.total_seconds()
                self.rate_limiter.permit.close(Reason.BACK_OFF, pause)
            elif isinstance(outcome, TryLater):
                self.circuit_breaker.trip()
            return outcome
        metrics.SENDS.labels(priority=priority.name.lower()).inc()
        return sent

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
