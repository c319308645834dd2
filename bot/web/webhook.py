"""The webhook: check Telegram's secret, read the body, and pass the update on."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot import metrics

PATH = "/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"

MAX_BODY_BYTES = 1024 * 1024
"""The largest accepted body in bytes. An update holds a message of some thousand characters."""

BODY_SECONDS = 10
"""The timeout for receiving a body."""

Take = Callable[[Mapping[str, Any]], Awaitable[bool]]
"""Handles an update; False if it cannot do so now and Telegram should send it again."""


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def secret_for(token: str) -> str:
    """A secret that only the holder of the token can derive: 64 hexadecimal digits."""
    return hmac.new(token.encode(), b"limber webhook", hashlib.sha256).hexdigest()


def webhook(take: Take, secret: str) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint. Telegram repeats an update, in order, until the answer is 200."""

    async def answer(request: Request) -> Response:
        status = await _status(request, take, secret)
        metrics.WEBHOOK_REQUESTS.labels(status=str(status)).inc()
        return Response(status_code=status)

    return answer


async def _status(request: Request, take: Take, secret: str) -> int:
    if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), secret.encode()):
        return 403
    try:
        async with asyncio.timeout(BODY_SECONDS):
            update = _update(await _body(request))
    except _Refused as refused:
        return refused.status
    except TimeoutError:
        return 408
    except ClientDisconnect:
        return 400
    return 200 if await take(update) else 503


async def _body(request: Request) -> bytes:
    """The body; reading stops at the size limit."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise _Refused(413)
    return bytes(body)


def _update(body: bytes) -> Mapping[str, Any]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):  # not JSON, not text, or nested too deeply
        raise _Refused(400) from None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise _Refused(400)
    return update
