"""setWebhook, deleteWebhook and getWebhookInfo; `bot.sandbox.delivery` sends the updates."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.sandbox.bot_api.refusals import bad_request, too_many_requests
from bot.sandbox.bot_api.registry import Described, Request, method
from bot.sandbox.bot_api.updates import allow
from bot.sandbox.world import Json, Webhook

_MOST_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_PORTS = (80, 88, 443, 8443)
_MOST_CONNECTIONS, _USUAL_CONNECTIONS = 100, 40
_PAUSE = timedelta(seconds=1)


@method("setWebhook")
def set_webhook(request: Request) -> Described:
    """Deliver updates to a URL from now on; an empty URL ends that."""
    params, world = request.params, request.world
    url = params.get("url", "")
    if not url:
        return delete_webhook(request)
    _not_too_fast(request)
    new = _webhook(request, url)
    drop = params.get("drop_pending_updates", False)
    old = world.webhook
    if old and not drop and not new.certificate and _is_same(old, new):
        allow(world, params.get("allowed_updates"))
        return Described(result=True, description="Webhook is already set")
    _check_secret(new.secret_token)
    _check_address(url)
    if drop:
        world.updates.clear()
    allow(world, params.get("allowed_updates"))
    world.set_webhook(new)
    return Described(result=True, description="Webhook was set")


@method("deleteWebhook")
def delete_webhook(request: Request) -> Described:
    """Go back to getUpdates."""
    world = request.world
    if request.params.get("drop_pending_updates"):
        world.updates.clear()
    if world.webhook is None:
        return Described(result=True, description="Webhook is already deleted")
    world.set_webhook(None)
    return Described(result=True, description="Webhook was deleted")


@method("getWebhookInfo")
def get_webhook_info(request: Request) -> Json:
    """Return where updates go, how many wait, and the last error."""
    world = request.world
    world.updates.waiting(world.now())
    allowed = world.updates.allowed
    info: Json = {
        "url": world.webhook.url if world.webhook else "",
        "has_custom_certificate": bool(world.webhook and world.webhook.certificate),
        "pending_update_count": len(world.updates),
    }
    if world.webhook:
        info["max_connections"] = world.webhook.max_connections
        for name in ("ip_address", "last_error_date", "last_error_message"):
            if getattr(world.webhook, name):
                info[name] = getattr(world.webhook, name)
    return {**info, **({"allowed_updates": sorted(allowed)} if allowed else {})}


def _not_too_fast(request: Request) -> None:
    world = request.world
    last, world.webhook_set_at = world.webhook_set_at, world.now()
    if request.polling.is_patient and last is not None and world.now() < last + _PAUSE:
        world.webhook_set_at = last
        raise too_many_requests(1)


def _webhook(request: Request, url: str) -> Webhook:
    params = request.params
    connections = params.get("max_connections") or _USUAL_CONNECTIONS
    return Webhook(
        url=url,
        secret_token=params.get("secret_token", ""),
        max_connections=min(max(connections, 1), _MOST_CONNECTIONS),
        ip_address=params.get("ip_address", ""),
        certificate=_certificate(request),
    )


def _certificate(request: Request) -> str:
    upload = request.uploads.get("certificate")
    return upload.data.decode("ascii", "replace") if upload else ""


def _is_same(old: Webhook, new: Webhook) -> bool:
    names = ("url", "secret_token", "max_connections", "ip_address", "certificate")
    return all(getattr(old, name) == getattr(new, name) for name in names)


def _check_secret(secret: str) -> None:
    if len(secret.encode()) > _MOST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def _check_address(url: str) -> None:
    """Check the URL; private hosts may use plain HTTP on any port, as with a local server."""
    address = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if _is_private_host(parts):
        return
    if port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _is_private_host(parts: SplitResult) -> bool:
    """Whether this is this machine, a private network, or a service name in a Compose file."""
    host = parts.hostname or ""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))
