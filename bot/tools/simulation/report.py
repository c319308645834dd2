"""The report of a simulation: its options, its faults, and the figures of its verdict."""

from collections.abc import Iterator

from bot.domain.reminders.delivery import LATE_WINDOW
from bot.tools.simulation.faults import Point
from bot.tools.simulation.findings import Findings
from bot.tools.simulation.run import BEGIN, Options
from bot.tools.simulation.verdict import Verdict

WINDOW_HOURS = LATE_WINDOW.total_seconds() / 3600


def lines(options: Options, findings: Findings, seconds: float) -> Iterator[str]:
    """The lines of the report."""
    verdict, down = findings.verdict, findings.down.total_seconds() / 3600
    faults = ", ".join(sorted(options.faults)) or "none"
    span = f"{options.days} days from {BEGIN:%Y-%m-%d}"
    yield f"{options.people:,} people, {span}, seed {options.seed}"
    yield f"Faults: {faults}"
    yield (
        f"The process died {findings.crashes:,} times, at {len(findings.points)} of "
        f"{len(Point)} points, and was away for {down:,.1f} h. The clock was moved "
        f"{findings.jumps:,} times. People changed their minds {findings.edits:,} times."
    )
    yield _row("expected", verdict.expected)
    yield _row("sent", verdict.sent)
    yield _row("skipped", verdict.skipped, f"over {WINDOW_HOURS:.0f} h late, nobody was there")
    yield _row(
        "given up", verdict.lost_twice, "neither of two tries arrived, and nobody could know"
    )
    yield _row("unsure", verdict.unsure, "given up as well, though one had arrived")
    yield _row("missing", verdict.wrong["missing"])
    yield _row("duplicates", verdict.duplicates.total(), _reasons(verdict))
    yield _row("unexplained", verdict.wrong["doubled without a reason"])
    for what, count in sorted(verdict.wrong.items()):
        yield f"WRONG: {what}: {count:,}"
    yield f"{seconds:,.1f} s, {verdict.expected / seconds:,.0f} reminders a second."
    yield "All is as it must be." if verdict.is_good else "Something is wrong."


def _row(name: str, count: int, about: str = "") -> str:
    return f"  {name:<12}{count:>9,}  {about}".rstrip()


def _reasons(verdict: Verdict) -> str:
    return ", ".join(f"{why} {count:,}" for why, count in verdict.duplicates.most_common())
