"""The output of `limber stats` and `limber send-due --dry-run`."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.domain.reminders.delivery import DropReason
from bot.ops import capacity
from bot.ops.capacity import span
from bot.services.admin.statistics import Totals
from bot.services.reminders.due_preview import Preview


def stats(totals: Totals) -> Iterator[str]:
    """All statistics, one line per topic."""
    people = totals.people
    yield f"At {_moment(totals.at)}"
    yield (
        f"People: {people.known:,} known, {people.joined:,} joined, "
        f"in {people.zones:,} time zones; "
        f"{people.paused:,} paused, {people.unreachable:,} cannot be reached"
    )
    yield f"Times set: {totals.schedules:,}; the next one is due {_moment(totals.next_due)}"
    if totals.busiest is not None:
        moment, count = totals.busiest
        takes = span(count / capacity.FREE)
        yield f"Busiest minute: {_moment(moment)}, {count:,} at once, which takes {takes}"
    yield f"Last 24 hours: {totals.sent:,} sent{_lag(totals)}"
    yield f"  left out: {_reasons(totals.left_out)}"
    yield f"Last 7 days: {totals.sessions:,} sessions of {totals.stretchers:,} people"
    live = totals.live
    yield (
        f"Now: {live.sessions:,} sessions in work, {live.overdue:,} reminders overdue, "
        f"the oldest for {_span(live.behind)}"
    )


def due(preview: Preview) -> Iterator[str]:
    """What would be sent now, as counts and times."""
    count, left = sum(preview.sent.values()), sum(preview.left_out.values())
    more = ", and there are more" if preview.has_more else ""
    yield f"At {_moment(preview.now)}: {count + left:,} due{more}"
    yield f"  would be sent: {count:,}, of these {preview.late:,} late with a word about it"
    for moment, number in preview.sent.items():
        yield f"    due {_moment(moment)}: {number:,}"
    yield f"  would be left out: {_reasons(preview.left_out)}"
    yield f"Next: {_moment(preview.next_due)}"
    yield "Nothing was sent and nothing was changed."


def _lag(totals: Totals) -> str:
    lag = totals.lag
    if lag is None:
        return ""
    steps = (("half", lag.median), ("95 %", lag.most), ("all", lag.worst))
    return "".join(f", {share} within {_span(span)}" for share, span in steps)


def _reasons(left_out: Mapping[DropReason, int]) -> str:
    parts = [f"{count:,} {reason.value}" for reason, count in sorted(left_out.items())]
    return ", ".join(parts) or "none"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "never"


def _span(span: timedelta) -> str:
    seconds = max(0.0, span.total_seconds())
    return f"{seconds:.1f} s" if seconds < 60 else f"{seconds / 60:.0f} min"
