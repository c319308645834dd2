"""`limber capacity`: how long the busiest minute of the day takes at Telegram's rate."""

from collections.abc import Iterator, Sequence

PEOPLE = (1_000, 10_000, 50_000, 100_000, 300_000, 1_000_000)

SHARE = 8.7
"""Percent of all people who share the busiest minute: many choose a full hour in the morning."""

FREE = 28.0
"""Messages a second, a little under what Telegram allows for nothing."""

PAID = 1000.0
"""Messages a second with Telegram's paid broadcasts."""


def table(people: Sequence[int] = PEOPLE, share: float = SHARE) -> Iterator[str]:
    """A table in Markdown: people, reminders in that minute, and when the last of them leaves."""
    yield f"| people | in the busiest minute ({share:g} %) | at {FREE:g} a second | at {PAID:g} |"
    yield "| ---: | ---: | ---: | ---: |"
    for count in people:
        due = round(count * share / 100)
        yield f"| {count:,} | {due:,} | {span(due / FREE)} | {span(due / PAID)} |"


def span(seconds: float) -> str:
    """Seconds in words that one can feel."""
    if seconds < 1:
        return "under 1 s"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
