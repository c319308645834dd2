"""What is done once the bot runs, so that nobody has to wait for it later."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.chat import charts


@asynccontextmanager
async def warming(rest: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Load beside the loop what is slow to load, as soon as `rest` returns.

    Loading takes the processor away from what is overdue after a start, which goes first.
    """
    task = asyncio.create_task(_warm_up(rest))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
    if not task.cancelled():
        task.result()


async def _warm_up(rest: Callable[[], Awaitable[None]]) -> None:
    settle()
    await rest()
    await asyncio.to_thread(charts.warm_up)
    settle()


def settle() -> None:
    """What is loaded by now stays: looking through it for garbage stops the loop for 0.1 s."""
    gc.freeze()
    gc.enable()
