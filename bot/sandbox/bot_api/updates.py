"""getUpdates, and as much about webhooks as a bot that polls needs."""

from __future__ import annotations

import json
import time
from typing import Any

from bot.sandbox.bot_api.params import BOOLEAN, LENIENT_INTEGER, RAW, STRING
from bot.sandbox.bot_api.refusals import bad_request, conflict
from bot.sandbox.bot_api.registry import Described, Request, method
from bot.sandbox.world import Json
from bot.sandbox.world.updates import MOST_AT_ONCE

_MOST_SECONDS = 50
_TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@method(
    "getUpdates",
    {
        "offset": LENIENT_INTEGER,
        "limit": LENIENT_INTEGER,
        "timeout": LENIENT_INTEGER,
        "allowed_updates": RAW,
    },
)
async def get_updates(request: Request) -> list[Json]:
    """The oldest unconfirmed updates; waits for one if asked to."""
    params, world, polling = request.params, request.world, request.polling
    limit = params.get("limit") or MOST_AT_ONCE
    limit = min(max(limit, 1), MOST_AT_ONCE)
    seconds = min(max(params.get("timeout", 0), 0), _MOST_SECONDS)
    polling.arrive()
    allow(request, params.get("allowed_updates"))
    world.confirm(params.get("offset", 0))
    deadline = time.monotonic() + seconds
    while True:
        updates = world.updates.waiting(world.now(), limit)
        left = deadline - time.monotonic()
        if updates or left <= 0:
            return [update.as_json() for update in updates]
        outcome = await polling.wait(left)
        if outcome == "superseded":
            raise conflict(_TERMINATED)
        if outcome == "closing":
            return []


def allow(request: Request, value: Any) -> None:
    """Choose the kinds of updates; what can't be read is passed over, as on the real server."""
    if value is None:
        return
    try:
        kinds = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return
    if isinstance(kinds, list):
        request.world.updates.allow(str(kind) for kind in kinds)


@method(
    "setWebhook",
    {
        "url": STRING,
        "ip_address": STRING,
        "max_connections": LENIENT_INTEGER,
        "allowed_updates": RAW,
        "drop_pending_updates": BOOLEAN,
        "secret_token": STRING,
    },
)
def set_webhook(request: Request) -> Described:
    """Refuse an address, as nothing here would deliver to it; without one delete the webhook."""
    if request.params.get("url"):
        raise bad_request("bad webhook: the sandbox delivers no webhooks; use getUpdates")
    return delete_webhook(request)


@method("deleteWebhook", {"drop_pending_updates": BOOLEAN})
def delete_webhook(request: Request) -> Described:
    """There is none; what waits can be dropped all the same."""
    if request.params.get("drop_pending_updates"):
        request.world.updates.clear()
    return Described(result=True, description="Webhook is already deleted")


@method("getWebhookInfo")
def get_webhook_info(request: Request) -> Json:
    """No address, and how many updates wait."""
    world = request.world
    world.updates.waiting(world.now())
    allowed = world.updates.allowed
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        **({"allowed_updates": sorted(allowed)} if allowed else {}),
    }
