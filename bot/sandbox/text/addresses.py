"""Links and e-mail addresses in a text without markup, found as TDLib finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DOMAINS = Path(__file__).with_name("domains.txt")
# Non-ASCII characters except separators and general punctuation.
_FOREIGN = "\u00c0-\u167f\u1681-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff\u3001-\U0010ffff"
# Characters that end a path.
BLANK = "\\s\u2000-\u200b\u200e\u200f\u2016-\u206f"
_DOMAIN = re.compile(f"[A-Za-z0-9_.~{_FOREIGN}-]")
_DOMAINS_AND_AT = re.compile(f"[A-Za-z0-9_.~@{_FOREIGN}-]*")
_USER = re.compile(f"[^{BLANK}/\\[\\]{{}}()'`<>\"@«»]")
_PROTOCOL = re.compile(f"[A-Za-z0-9+{_FOREIGN}-]")
_PORT = re.compile(r":0*([1-9][0-9]{0,4})(?![0-9])")
_PATH = re.compile(f'[/?#][^{BLANK}<>"«»]*')
_BAD_END = ".:;,('?!`"
_KNOWN_PROTOCOL = re.compile(r"(?:https?|ftp)$", re.IGNORECASE)
_OTHER_PROTOCOLS = frozenset({"shttp", "tftp", "sftp"})
_SCHEME = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?:[a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}"
    r"@(?:(?:[a-z0-9][a-z0-9_-]{0,28})?[a-z0-9]\.){1,6}[a-z]{2,8}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])")
_OPENING, _CLOSING = "([{", ")]}"


def addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each "url" and "email" with its start and end."""
    for begin, end in _candidates(text):
        shift = len("mailto:") if text[begin:end].lower().startswith("mailto:") else 0
        if _EMAIL.fullmatch(text, begin + shift, end):
            yield "email", begin + shift, end
            continue
        length = _link_length(text[begin:end])
        if length:
            yield "url", begin, begin + length


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans around a dot that may be addresses; `_link_length` checks them."""
    since = 0
    while True:
        dot = text.find(".", since)
        if dot < 0 or dot + 1 == len(text):
            return
        if text[dot + 1] == " ":
            since = dot + 2
            continue
        run = _DOMAINS_AND_AT.match(text, dot)
        stop = run.end() if run else dot
        # If an @ follows, the text before the dot is a user name, which allows more characters.
        kind = _USER if "@" in text[dot:stop] else _DOMAIN
        begin, end = _begin(text, since, _back(text, since, dot, kind)), _end(text, dot, stop)
        if begin is None:
            end = text.rfind(".", dot, end) + 1
        else:
            if end > dot + 1:
                yield begin, end
            while text[end : end + 1] == ".":
                end += 1
        since = max(end, dot + 1)


def _end(text: str, dot: int, end: int) -> int:
    """Return the end of the address around a dot: after its domain, port and path."""
    port = _PORT.match(text, end)
    if port and int(port[1]) <= 65535:
        end = port.end()
    path = _PATH.match(text, end)
    if path:
        stop = path.end()
        while stop > end + 1 and text[stop - 1] in _BAD_END:
            stop -= 1
        if text[end] == "/" or stop > end + 1:
            end = stop
    while end > dot + 1 and text[end - 1] == ".":
        end -= 1
    return end


def _begin(text: str, since: int, begin: int) -> int | None:
    """Return the start of the address whose domain starts here; None if it can't be one."""
    if begin > since and text[begin - 1] == "@":
        user = _back(text, since, begin - 1, _USER)
        if user == begin - 1:
            return None
        begin = user
    if begin == since:
        return begin
    if text.endswith("://", since, begin) and begin - since >= 6:
        protocol = text[_back(text, since, begin - 3, _PROTOCOL) : begin - 3]
        known = _KNOWN_PROTOCOL.search(protocol)
        if known is None or protocol.lower() in _OTHER_PROTOCOLS:
            return None
        return begin - len("://") - len(known.group())
    before = text[begin - 1]
    return None if before.isalnum() or before in "_/#@" else begin


def _back(text: str, since: int, at: int, kind: re.Pattern[str]) -> int:
    while at > since and kind.match(text, at - 1):
        at -= 1
    return at


def _link_length(address: str) -> int:
    """Return the length of the link in a candidate; 0 if there is none."""
    scheme = _SCHEME.match(address)
    rest = address[scheme.end() :] if scheme else address
    path_at = min((at for at in map(rest.find, "/?#") if at >= 0), default=len(rest))
    domain, path = rest[:path_at].partition("@")[2] or rest[:path_at], rest[path_at:]
    domain = domain.rpartition(":")[0] or domain
    if not _is_domain(domain, has_scheme=scheme is not None):
        return 0
    return len(address) - len(path) + _path_length(path)


def _path_length(path: str) -> int:
    """Return the length of a path; it ends before an unmatched closing bracket."""
    depths, length = [0, 0, 0], len(path)
    for at, ch in enumerate(path):
        if ch in _OPENING:
            depths[_OPENING.index(ch)] += 1
        elif ch in _CLOSING:
            depths[_CLOSING.index(ch)] -= 1
        if min(depths) < 0:
            length = at
            break
    while length and path[length - 1] in _BAD_END:
        length -= 1
    return length


def _is_domain(domain: str, *, has_scheme: bool) -> bool:
    parts = domain.split(".")
    if len(parts) < 2 or any(not 0 < len(p.encode()) < 64 or p.endswith("-") for p in parts):
        return False
    if all(part.isascii() and part.isdecimal() for part in parts):
        return len(parts) == 4 and all(_NUMBER.fullmatch(part) for part in parts)
    top, second = parts[-1], parts[-2]
    if len(top) < 2 or "_" in top or "-" in top or "_" in second or "@" in "".join(parts[:-1]):
        return False
    if not has_scheme and not _is_common(top):
        return False
    return any(ch.isalnum() or ch == "~" or ch >= "\u00c0" for ch in second)


def _is_common(top: str) -> bool:
    """Whether this top-level domain is common. “word.Com” is the start of a sentence."""
    lower = top.lower()
    if top != lower and top[1:] == lower[1:]:
        return False
    return lower in _common()


@cache
def _common() -> frozenset[str]:
    lines = _DOMAINS.read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())
