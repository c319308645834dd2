"""`limber simulate`: simulate years of reminders on a simulated clock, with injected faults."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.tools.simulation.faults import ALL, Fault

if TYPE_CHECKING:
    from bot.tools.simulation.run import Options


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add it to the program's commands."""
    simulate = commands.add_parser(
        "simulate", help="years of reminders, with everything going wrong"
    )
    simulate.add_argument("--people", type=_positive, default=300)
    simulate.add_argument("--days", type=_positive, default=60)
    simulate.add_argument("--seed", type=int, default=1)
    simulate.add_argument(
        "--faults",
        type=_faults,
        default=ALL,
        help=f"all, none, or some of {', '.join(sorted(ALL))} with commas between",
    )
    simulate.add_argument(
        "--database-url", default="", help="an empty PostgreSQL database; else a file for the time"
    )
    simulate.set_defaults(command=_simulate)


def _positive(text: str) -> int:
    """Parse a positive whole number."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("give a number above 0")
    return int(text)


def _faults(text: str) -> frozenset[Fault]:
    """Parse the faults to inject."""
    if text in {"all", "none"}:
        return ALL if text == "all" else frozenset()
    try:
        return frozenset(map(Fault, text.split(",")))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"give all, none, or some of {', '.join(sorted(ALL))}"
        ) from None


def _simulate(options: argparse.Namespace) -> int:
    import asyncio
    import tempfile

    from bot.tools.simulation.run import NotEmpty, Options

    logs.set_up("ERROR")
    wanted = Options(options.people, options.days, options.seed, options.faults)
    with tempfile.TemporaryDirectory(prefix="limber-simulation-") as folder:
        url = options.database_url or f"sqlite:///{Path(folder) / 'limber.db'}"
        try:
            text, is_good = asyncio.run(simulate(wanted, url))
        except NotEmpty:
            sys.stderr.write("That database holds people already: name an empty one.\n")
            return 1
    sys.stdout.write(text)
    return 0 if is_good else 1


async def simulate(options: "Options", url: str) -> tuple[str, bool]:
    """Run the simulation; returns the report, and whether no problem was found."""
    import time

    from bot.ops.reports import Progress
    from bot.tools.simulation import report
    from bot.tools.simulation.process_runs import FragileDatabase
    from bot.tools.simulation.run import Simulation

    database = await FragileDatabase.open(url)
    progress = Progress("Days")
    simulation = Simulation(options, database)
    began = time.perf_counter()
    try:
        verdict = await simulation.run(lambda day: progress(min(day, options.days), options.days))
    finally:
        progress.end()
        await database.close()
    took = time.perf_counter() - began
    text = "".join(f"{line}\n" for line in report.lines(simulation, verdict, took))
    return text, verdict.is_good
