"""The operator's commands: `doctor`, `backup`, `restore`, `send-due`, `capacity` and `stats`."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bot.ops import capacity

MIN_SHARE = 3
"""The smallest share in percent: below it, no hour would be busier than the others."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add them to the program's commands."""
    examine = commands.add_parser("doctor", help="look at all that the bot stands on")
    examine.set_defaults(command=_lazy_action("doctor"))

    keep = commands.add_parser("backup", help="write everything to a file, while the bot runs")
    keep.add_argument("file", type=Path)
    keep.set_defaults(command=_lazy_action("backup"))

    put_back = commands.add_parser("restore", help="put a backup into an empty database")
    put_back.add_argument("file", type=Path)
    put_back.set_defaults(command=_lazy_action("restore"))

    send = commands.add_parser("send-due", help="who would get what now; `limber run` sends")
    send.add_argument("--dry-run", action="store_true", required=True, help="send nothing")
    send.set_defaults(command=_lazy_action("send-due"))

    estimate = commands.add_parser("capacity", help="how long the busiest minute takes")
    estimate.add_argument("--people", type=_positive, action="append", help="may be repeated")
    estimate.add_argument("--share", type=_percent, default=capacity.SHARE, help="percent in it")
    estimate.add_argument(
        "--spread", type=_positive, default=capacity.SPREAD, help="minutes of the window"
    )
    estimate.set_defaults(command=_capacity)

    count = commands.add_parser("stats", help="the bot in numbers")
    count.set_defaults(command=_lazy_action("stats"))


def _positive(text: str) -> int:
    """Parse a number of people or minutes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("give a whole number above 0")
    return int(text)


def _percent(text: str) -> float:
    """Parse a share of the people, in percent."""
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not MIN_SHARE <= share <= 100:
        raise argparse.ArgumentTypeError(f"give a percentage from {MIN_SHARE} to 100")
    return share


def _capacity(options: argparse.Namespace) -> int:
    lines = capacity.table(options.people or capacity.PEOPLE, options.share, options.spread)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _lazy_action(name: str) -> Callable[[argparse.Namespace], int]:
    """A command of `command_actions`, which is imported only when the command is called."""

    def command(options: argparse.Namespace) -> int:
        from bot.ops import command_actions

        return command_actions.COMMANDS[name](options)

    return command
