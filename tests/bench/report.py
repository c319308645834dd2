"""The benchmarks of delivery as a table, and the way of that table into the README."""

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.ops.progress import Progress
from tests.bench import delivery
from tests.bench.delivery import AT_ONCE, FREE, MESSAGES, NO_LIMIT, PACED
from tests.postgres_server import a_server
from tests.project.repository import ROOT

README = ROOT / "README.md"
MARKERS = re.compile(r"(<!-- BENCHMARKS -->\n).*?(<!-- END OF BENCHMARKS -->)", re.DOTALL)

DUE = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, the figure, the goal, and whether it was met."""

    what: str
    figure: str
    goal: str
    met: bool | None = None


def _whole_way(url: str) -> Iterator[Line]:
    ours = asyncio.run(delivery.ours(url, MESSAGES, NO_LIMIT))
    bare = asyncio.run(delivery.bare(url, MESSAGES // 2, NO_LIMIT))
    times = ours.rate / bare.rate
    figure = f"{ours.rate:,.0f} against {bare.rate:,.0f} a second: {times:.1f} times"
    yield Line(
        f"messages, {AT_ONCE} at once, against the bare library", figure, "4 times", times >= 4
    )
    slow = asyncio.run(delivery.ours(url, PACED, FREE))
    plain = asyncio.run(delivery.bare(url, PACED, FREE))
    part = slow.cpu / plain.cpu
    figure = f"{slow.cpu:.1f} against {plain.cpu:.1f} ms: {part:.2f}"
    yield Line(f"processor time a message at {FREE:.0f} a second", figure, "0.4", part <= 0.4)


def _queue() -> Iterator[Line]:
    for count in (1_000, DUE):
        lost = asyncio.run(delivery.queue_loses(count))
        yield Line(f"lost by the library's queue of {count:,} due at once", f"{lost:,}", "–")


def _claims(folder: Path, server: str, schedules: int) -> Iterator[Line]:
    goals = {"SQLite": 10_000, "PostgreSQL": 20_000}
    urls = {"SQLite": f"sqlite:///{folder / 'claims.db'}", "PostgreSQL": f"{server}/postgres"}
    for name, url in urls.items():
        rate = asyncio.run(delivery.claims(url, schedules, DUE))
        what = f"claims on {name} with {schedules:,} schedules"
        yield Line(what, f"{rate:,.0f} a second", f"{goals[name]:,}", rate >= goals[name])


def _starts(url: str, folder: Path, schedules: int) -> Iterator[Line]:
    small, large = (delivery.start(url, folder, count) for count in (1_000, schedules))
    times = large.megabytes / small.megabytes
    figure = f"{small.megabytes:.0f} and {large.megabytes:.0f} MB: {times:.2f} times"
    is_flat = times <= 1.1 and large.megabytes < 120
    yield Line(
        f"memory with 1,000 and {schedules:,} schedules", figure, "1.1 times, 120 MB", is_flat
    )
    figure = (
        f"{small.seconds:.1f} and {large.seconds:.1f} s: {large.seconds / small.seconds:.2f} times"
    )
    yield Line("start-up with as many", figure, "1.1 times", large.seconds <= small.seconds * 1.1)


def _stalls(url: str) -> Iterator[Line]:
    most, worst = asyncio.run(delivery.stalls(url, DUE))
    figure = f"99 % under {most:.0f} ms, worst {worst:.0f} ms"
    yield Line(
        f"the loop while {DUE:,} go out", figure, "10 ms, 100 ms", most <= 10 and worst <= 100
    )


def measure(schedules: int) -> Iterator[Line]:
    """Everything, one after the other."""
    with ExitStack() as stack:
        server = stack.enter_context(a_server()).url
        url = stack.enter_context(delivery.telegram())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="limber-bench-")))
        yield from _whole_way(url)
        yield from _queue()
        yield from _claims(folder, server, schedules)
        yield from _starts(url, folder, schedules)
        yield from _stalls(url)


def table(lines: list[Line]) -> str:
    """As Markdown."""
    head = "| measured | came to | goal | met |\n| --- | --- | --- | --- |\n"
    words = {True: "yes", False: "no", None: "–"}
    return head + "".join(
        f"| {each.what} | {each.figure} | {each.goal} | {words[each.met]} |\n" for each in lines
    )


def write(text: str) -> None:
    """Put the table between its markers in the README."""
    old = README.read_text(encoding="utf-8")
    README.write_text(MARKERS.sub(lambda found: f"{found[1]}\n{text}\n{found[2]}", old), "utf-8")


def show(schedules: int) -> str:
    """Measure, show how far it is, print the table."""
    progress, lines = Progress("Measured"), []
    for line in measure(schedules):
        lines.append(line)
        progress(len(lines), 9)
    progress.end()
    text = table(lines)
    sys.stdout.write(f"\n{text}")
    return text
