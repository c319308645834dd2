"""Which addresses the server takes for a link, and in which form it keeps them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_USER = re.compile(r"^tg://user/?\?id=(\d+)$", re.IGNORECASE)
_HOST = re.compile(r"^(?:[^\s.:/?#@]+\.)+[^\s.:/?#@]+$|^\d+\.\d+\.\d+\.\d+$|^localhost$")


class BadLink(Exception):
    """The address is no link; the message says why, in the server's words."""


def checked_link(address: str) -> str:
    """The address as the server stores it; raises `BadLink`."""
    address = address.strip()
    scheme = _SCHEME.match(address)
    if scheme and scheme.group(1).lower() in {"tg", "ton"}:
        return address
    if scheme and scheme.group(1).lower() not in {"http", "https"}:
        raise BadLink("Unsupported URL protocol")
    return _web_link(address if scheme else f"http://{address}")


def _web_link(address: str) -> str:
    if " " in address or "\n" in address:
        raise BadLink("Wrong HTTP URL")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadLink("Wrong port number specified in the URL") from None
    if not host:
        raise BadLink("URL host is empty")
    if not _HOST.match(host):
        raise BadLink("Wrong HTTP URL")
    tail = "" if parts.path or parts.query or parts.fragment else "/"
    return f"{address}{tail}"


def link_entity(address: str) -> tuple[str, dict[str, Any]] | None:
    """The kind and fields of the entity for a link around text; None where it is no link."""
    user = _USER.match(address.strip())
    if user:
        return "text_mention", {"user_id": int(user.group(1))}
    try:
        return "text_link", {"url": checked_link(address)}
    except BadLink:
        return None
