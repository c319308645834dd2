"""`/sim/files`: the content of sent files, whole or in part, for the page."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.control.json_routes import json_errors
from bot.sandbox.control.reading import BadControl
from bot.sandbox.world import World

# Files are untrusted: opened on their own, they must not run scripts on the page's origin.
_HEADERS = {
    "accept-ranges": "bytes",
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "sandbox",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class FilesApi:
    """The handler for files."""

    world: World

    def routes(self) -> list[Route]:
        """Return the route of the handler."""
        return [json_errors("/sim/files/{unique_id}", self.file, "GET")]

    async def file(self, request: Request) -> Response:
        """Return a file; some browsers play a video only if the server supports range requests."""
        file = self.world.files.by_unique_id(request.path_params["unique_id"])
        if file is None:
            raise BadControl("there is no such file", 404)
        part = _part(request.headers.get("range", ""), file.size)
        if part is None:
            return Response(file.data, media_type=file.mime_type, headers=_HEADERS)
        place = {"content-range": f"bytes {part.start}-{part.stop - 1}/{file.size}"}
        content = file.data[part.start : part.stop]
        return Response(content, 206, {**_HEADERS, **place}, file.mime_type)


def _part(header: str, size: int) -> range | None:
    """Return the requested byte range; None, for the whole file, if the header is unsupported."""
    unit, _, span = header.partition("=")
    first, dash, last = span.partition("-")
    if unit != "bytes" or not dash or not all(n.isdecimal() or not n for n in (first, last)):
        return None
    if first:
        part = range(int(first), min(int(last) + 1, size) if last else size)
    else:
        part = range(max(0, size - int(last or 0)), size)
    return part or None
