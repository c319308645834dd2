"""HTTP for python-telegram-bot through aiohttp, with a third of the work of its own client.

Unlike that client, it tells whether a failed request was sent at all.
"""

import json
from functools import lru_cache
from typing import Any
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECT_SECONDS = 10.0
READ_SECONDS = 10.0
"""Timeout of an answer. No message is sent twice because of a shorter delay."""

UPLOAD_SECONDS = 60.0
KEEP_SECONDS = 75.0
"""Idle connections are kept, because a new one costs two round trips and a handshake."""

_JSON = {"Content-Type": "application/json"}
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)

Timeout = Any
"""Seconds, None, or the library's marker for the default of the request class."""


class NotSent(NetworkError):
    """There was no connection, so Telegram certainly did not receive this request."""


class AiohttpRequest(BaseRequest):
    """A pool of connections to Telegram."""

    def __init__(self, connections: int, read_seconds: float = READ_SECONDS) -> None:
        self._connections = connections
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """The default timeout of an answer in seconds."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the pool. Connections are opened by the first requests."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=KEEP_SECONDS
                ),
                cookie_jar=aiohttp.DummyCookieJar(),  # Telegram sets none
                headers={"User-Agent": self.USER_AGENT},
                trust_env=bool(getproxies()),  # costs a look-up for each request
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - part of the read timeout
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - one for all
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - part of connecting
    ) -> tuple[int, bytes]:
        """Make a request, and return the status and body of the answer.

        Raises `NotSent` if nothing was sent. After any other error it may have been.
        """
        if self._session is None:
            raise RuntimeError("the request class was not initialized")
        files = request_data is not None and request_data.contains_files
        patience = UPLOAD_SECONDS if files else self._read_seconds
        if not isinstance(read_timeout, type(BaseRequest.DEFAULT_NONE)):
            patience = read_timeout
        try:
            async with self._session.request(
                method,
                _address(url),
                timeout=_timeout(patience),
                **_body(request_data, files=files),
            ) as answer:
                return answer.status, await answer.read()
        except _NOT_SENT as error:
            raise NotSent(f"no connection: {type(error).__name__}") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"the connection broke: {type(error).__name__}") from error


@lru_cache(maxsize=64)
def _address(url: str) -> URL:
    """Cache URLs, because parsing costs more than sending a short text, and there are few."""
    return URL(url)


@lru_cache(maxsize=16)
def _timeout(patience: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_read=patience)


def _body(data: RequestData | None, *, files: bool) -> dict[str, Any]:
    if data is None or not data.parameters:
        return {}
    if not files:
        return {"data": json.dumps(data.parameters).encode(), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
