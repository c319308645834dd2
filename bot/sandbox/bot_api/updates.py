"""getUpdates: fetching updates by polling."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from bot.sandbox.bot_api.polling import Outcome
from bot.sandbox.bot_api.refusals import ApiRefusal, conflict
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Json, World
from bot.sandbox.world.updates import MOST_AT_ONCE

_MOST_SECONDS = 50
_MOST_BYTES = 1 << 22
_WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_SET_WEBHOOK = "terminated by setWebhook request"


@method("getUpdates")
async def get_updates(request: Request) -> list[Json]:
    """Return the oldest unconfirmed updates; wait for one if asked to."""
    params, world, polling = request.params, request.world, request.polling
    polling.note()
    if world.webhook is not None:
        raise await _in_conflict(request, _WEBHOOK_IS_SET)
    offset = params.get("offset", 0)
    limit = min(max(params.get("limit", MOST_AT_ONCE), 1), MOST_AT_ONCE)
    seconds = min(max(params.get("timeout", 0), 0), _MOST_SECONDS)
    allow(world, params.get("allowed_updates"))
    limit, seconds = polling.slow_down(offset, limit, seconds)
    world.confirm(offset)
    deadline = time.monotonic() + seconds
    while True:
        updates = world.updates.waiting(world.now(), limit)
        left = deadline - time.monotonic()
        if updates or left <= 0:
            return _fitting([update.as_json() for update in updates])
        await _wait(request, left)
        if polling.is_closing:
            return []


async def _wait(request: Request, seconds: float) -> None:
    """Wait for an update; refuses if another request or a webhook takes over."""
    outcome: Outcome = await request.polling.wait(seconds)
    if outcome == "superseded":
        raise await _in_conflict(request, _OTHER_POLLER)
    if outcome == "webhook":
        raise await _in_conflict(request, _SET_WEBHOOK)


async def _in_conflict(request: Request, sentence: str) -> ApiRefusal:
    await asyncio.sleep(request.polling.conflict_delay())
    return conflict(sentence)


def _fitting(updates: list[Json]) -> list[Json]:
    """Return as many updates as fit into one answer; the next call gets the rest."""
    left, count = _MOST_BYTES, 0
    for update in updates:
        left -= 50 + len(json.dumps(update, ensure_ascii=False).encode())
        if left <= 0:
            break
        count += 1
    return updates[:count]


def allow(world: World, value: Any) -> bool:
    """Set the allowed kinds of updates; unreadable values are ignored, as on the real server.

    Returns whether anything changed.
    """
    if value is None:
        return False
    try:
        kinds = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return False
    before = world.updates.allowed
    if isinstance(kinds, list):
        world.updates.allow(str(kind) for kind in kinds)
    return world.updates.allowed != before
