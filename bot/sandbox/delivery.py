"""Webhooks: post each update to the bot until it is accepted, in order within each chat."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from bot.sandbox.world import Event, Json, Update, Webhook, World

# Real seconds that an answer may take.
_PATIENCE = 60.0
_LONGEST_RETRY_AFTER = 3600
_SLOWEST_RESEND = 60
_GONE, _GONE_FOR = 410, timedelta(hours=23)
_NEWS = frozenset({"update", "webhook", "clock", "reset"})
# Methods that an answer to a webhook can't call: nobody would see the result.
_UNCALLABLE = ("get", "setwebhook", "deletewebhook", "close", "logout")

_TLS_LIBRARY = 0x0A000000
_TLS_CODES = {
    "CERTIFICATE_VERIFY_FAILED": _TLS_LIBRARY | 134,
    "WRONG_VERSION_NUMBER": _TLS_LIBRARY | 267,
}
"""OpenSSL's numbers for the errors of its TLS library, from its `sslerr.h`."""

Call = Callable[[str, Mapping[str, Any], Mapping[str, Any]], Awaitable[object]]


@dataclass(slots=True)
class _RetryState:
    """The failures of an update, and when it is sent again by the world's clock."""

    wake_at: datetime
    failures: int = 0
    delay: int = 1


@dataclass(slots=True)
class Delivery:
    """Posts waiting updates while the world has a webhook.

    `call` runs a method that the bot puts into its answer; `transport` replaces the network in
    tests.
    """

    world: World
    call: Call
    transport: httpx.AsyncBaseTransport | None = None
    _retries: dict[int, _RetryState] = field(default_factory=dict)
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None
    _gone_since: datetime | None = None
    _is_closed: bool = False

    def __post_init__(self) -> None:
        self.world.listen(self._hear)

    def close(self) -> None:
        """Stop: a request under way is cancelled, and its update stays in the queue."""
        self._is_closed = True
        for task in (self._task, *self._under_way.values()):
            if task is not None:
                task.cancel()

    def _hear(self, event: Event) -> None:
        if event.kind not in _NEWS or self.world.webhook is None or self._is_closed:
            return
        self._news.set()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while (webhook := self.world.webhook) is not None:
            async with self._client(webhook) as client:
                while self.world.webhook is not None and _same(self.world.webhook, webhook):
                    self._news.clear()
                    wait = self._launch(client, webhook)
                    try:
                        await asyncio.wait_for(self._news.wait(), wait)
                    except TimeoutError:
                        continue

    def _client(self, webhook: Webhook) -> httpx.AsyncClient:
        verify: ssl.SSLContext | bool = True
        if webhook.certificate:
            verify = ssl.create_default_context(cadata=webhook.certificate)
        return httpx.AsyncClient(
            transport=self.transport, timeout=_PATIENCE, trust_env=False, verify=verify
        )

    def _launch(self, client: httpx.AsyncClient, webhook: Webhook) -> float | None:
        """Send the first update of every ready queue; return seconds until the next is ready."""
        now = self.world.now()
        self.world.updates.waiting(now)
        first: dict[str, Update] = {}
        for update in self.world.updates:
            first.setdefault(queue_of(update), update)
        self._retries = {u.id: self._retries[u.id] for u in first.values() if u.id in self._retries}
        soonest: float | None = None
        for queue, update in first.items():
            retry = self._retries.get(update.id)
            if queue in self._under_way or len(self._under_way) >= webhook.max_connections:
                continue
            if retry and retry.wake_at > now:
                wait = (retry.wake_at - now).total_seconds()
                soonest = wait if soonest is None else min(soonest, wait)
                continue
            task = asyncio.create_task(self._deliver(client, webhook, update))
            self._under_way[queue] = task
            task.add_done_callback(partial(self._done, queue))
        return soonest

    def _done(self, queue: str, _task: asyncio.Task[None]) -> None:
        del self._under_way[queue]
        self._news.set()

    async def _deliver(self, client: httpx.AsyncClient, webhook: Webhook, update: Update) -> None:
        try:
            response = await client.send(_request(client, webhook, update))
        except httpx.HTTPError as error:
            self._failed(update, _words(error), 0)
            return
        if response.is_success:
            self._gone_since = None
            self.world.deliver(update)
            await self._run_answer(response)
            return
        if self._is_gone_for_good(response.status_code):
            self.world.set_webhook(None)
            return
        reason = f"{response.status_code} {response.reason_phrase}"
        after = response.headers.get("retry-after", "0")
        seconds = int(after) if after.isdecimal() else 0
        self._failed(update, f"Wrong response from the webhook: {reason}", seconds)

    def _failed(self, update: Update, words: str, retry_after: int) -> None:
        """Schedule the retry: at once, then after 2, 4, 8 … seconds, or when the bot says so."""
        now = self.world.now()
        retry = self._retries.setdefault(update.id, _RetryState(now))
        wait = min(retry_after, _LONGEST_RETRY_AFTER)
        if not wait and retry.failures:
            slowest = random.randint(_SLOWEST_RESEND, 2 * _SLOWEST_RESEND)  # noqa: S311 - no secret
            wait = retry.delay = min(slowest, retry.delay * 2)
        retry.failures += 1
        retry.wake_at = now + timedelta(seconds=wait)
        if retry.wake_at > update.expires_at:
            self.world.deliver(update)
        if self.world.webhook is not None:
            date = self.world.timestamp()
            self.world.webhook = replace(
                self.world.webhook, last_error_date=date, last_error_message=words
            )

    def _is_gone_for_good(self, status: int) -> bool:
        if status != _GONE:
            self._gone_since = None
            return False
        self._gone_since = self._gone_since or self.world.now()
        return self.world.now() - self._gone_since > _GONE_FOR

    async def _run_answer(self, response: httpx.Response) -> None:
        """Run the method that the bot put into its answer."""
        values = _values(response)
        method = str(values.pop("method", ""))
        if method and not method.lower().startswith(_UNCALLABLE):
            await self.call(method, values, {})


def queue_of(update: Update) -> str:
    """Return the key within which updates stay in order: a chat, a person, or a poll."""
    body = update.body
    chat = body.get("chat") or body.get("message", {}).get("chat")
    owner = chat or body.get("from") or body.get("user") or {}
    return str(owner.get("id") or body.get("id") or body.get("poll_id"))


def _same(one: Webhook, two: Webhook) -> bool:
    return replace(one, last_error_date=0, last_error_message="") == replace(
        two, last_error_date=0, last_error_message=""
    )


def _request(client: httpx.AsyncClient, webhook: Webhook, update: Update) -> httpx.Request:
    url = webhook.url if "://" in webhook.url else f"https://{webhook.url}"
    headers = {"content-type": "application/json", "accept-encoding": "gzip, deflate"}
    if webhook.secret_token:
        headers["x-telegram-bot-api-secret-token"] = webhook.secret_token
    target, extensions = httpx.URL(url), {}
    if webhook.ip_address:
        headers["host"] = urlsplit(url).netloc
        extensions = {"sni_hostname": target.host}
        target = target.copy_with(host=webhook.ip_address)
    content = json.dumps(update.as_json(), ensure_ascii=False).encode()
    return client.build_request(
        "POST", target, content=content, headers=headers, extensions=extensions
    )


def _words(error: httpx.HTTPError) -> str:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return _tls_words(cause)
        if isinstance(cause, socket.gaierror):
            return "Failed to resolve host: Name or service not known"
    if isinstance(error, httpx.ConnectError):
        return "Connection refused"
    if isinstance(error, httpx.TimeoutException):
        return "Read timeout expired"
    return "Connection closed"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _tls_words(error: ssl.SSLError) -> str:
    """Word the error as OpenSSL 3 does, because the real server passes that on."""
    reason = error.reason or "TLS_ERROR"
    code = f"error:{_TLS_CODES.get(reason, _TLS_LIBRARY):08X}"
    return f"SSL error {{{code}:SSL routines::{reason.replace('_', ' ').lower()}}}"


def _values(response: httpx.Response) -> Json:
    """Return the parameters in an answer, from JSON or a form; empty for anything else."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(response.text))
    try:
        values = response.json()
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
