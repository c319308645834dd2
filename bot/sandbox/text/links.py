"""Which URLs the server accepts as links, and how it normalises them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from typing import Any

_ADDRESS = re.compile(r"(?:(?P<scheme>[^:/?#@\[\]]*)://)?(?P<place>[^/?#]*)(?P<rest>.*)", re.DOTALL)
# The internal schemes, with or without `//`.
_INTERNAL = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)
_INTERNAL_HOST = re.compile(r"[A-Za-z0-9_-]*")
_SITE_HOST = re.compile(r"[A-Za-z0-9_.-]*")
_ALLOWED = re.compile(r"(?:[A-Za-z0-9._!$,~*'();&+=-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])*")
_ALLOWED_USER = re.compile(r"(?:[A-Za-z0-9._!$,~*'();&+=:-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])*")
_CONTROL = re.compile(r"[\x00-\x20]")
_MOST_PORT = 65535
_MOST_USER = 1 << 40
# The characters that the server counts as spaces.
SPACES = " \t\r\n\v\0"


class BadLink(Exception):
    """The URL is not accepted; the message says why, in the server's words."""


@dataclass(frozen=True, slots=True)
class _Url:
    scheme: str
    user: str
    host: str
    port: int
    query: str
    is_ipv6: bool

    def __str__(self) -> str:
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{user}{self.host}{port}{self.query}"


def checked_link(address: str) -> str:
    """Return the URL as the server stores it; raises `BadLink`."""
    internal = _INTERNAL.match(address)
    if internal:
        return _internal_link(internal[1].lower(), address[internal.end() :])
    url = _parsed(address)
    if "." not in url.host and not url.is_ipv6:
        raise BadLink("Wrong HTTP URL")
    return str(url)


def _internal_link(scheme: str, rest: str) -> str:
    url = _parsed(rest)
    is_strange = rest.lower().startswith("http://") or url.scheme == "https"
    if is_strange or url.user or url.port or url.is_ipv6:
        raise BadLink("Wrong tg URL" if scheme == "tg" else "Wrong ton URL")
    allowed = _SITE_HOST if scheme == "tonsite" else _INTERNAL_HOST
    if not allowed.fullmatch(url.host):
        raise BadLink("Unallowed characters in URL host")
    query = url.query[1:] if url.query.startswith("/?") else url.query
    return f"{scheme}://{url.host}{query}"


def _parsed(address: str) -> _Url:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise BadLink("Wrong HTTP URL")
    scheme = (match["scheme"] or "").lower()
    if match["scheme"] is not None and scheme not in ("http", "https"):
        raise BadLink("Unsupported URL protocol")
    place, port = _split_port(match["place"])
    user, _, host = place.rpartition("@")
    is_ipv6 = host.startswith("[") and host.endswith("]")
    _check_host(host, is_ipv6=is_ipv6)
    if not is_ipv6:
        _check_part(_ALLOWED, host.lower(), "host")
        _check_part(_ALLOWED_USER, user, "userinfo")
    query = match["rest"].rstrip(SPACES) or "/"
    query = query if query.startswith("/") else f"/{query}"
    query = _CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", query)
    return _Url(scheme or "http", user, host.lower(), port, query, is_ipv6)


def _split_port(place: str) -> tuple[str, int]:
    """Return the host without its port, and the port; 0 if there is none."""
    before, mark, after = place.rpartition(":")
    if not mark or not before or "]" in after or "@" in after:
        return place, 0
    digits = after.lstrip("0")
    if not digits.isascii() or not digits.isdecimal() or not 0 < int(digits) <= _MOST_PORT:
        raise BadLink("Wrong port number specified in the URL")
    return before, int(digits)


def _check_host(host: str, *, is_ipv6: bool) -> None:
    if is_ipv6:
        try:
            IPv6Address(host[1:-1])
        except AddressValueError:
            raise BadLink("Wrong IPv6 address specified in the URL") from None
    if not host:
        raise BadLink("URL host is empty")
    if host == ".":
        raise BadLink("Host is invalid")


def _check_part(allowed: re.Pattern[str], text: str, name: str) -> None:
    good = allowed.match(text)
    end = good.end() if good else 0
    if end == len(text):
        return
    if text[end] == "%":
        raise BadLink(f"Wrong percent-encoded symbol in URL {name}")
    raise BadLink(f"Disallowed character in URL {name}")


Meaning = tuple[str, dict[str, Any]]


def link_entity(address: str) -> Meaning | None:
    """Return the kind and fields of the entity for a link; None if the URL is not accepted."""
    user = _user_id(address)
    if user:
        return "text_mention", {"user_id": user}
    try:
        return "text_link", {"url": checked_link(address)}
    except BadLink:
        return None


def internal_query(address: str, host: str) -> list[tuple[str, str]]:
    """Return the parameters of `tg://<host>?…`; empty for any other URL."""
    pattern = rf"tg:(?://)?{host}/?\?(?P<query>[^#]*)(?:#.*)?"
    match = re.fullmatch(pattern, address, re.IGNORECASE | re.DOTALL)
    if match is None:
        return []
    pairs = (parameter.partition("=") for parameter in match["query"].split("&"))
    return [(key, value) for key, _, value in pairs]


def _user_id(address: str) -> int:
    numbers = (value for key, value in internal_query(address.lower(), "user") if key == "id")
    number = whole(next(numbers, "")) or 0
    return number if 0 < number < _MOST_USER else 0


def whole(text: str, bits: int = 63) -> int | None:
    """Parse an integer as strictly as the server does; None for anything else."""
    if not re.fullmatch(r"0|-?[1-9][0-9]*", text):
        return None
    number = int(text)
    return number if -(1 << bits) <= number < 1 << bits else None
