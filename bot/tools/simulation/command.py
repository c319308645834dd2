"""`limber simulate`: simulate years of reminders on a simulated clock, with injected faults."""

import argparse
import sys
from functools import partial
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
    import tempfile

    from bot.tools.simulation.run import NotEmpty, Options

    logs.set_up("ERROR")
    wanted = Options(options.people, options.days, options.seed, options.faults)
    with tempfile.TemporaryDirectory(prefix="limber-simulation-") as folder:
        try:
            text, is_good = simulate(wanted, options.database_url, Path(folder))
        except NotEmpty:
            sys.stderr.write("That database holds people already: name an empty one.\n")
            return 1
    sys.stdout.write(text)
    return 0 if is_good else 1


def simulate(options: "Options", url: str, folder: Path) -> tuple[str, bool]:
    """Simulate; returns the report, and whether no problem was found.

    Without a database it uses files in the folder.
    """
    import time

    from bot.tools.progress_line import Progress
    from bot.tools.simulation import report, shares

    show, began = partial(_show, options.days), time.perf_counter()
    try:
        findings = (
            shares.simulate_one(options, url, show)
            if url
            else shares.simulate_all(options, folder, show)
        )
    finally:
        Progress("Days").end()
    took = time.perf_counter() - began
    text = "".join(f"{line}\n" for line in report.lines(options, findings, took))
    return text, findings.verdict.is_good


def _show(days: int, day: int) -> None:
    from bot.tools.progress_line import Progress

    Progress("Days")(min(day, days), days)
