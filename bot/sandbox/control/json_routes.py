"""The wrapper of every control handler: refusals become plain JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.control.reading import BadControl
from bot.sandbox.world import Person, World
from bot.sandbox.world.action_checks import Impossible, NotThere

_TYPES = frozenset({"", "application/json", "multipart/form-data"})

Handler = Callable[[Request], Awaitable[Any]]


def json_errors(path: str, handler: Handler, method: str) -> Route:
    """Build a route whose handler returns JSON values (or a Response) and raises plain refusals."""

    async def answer(request: Request) -> Response:
        try:
            _expect_known_type(request)
            result = await handler(request)
        except BadControl as refusal:
            return JSONResponse({"error": str(refusal)}, refusal.status)
        except NotThere as refusal:
            return JSONResponse({"error": str(refusal)}, 404)
        except Impossible as refusal:
            return JSONResponse({"error": str(refusal)}, 400)
        return result if isinstance(result, Response) else JSONResponse(result)

    return Route(path, answer, methods=[method])


def _expect_known_type(request: Request) -> None:
    """Refuse urlencoded and plain-text bodies: a form on any web page can send them here."""
    headers = request.headers
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if has_body and kind not in _TYPES:
        raise BadControl("send application/json, or multipart/form-data with a file", 415)


def person_of(world: World, request: Request) -> Person:
    """Return the person named in the path."""
    person = world.people.get(request.path_params["person_id"])
    if person is None:
        raise BadControl("there is no such person", 404)
    return person
