"""`/sim/events`: events of the sandbox as server-sent events, for the page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from bot.sandbox.control.views import answer_view, message_view, person_view
from bot.sandbox.world import Event, Json, World

# A page that is this many events behind is told to reload everything.
_MOST_WAITING = 1000
# Real seconds after which an idle stream sends a heartbeat.
_HEARTBEAT = 15.0


@dataclass(slots=True)
class EventStreams:
    """All open streams; they end together when the server stops."""

    world: World
    _queues: set[asyncio.Queue[Json | None]] = field(default_factory=set)
    _is_closed: bool = False

    def __post_init__(self) -> None:
        self.world.listen(self._hear)

    def routes(self) -> list[Route]:
        """Return the route of the stream."""
        return [Route("/sim/events", self.open, methods=["GET"])]

    async def open(self, _request: Request) -> StreamingResponse:
        """Open a new stream."""
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._lines(), media_type="text/event-stream", headers=headers)

    def close(self) -> None:
        """End all open and future streams."""
        self._is_closed = True
        for queue in self._queues:
            queue.put_nowait(None)

    async def _lines(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield _line({"kind": "hello", "now": self.world.now().isoformat()})
            while not self._is_closed:
                event = await _next(queue)
                if event is None:
                    return
                yield _line(event) if event else ": still here\n\n"
        finally:
            self._queues.discard(queue)

    def _hear(self, event: Event) -> None:
        view = _view(self.world, event) if self._queues else None
        if view is None:
            return
        for queue in self._queues:
            if queue.qsize() > _MOST_WAITING:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait({"kind": "reset"})
            queue.put_nowait(view)


async def _next(queue: asyncio.Queue[Json | None]) -> Json | None:
    try:
        return await asyncio.wait_for(queue.get(), _HEARTBEAT)
    except TimeoutError:
        return {}


def _line(event: Json) -> str:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n"


def _view(world: World, event: Event) -> Json | None:
    show = _VIEWS.get(event.kind)
    return None if show is None else {"kind": event.kind, **show(world, event.data)}


def _message(world: World, data: Json) -> Json:
    message = data["message"]
    return {"person_id": message.chat_id, "message": message_view(world, message)}


def _answer(_world: World, data: Json) -> Json:
    return {"person_id": data["answer"].person_id, "answer": answer_view(data["answer"])}


def _call(_world: World, data: Json) -> Json:
    return {"call": data["call"].as_json()}


def _person(world: World, data: Json) -> Json:
    return {"person": person_view(world, world.people[data["person_id"]])}


def _now(world: World, _data: Json) -> Json:
    return {"now": world.now().isoformat()}


def _as_it_is(_world: World, data: Json) -> Json:
    return data


# Events that are not listed here are not sent.
_VIEWS: dict[str, Callable[[World, Json], Json]] = {
    "message": _message,
    "answer": _answer,
    "call": _call,
    "person": _person,
    "clock": _now,
    "moving": _now,
    **dict.fromkeys(
        ("action", "draft", "group", "inline", "pinned", "commands", "profile", "reset"), _as_it_is
    ),
}
