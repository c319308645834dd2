"""A lock for each key, for example for each person."""

import asyncio
from collections.abc import Hashable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

K = TypeVar("K", bound=Hashable)


class KeyedLock(Generic[K]):
    """Locks by key. A key takes memory only while somebody holds its lock or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[K, asyncio.Lock] = WeakValueDictionary()

    def __getitem__(self, key: K) -> asyncio.Lock:
        """The lock of a key, to be used with `async with`. Waiters get it in order of arrival."""
        return self._locks.setdefault(key, asyncio.Lock())
