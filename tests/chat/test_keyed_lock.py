"""One holder for each key at a time, and nothing is kept of keys that nobody uses."""

import asyncio
import weakref

import pytest

from bot.chat.keyed_lock import KeyedLock


async def test_those_of_one_key_take_turns_and_those_of_different_keys_do_not() -> None:
    locks: KeyedLock[str] = KeyedLock()
    seen: list[str] = []
    may_end = asyncio.Event()

    async def work(key: str, number: int) -> None:
        async with locks[key]:
            seen.append(f"{key}{number}")
            await may_end.wait()

    async with asyncio.TaskGroup() as tasks:
        for key, number in (("a", 1), ("a", 2), ("b", 1), ("a", 3)):
            tasks.create_task(work(key, number))
        await asyncio.sleep(0)
        assert seen == ["a1", "b1"]
        in_use = [weakref.ref(locks[key]) for key in "ab"]
        may_end.set()
    assert seen == ["a1", "b1", "a2", "a3"]
    assert [lock() for lock in in_use] == [None, None], "nobody uses the keys any more"


async def test_a_key_is_free_again_after_an_error_and_a_cancelled_waiter() -> None:
    locks: KeyedLock[int] = KeyedLock()
    held = asyncio.Event()

    async def fail() -> None:
        async with locks[1]:
            await held.wait()
            raise ZeroDivisionError

    failing = asyncio.create_task(fail())
    await asyncio.sleep(0)
    waiting = asyncio.create_task(locks[1].acquire())
    await asyncio.sleep(0)
    waiting.cancel()
    held.set()
    with pytest.raises(ZeroDivisionError):
        await failing
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(1), locks[1]:
        pass
