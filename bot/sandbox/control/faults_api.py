"""`/sim/calls`, `/sim/faults`, `/sim/limits`, `/sim/reset`: call journal and fault injection."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, cast

from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox.control.json_routes import json_errors
from bot.sandbox.control.reading import BadControl, Body, query_number
from bot.sandbox.faults import Drop, Fault
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class FaultsApi:
    """The handlers for the call journal and for faults."""

    world: World

    def routes(self) -> list[Route]:
        """Return the route of each handler."""
        return [
            json_errors("/sim/calls", self.calls, "GET"),
            json_errors("/sim/faults", self.pending, "GET"),
            json_errors("/sim/faults", self.add, "POST"),
            json_errors("/sim/faults", self.remove_all, "DELETE"),
            json_errors("/sim/limits", self.limits, "GET"),
            json_errors("/sim/limits", self.set_limits, "POST"),
            json_errors("/sim/reset", self.reset, "POST"),
        ]

    async def calls(self, request: Request) -> Any:
        """Return the calls after number `after`; `newest` limits them to the last few."""
        query = request.query_params
        found = self.world.journal.after(
            query_number(request, "after"),
            method=query.get("method"),
            chat_id=query.get("chat_id"),
        )
        newest = query_number(request, "newest")
        return [call.as_json() for call in (found[-newest:] if newest > 0 else found)]

    async def pending(self, _request: Request) -> Any:
        """Return the faults that no call has met yet."""
        return [asdict(fault) for fault in self.world.faults]

    async def add(self, request: Request) -> Any:
        """Let the next matching calls fail."""
        self.world.faults.add(await _fault(await Body.of(request)))
        return {"ok": True, "ordered": len(self.world.faults)}

    async def remove_all(self, _request: Request) -> Any:
        """Remove all faults."""
        self.world.faults.clear()
        return {"ok": True}

    async def limits(self, _request: Request) -> Any:
        """Return the current flood limits; null is no limit."""
        return _limits_view(self.world)

    async def set_limits(self, request: Request) -> Any:
        """Set the flood limits; those that are not given are removed."""
        body = await Body.of(request)
        overall = body.maybe_number("overall_per_second")
        chat, group = body.maybe_number("chat_per_second"), body.maybe_number("group_per_minute")
        body.end()
        if any(rate is not None and rate <= 0 for rate in (overall, chat, group)):
            raise BadControl("a rate is a number above 0")
        self.world.limits.set(overall, chat, group)
        return {"ok": True, **_limits_view(self.world)}

    async def reset(self, _request: Request) -> Any:
        """Empty the world."""
        self.world.reset()
        return {"ok": True}


def _limits_view(world: World) -> dict[str, float | None]:
    limits = world.limits
    return {
        "overall_per_second": limits.overall_per_second,
        "chat_per_second": limits.chat_per_second,
        "group_per_minute": limits.group_per_minute,
    }


async def _fault(body: Body) -> Fault:
    times = body.maybe_whole("times")
    drop = body.maybe_text("drop")
    fault = Fault(
        method=body.maybe_text("method") or "*",
        chat_id=body.maybe_whole("chat_id"),
        times=1 if times is None else times,
        status=body.maybe_whole("status"),
        retry_after=body.maybe_whole("retry_after"),
        description=body.maybe_text("description"),
        delay=body.maybe_number("delay") or 0.0,
        drop=cast("Drop | None", drop),
    )
    body.end()
    _check(fault)
    return fault


def _check(fault: Fault) -> None:
    if fault.times < 1:
        raise BadControl('"times" is at least 1')
    if fault.drop not in (None, "before", "after"):
        raise BadControl('"drop" is "before" or "after"')
    if fault.status is not None and not 400 <= fault.status <= 599:
        raise BadControl('"status" goes from 400 to 599')
    if fault.status is None and fault.retry_after is None and not fault.delay and not fault.drop:
        raise BadControl('"status", "retry_after", "delay" or "drop" is missing')
