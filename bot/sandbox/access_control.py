"""Access control: the sandbox has no password, so pages from other sites must not reach it.

A web page can make its visitor's browser send requests to this machine, and an attacker's domain
can resolve to this address (DNS rebinding). Browsers send the requested host in `Host`, and the
requesting site in `Origin` or `Sec-Fetch-Site`; other programs send only `Host`.
"""

from __future__ import annotations

import ipaddress
import re

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@]+)(:\d+)?")
_CALLS = ("/bot", "/file/", "/sim/")
_FROM_ELSEWHERE = frozenset({"cross-site", "same-site"})


class AccessControl:
    """ASGI middleware that passes on only requests from this machine.

    `host` is the address that the server listens on. If it is a wildcard address, every numeric
    host is accepted: DNS rebinding needs a name.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        bare = host.strip("[]").lower()
        self._hosts = _LOCAL | {f"[{bare}]" if ":" in bare else bare}
        self._takes_numbers = bare in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, or pass the request on."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        body = {"ok": False, "error_code": 403, "description": refusal, "error": refusal}
        await JSONResponse(body, 403)(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0].lower()):
            return (
                "the sandbox answers at 127.0.0.1, localhost, [::1] and the address of --host only"
            )
        origin = headers.get("origin")
        if origin is not None and origin.lower().partition("://")[2] != hosts[0].lower():
            return "the sandbox serves no page but its own"
        came_from = headers.get("sec-fetch-site")
        if came_from in _FROM_ELSEWHERE and scope["path"].startswith(_CALLS):
            return "the sandbox serves no page but its own"
        return None

    def _is_ours(self, authority: str) -> bool:
        found = _AUTHORITY.fullmatch(authority)
        if found is None:
            return False
        return found[1] in self._hosts or (self._takes_numbers and _is_number(found[1].strip("[]")))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
