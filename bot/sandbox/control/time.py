"""`/sim/health` and `/sim/clock`: reading and moving the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox.clock_driver import ClockMover, Moved
from bot.sandbox.control.json_routes import json_errors
from bot.sandbox.control.reading import BadControl, Body
from bot.sandbox.world import World

# Ten years: more than any test needs, and within the range of `datetime`.
_FURTHEST = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class TimeApi:
    """The handlers for the clock."""

    world: World
    mover: ClockMover

    def routes(self) -> list[Route]:
        """Return the route of each handler."""
        return [
            json_errors("/sim/health", self.health, "GET"),
            json_errors("/sim/clock", self.read, "GET"),
            json_errors("/sim/clock", self.move, "POST"),
        ]

    async def health(self, _request: Request) -> Any:
        """Answer that the sandbox is running."""
        return {"ok": True, "now": self.world.now().isoformat()}

    async def read(self, _request: Request) -> Any:
        """Return the current time, and whether a bot uses this clock."""
        return {
            "now": self.world.now().isoformat(),
            "movable": self.mover.is_movable,
            "shared": self.mover.has_bot,
        }

    async def move(self, request: Request) -> Any:
        """Move forward by a time, to a moment, or until the bot sends a message."""
        body = await Body.of(request)
        advance, to, until = (
            body.maybe_number("advance"),
            body.maybe_text("to"),
            body.maybe_text("until"),
        )
        body.end()
        if sum(given is not None for given in (advance, to, until)) != 1:
            raise BadControl('one of "advance", "to" and "until" says how far to go')
        if not self.mover.is_movable:
            raise BadControl("this clock can't be moved")
        return _moved_view(await self._moved(advance, to, until))

    async def _moved(self, advance: float | None, to: str | None, until: str | None) -> Moved:
        if advance is not None:
            return await self.mover.advance(_seconds(advance))
        if to is not None:
            return await self.mover.move_to(self._moment(to))
        if until != "message":
            raise BadControl('"until" can only be "message"')
        if not self.mover.has_bot:
            raise BadControl("no bot uses this clock, so its next message is unknown")
        return await self.mover.until_message()

    def _moment(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise BadControl('"to" must be a moment in ISO 8601') from None
        if moment.tzinfo is None:
            raise BadControl('"to" needs its offset from UTC')
        if moment - self.world.now() > _FURTHEST:
            raise BadControl("that is more than ten years away")
        return moment


def _seconds(number: float) -> timedelta:
    if not 0 <= number <= _FURTHEST.total_seconds():
        raise BadControl('"advance" goes from 0 to ten years, in seconds')
    return timedelta(seconds=number)


def _moved_view(moved: Moved) -> dict[str, Any]:
    view: dict[str, Any] = {"now": moved.now.isoformat(), "settled": moved.settled}
    return view if moved.found is None else {**view, "found": moved.found}
