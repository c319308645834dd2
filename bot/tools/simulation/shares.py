"""A simulation of many people as several of a few hundred each, in processes side by side.

Each share has its own database and its own faults, so the findings of a seed do not depend on the
number of processors.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from bot import logs
from bot.tools.simulation.findings import Findings, total
from bot.tools.simulation.process_runs import FragileDatabase
from bot.tools.simulation.run import Options, Simulation

LARGEST = 500
"""People in a share. Smaller ones take more time: each moment costs more than one more person."""

APART = 2**32
"""The distance between the seeds of two shares: more than between any seeds that people choose."""

Show = Callable[[int], None]
"""Called with the number of each day."""


def split(options: Options) -> list[Options]:
    """The options of each share: people divided evenly, and a seed for each."""
    count = -(-options.people // LARGEST)
    sizes = [options.people // count + (place < options.people % count) for place in range(count)]
    return [
        replace(options, people=size, seed=options.seed + place * APART)
        for place, size in enumerate(sizes)
    ]


def simulate_all(options: Options, folder: Path, show: Show) -> Findings:
    """Simulate all shares on files in the folder; `show` gets the days of the first one.

    It may be called in another process, so it has to be a function that can be pickled.
    """
    shares = split(options)
    urls = [f"sqlite:///{folder / f'share-{place}.db'}" for place in range(len(shares))]
    shows = (show, *repeat(_ignore, len(shares) - 1))
    processes = min(len(shares), os.cpu_count() or 1)
    if processes == 1:
        return total(map(simulate_one, shares, urls, shows))
    with ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=logs.set_up, initargs=("ERROR",)
    ) as pool:
        return total(pool.map(simulate_one, shares, urls, shows))


def simulate_one(options: Options, url: str, show: Show) -> Findings:
    """Simulate on one empty database. Raises `NotEmpty` if it holds people."""
    return asyncio.run(_simulate(options, url, show))


async def _simulate(options: Options, url: str, show: Show) -> Findings:
    database = await FragileDatabase.open(url)
    try:
        simulation = Simulation(options, database)
        return Findings.of(simulation, await simulation.run(show))
    finally:
        await database.close()


def _ignore(day: int) -> None:
    pass
