"""What is done once the bot runs, so that nobody has to wait for it later."""

import asyncio
import gc

from bot.chat import charts
from bot.services import places


async def warm_up() -> None:
    """Load what is slow to load beside the loop, and let the process settle. Once a process."""
    await asyncio.to_thread(places.warm_up)
    await asyncio.to_thread(charts.warm_up)
    settle()


def settle() -> None:
    """What is loaded by now stays: looking through it for garbage stops the loop for 0.1 s."""
    gc.collect()
    gc.freeze()
