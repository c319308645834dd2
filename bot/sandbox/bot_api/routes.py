"""HTTP routes of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import json
import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.bot_api.dispatch import Answer, AnswerLost, BotApi
from bot.sandbox.bot_api.refusals import ApiRefusal
from bot.sandbox.bot_api.request_body import read_body
from bot.sandbox.world import World

_CALL = re.compile(r"/bot([^/]+)/(?:test/)?([^/]+)")
_FILE = re.compile(r"/file/bot([^/]+)/(.+)")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _LostAnswer(Response):
    """Start an answer, then break the connection: the caller can't know what was done."""

    async def __call__(
        self,
        scope: Scope,  # noqa: ARG002 - the signature is ASGI's
        receive: Receive,  # noqa: ARG002
        send: Send,
    ) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        raise AnswerLost("as ordered")


class BotApiEndpoint:
    """ASGI middleware that answers Bot API calls, GET and POST alike, before the other routes.

    Calls bypass the router: the sandbox must not add to what is measured as the bot's cost.
    """

    def __init__(self, app: ASGIApp, api: BotApi, world: World) -> None:
        self._app = app
        self._api = api
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a Bot API request, and pass on any other."""
        response = await self._respond(scope, receive)
        await (response or self._app)(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive) -> Response | None:
        """Return the answer; None if the request is not for the Bot API."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "POST"):
            return None
        if call := _CALL.fullmatch(scope["path"]):
            return await self._call(Request(scope, receive), *call.groups())
        if file := _FILE.fullmatch(scope["path"]):
            return self._download(*file.groups())
        return None

    async def _call(self, request: Request, token: str, method: str) -> Response:
        try:
            self._api.check_token(token)
            values, uploads = await read_body(request)
        except ApiRefusal as refusal:
            return _refused(refusal)
        try:
            answer = await self._api.call(method, values, uploads)
        except AnswerLost:
            return _LostAnswer()
        return _shown(answer)

    def _download(self, token: str, path: str) -> Response:
        try:
            self._api.check_token(token)
        except ApiRefusal as refusal:
            return _refused(refusal)
        file = self._world.files.by_path(path)
        if file is None:
            return _refused(ApiRefusal(404, "Not Found"))
        return Response(file.data, media_type="application/octet-stream")


def _refused(refusal: ApiRefusal) -> Response:
    return _shown(Answer(refusal.code, refusal.as_json()))


def _shown(answer: Answer) -> Response:
    if answer.page is not None:
        return HTMLResponse(answer.page, answer.status)
    body = _encode(answer.body)
    return Response(body, answer.status, answer.headers, "application/json")
