"""The benchmarks of delivery as a table, and how that table gets into the guide."""

import asyncio
import re
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

from bot.cli import fast_loop
from bot.tools.progress_line import Progress
from tests.bench import claims, delivery, footprint, history, pages, snapshots, updates, year
from tests.bench.claims import CLAIMERS
from tests.bench.delivery import AT_ONCE, FREE, MESSAGES, NO_LIMIT, PACED, PAID
from tests.bench.line import Line, table
from tests.postgres_server import Server, a_server
from tests.project.repository import ROOT

GUIDE = ROOT / "tests" / "bench" / "README.md"
MARKERS = re.compile(r"(<!-- BENCHMARKS -->\n).*?(<!-- END OF BENCHMARKS -->)", re.DOTALL)

DUE = 10_000
LINES = 22
REPETITIONS = 2
REFERENCE = 26.0
"""Milliseconds of a million additions on the machine that the goals of pages were set for."""

T = TypeVar("T")


def _on_our_loop(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run it on the loop that `limber run` uses."""
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        return runner.run(work())


def _on_plain_loop(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    return asyncio.run(work())


def _delivery(url: str) -> Iterator[Line]:
    full, plain, slow, bare = [], [], [], []
    for _ in range(REPETITIONS):  # in turn, so that a busy moment of the machine affects both
        full.append(_on_our_loop(lambda: delivery.ours(url, MESSAGES, NO_LIMIT)))
        plain.append(_on_plain_loop(lambda: delivery.bare(url, MESSAGES // 4, NO_LIMIT)))
        slow.append(_on_our_loop(lambda: delivery.ours(url, PACED, FREE)))
        bare.append(_on_plain_loop(lambda: delivery.bare(url, PACED, FREE)))
    ours, theirs = max(each.rate for each in full), max(each.rate for each in plain)
    form, figures = "{:,.0f} against {:,.0f} a second: {:.1f} times", (ours, theirs, ours / theirs)
    what = f"messages, {AT_ONCE} at once and no limit, against the bare library"
    yield Line(what, form, figures, "4 times", ours / theirs >= 4)
    cpu, most = min(each.cpu for each in slow), min(each.cpu for each in bare)
    form, figures = "{:.1f} against {:.1f} ms: {:.2f}", (cpu, most, cpu / most)
    what = f"processor time a message at {FREE:.0f} a second, against the same"
    yield Line(what, form, figures, "0.4", cpu / most <= 0.4)


def _updates(url: str) -> Iterator[Line]:
    rate = _on_our_loop(lambda: updates.ours(url))
    ways = (1, updates.AT_ONCE)
    # More at once are slower, and some are lost.
    bare = _on_plain_loop(lambda: updates.bare(url, 1))
    other = max(_on_our_loop(partial(updates.with_aiogram, url, at_once)) for at_once in ways)
    form, figures = (
        "{:,.0f} a second; the bare library {:,.0f}, aiogram {:,.0f}",
        (rate, bare, other),
    )
    yield Line("updates with a reply", form, figures, "ahead of both", rate > max(bare, other))


def _taps(url: str) -> Iterator[Line]:
    idle, busy = (_on_our_loop(partial(updates.taps, url, busy=busy)) for busy in (False, True))
    form = "half under {:.0f} and {:.0f} ms, worst {:.0f} and {:.0f} ms"
    figures = (idle[len(idle) // 2], busy[len(busy) // 2], idle[-1], busy[-1])
    yield Line("from Start to the card, when idle and while reminders are sent", form, figures, "–")


def _queue() -> Iterator[Line]:
    for count in (1_000, DUE):
        lost = asyncio.run(delivery.queue_loses(count))
        yield Line("lost by the library's queue", f"{lost:,} of {{:,}} due at once", (count,), "–")


def _claims(folder: Path, server: str, schedules: int) -> Iterator[Line]:
    goals = {"SQLite": 3_000, "PostgreSQL": 35_000}
    urls = {"SQLite": f"sqlite:///{folder / 'claims.db'}", "PostgreSQL": f"{server}/postgres"}
    for name, url in urls.items():
        rate = _on_our_loop(partial(claims.claims, url, schedules, DUE))
        what = f"claims on {name} with {schedules:,} schedules, {CLAIMERS} side by side"
        yield Line(what, "{:,.0f} a second", (rate,), f"{goals[name]:,}", rate >= goals[name])


def _claims_in_snapshots(server: Server) -> Iterator[Line]:
    """Interleaved, the better of each. Another queue on PostgreSQL fell to 0.65 of its rate."""
    without = within = 0.0
    for turn in range(REPETITIONS):
        without = max(without, snapshots.claims(server, f"free_{turn}", DUE, held=False))
        within = max(within, snapshots.claims(server, f"held_{turn}", DUE, held=True))
    ratio = within / without
    what = "claims on PostgreSQL while limber backup and pg_dump hold a snapshot, and without"
    form, figures = "{:,.0f} and {:,.0f} a second: {:.2f}", (within, without, ratio)
    yield Line(what, form, figures, "0.65", ratio >= 0.65)


def _starts(url: str, folder: Path, schedules: int) -> Iterator[Line]:
    counts = (1_000, schedules // 10, schedules)
    starts = [delivery.start(url, folder, count) for count in counts]
    first, last = starts[0], starts[-1]
    sizes = tuple(each.megabytes for each in starts)
    times = max(each.megabytes for each in starts) / first.megabytes
    named = f"{counts[0]:,}, {counts[1]:,} and {counts[2]:,} schedules"
    what, form = f"memory when it says that it runs, with {named}", "{:.0f}, {:.0f}, {:.0f} MB"
    is_flat = times <= 1.1 and last.megabytes < 120
    yield Line(what, f"{form}: {{:.2f}} times", (*sizes, times), "1.1 times, 120 MB", is_flat)
    spans = tuple(each.seconds for each in starts)
    times, form = max(spans) / first.seconds, "{:.1f}, {:.1f}, {:.1f} s: {:.2f} times"
    yield Line("start-up with as many", form, (*spans, times), "1.1 times", times <= 1.1)


def _footprint() -> Iterator[Line]:
    found = footprint.memory()
    what = f"memory {footprint.SETTLED} s after the start; all processes after use"
    is_met = found.started <= 120 and found.used <= 170
    yield Line(what, "{:.0f} MB; {:.0f} MB", (found.started, found.used), "120 MB; 170 MB", is_met)
    ours, theirs = _on_plain_loop(footprint.starts)
    form, figures = "{:.2f} s against {:.2f}: {:.1f} times", (ours, theirs, ours / theirs)
    what = "start to the first poll, against a bare echo bot"
    yield Line(what, form, figures, "2.5 times", ours / theirs <= 2.5)


def _stalls(url: str) -> Iterator[Line]:
    for rate, count in ((FREE, 300), (PAID, DUE)):
        figures = most, worst = _on_our_loop(partial(delivery.stalls, url, DUE, count, rate))
        form, is_met = "99 % under {:.1f} ms, worst {:.0f} ms", most <= 10 and worst <= 100
        what = f"the loop with {DUE:,} due, at most {rate:,.0f} a second"
        yield Line(what, form, figures, "10 ms, 100 ms", is_met)


def _history(folder: Path) -> Iterator[Line]:
    for years, goal in ((3, (20, 30)), (10, (20, 60))):
        url = f"sqlite:///{folder / f'history-{years}.db'}"
        figures = streak, progress = _on_our_loop(partial(history.reads, url, years))
        what = f"what /streak and /progress read after {years} years, processor time"
        scale = max(1.0, min(_additions() for _ in range(5)) * 1000 / REFERENCE)
        is_met = streak <= goal[0] * scale and progress <= goal[1] * scale
        goals = f"{goal[0]} and {goal[1]} ms"
        yield Line(what, "{:.0f} and {:.0f} ms", figures, goals, is_met)


def _pages(url: str) -> Iterator[Line]:
    taps = _on_our_loop(partial(pages.taps_beside_pages, url))
    what = f"a tap while {pages.CROWD} people with {pages.YEARS} years ask for /progress"
    figures = (taps[len(taps) // 2], taps[-1])
    yield Line(what, "half under {:.0f} ms, worst {:.0f} ms", figures, "250 ms", taps[-1] <= 250)
    stalls = _on_our_loop(pages.stall_while_drawing)
    what = f"the loop while {pages.CROWD} charts are drawn, and a PDF"
    yield Line(what, "worst {:.0f} and {:.0f} ms", stalls, "50 ms", max(stalls) <= 50)


def _year(folder: Path, server: Server) -> Iterator[Line]:
    urls = {
        "SQLite": f"sqlite:///{folder / 'year.db'}",
        "PostgreSQL": f"{server.url}/{server.creates('year')}",
    }
    for name, url in urls.items():
        kibibytes = _on_our_loop(partial(year.bytes_each, url)) / 1024
        what = f"a person's year on {name}: 365 sessions of five exercises, 487 pain notes"
        yield Line(what, "{:.0f} KiB", (kibibytes,), "200 KiB", kibibytes <= 200)


def _machine() -> Iterator[Line]:
    """How fast the machine is right now: without it, figures of two machines cannot be compared."""
    best = min(_additions() for _ in range(REPETITIONS * 5))
    yield Line("this machine: a million additions in Python", "{:.0f} ms", (best * 1000,), "–")


def _additions() -> float:
    began, total = process_time(), 0
    for each in range(1_000_000):
        total += each
    return process_time() - began


def measure(schedules: int) -> Iterator[Line]:
    """Run all benchmarks one after the other."""
    with ExitStack() as stack:
        server = stack.enter_context(a_server())
        url = stack.enter_context(delivery.telegram())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="limber-bench-")))
        yield from _machine()
        yield from _delivery(url)
        yield from _updates(url)
        yield from _taps(url)
        yield from _queue()
        yield from _claims(folder, server.url, schedules)
        yield from _claims_in_snapshots(server)
        yield from _starts(url, folder, schedules)
        yield from _footprint()
        yield from _stalls(url)
        yield from _history(folder)
        yield from _pages(url)
        yield from _year(folder, server)


def write(text: str) -> None:
    """Put the table between its markers in the guide."""
    old = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(MARKERS.sub(lambda found: f"{found[1]}\n{text}\n{found[2]}", old), "utf-8")


def show(schedules: int) -> str:
    """Measure, show the progress, print the table."""
    progress, lines = Progress("Measured"), []
    for line in measure(schedules):
        lines.append(line)
        progress(len(lines), LINES)
    progress.end()
    if len(lines) != LINES:
        raise AssertionError(f"{len(lines)} of {LINES} lines were measured")
    text = table(lines)
    sys.stdout.write(f"\n{text}")
    return text
