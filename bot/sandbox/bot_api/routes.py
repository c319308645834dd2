"""The Bot API on the wire: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.bot_api.dispatch import AnswerLost, BotApi
from bot.sandbox.bot_api.refusals import ApiRefusal
from bot.sandbox.bot_api.request_body import read_body
from bot.sandbox.world import World


class _LostAnswer(Response):
    """Begins an answer and breaks the connection: the caller can't know what was done."""

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


def _refused(refusal: ApiRefusal) -> Response:
    return JSONResponse(refusal.as_json(), refusal.code)


def _method(api: BotApi) -> Callable[[Request], Awaitable[Response]]:
    async def call(request: Request) -> Response:
        try:
            api.check_token(request.path_params["token"])
            values, uploads = await read_body(request)
        except ApiRefusal as refusal:
            return _refused(refusal)
        try:
            answer = await api.call(request.path_params["method"], values, uploads)
        except AnswerLost:
            return _LostAnswer()
        if answer.page is not None:
            return HTMLResponse(answer.page, answer.status)
        return JSONResponse(answer.body, answer.status, answer.headers)

    return call


def _file(api: BotApi, world: World) -> Callable[[Request], Awaitable[Response]]:
    async def download(request: Request) -> Response:
        try:
            api.check_token(request.path_params["token"])
        except ApiRefusal as refusal:
            return _refused(refusal)
        file = world.files.by_path(request.path_params["path"])
        if file is None:
            return _refused(ApiRefusal(404, "Not Found"))
        return Response(file.data, media_type="application/octet-stream")

    return download


def bot_api_routes(api: BotApi, world: World) -> list[Route]:
    """The routes, for GET and POST alike."""
    call = _method(api)
    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/bot{token}/test/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", _file(api, world), methods=["GET"]),
    ]
