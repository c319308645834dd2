"""Fault injection: failing, slow or lost calls, and flood limits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Drop = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the next matching calls."""

    method: str = "*"
    chat_id: int | None = None
    times: int = 1
    status: int | None = None
    retry_after: int | None = None
    description: str | None = None
    # Real seconds to wait before the call is handled.
    delay: float = 0.0
    drop: Drop | None = None

    def matches(self, method: str, chat_id: object) -> bool:
        """Whether the fault applies to this call."""
        if self.method != "*" and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == str(chat_id)

    def page(self) -> str | None:
        """Return the HTML page to answer with instead of JSON; None for a JSON answer."""
        phrase = GATEWAY.get(self.status or 0)
        is_meant = phrase and self.description is None
        return _PAGE.format(f"{self.status} {phrase}") if is_meant else None


# The gateway in front of the real server sends these HTML pages when it can't reach the server.
GATEWAY = {502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out"}
_PAGE = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


class FaultPlan:
    """The pending faults, in order."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Add a fault."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Remove all faults."""
        self._faults.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Return the fault for this call, and use up one of its times."""
        for place, fault in enumerate(self._faults):
            if fault.matches(method, chat_id):
                left = replace(fault, times=fault.times - 1)
                self._faults[place : place + 1] = [left] if left.times > 0 else []
                return fault
        return None

    def __len__(self) -> int:
        return len(self._faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(tuple(self._faults))


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: datetime


class FloodLimits:
    """Token buckets: for all chats together, for each chat, and for groups; off by default."""

    def __init__(self) -> None:
        self.set(None, None)

    def set(
        self,
        overall_per_second: float | None,
        chat_per_second: float | None,
        group_per_minute: float | None = None,
    ) -> None:
        """Set the rates; None removes a limit."""
        self.overall_per_second = overall_per_second
        self.chat_per_second = chat_per_second
        self.group_per_minute = group_per_minute
        self._buckets: dict[str, _Bucket] = {}

    def _rates(self, chat_id: int) -> list[tuple[str, float, float]]:
        """Return the buckets for a message to this chat: name, tokens a second, size."""
        overall, chat, group = self.overall_per_second, self.chat_per_second, self.group_per_minute
        rates = [("*", overall, overall), (str(chat_id), chat, chat)]
        if chat_id < 0 and group:
            rates.append((f"{chat_id} a minute", group / 60, group))
        return [(name, rate, max(1.0, size or 0)) for name, rate, size in rates if rate]

    def wait(self, chat_id: int, now: datetime, messages: int = 1) -> int:
        """Return the whole seconds until this send is allowed; 0 counts it and allows it."""
        rates = self._rates(chat_id)
        if not rates:
            return 0
        buckets = [(self._filled(name, rate, size, now), rate) for name, rate, size in rates]
        missing = [(1 - bucket.tokens) / rate for bucket, rate in buckets if bucket.tokens < 1]
        if missing:
            return max(1, math.ceil(max(missing)))
        for bucket, _ in buckets:
            bucket.tokens -= messages
        return 0

    def _filled(self, name: str, rate: float, size: float, now: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(name, _Bucket(size, now))
        passed = max(0.0, (now - bucket.filled_at).total_seconds())
        bucket.tokens = min(size, bucket.tokens + passed * rate)
        bucket.filled_at = now
        return bucket
