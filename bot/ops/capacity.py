"""`limber capacity`: how long people wait for a reminder at Telegram's rate, on the busiest day.

A day is a queue that is served at a fixed rate. How people choose their times is an assumption, and
stands here: three busy hours in a row, and in each hour most at its beginning and many at its half.
"""

from collections.abc import Iterator, Sequence

PEOPLE = (1_000, 10_000, 50_000, 100_000, 300_000, 1_000_000)

SHARE = 8.7
"""Percent of all people who share the busiest minute, which begins the busiest hour."""

SPREAD = 15
"""Minutes of the window in the table (`LIMBER_SPREAD_MINUTES`)."""

FULL_HOUR, HALF_HOUR = 0.55, 0.22
"""The part of an hour's people who choose its first minute, and the one in its middle."""

BESIDE = 0.8
"""How busy the hours before and after the busiest one are, against that."""

FREE = 28.0
"""Messages a second, a little under what Telegram allows for nothing."""

PAID = 1000.0
"""Messages a second with Telegram's paid broadcasts."""


def table(
    people: Sequence[int] = PEOPLE, share: float = SHARE, spread: int = SPREAD
) -> Iterator[str]:
    """A table in Markdown: people, reminders in the busiest minute, and the longest wait."""
    yield (
        f"| people | in the busiest minute ({share:g} %) | longest wait at {FREE:g} a second "
        f"| within a window of {spread} minutes | at {PAID:g} a second |"
    )
    yield "| ---: | ---: | ---: | ---: | ---: |"
    minutes = day(share)
    for count in people:
        due = [count * part for part in minutes]
        waits = (wait(due, FREE), wait(spread_out(due, spread), FREE, 1), wait(due, PAID))
        spans = " | ".join(map(span, waits))
        yield f"| {count:,} | {count * share / 100:,.0f} | {spans} |"


def day(share: float) -> list[float]:
    """The part of all people who are reminded in each minute; the quiet hours come first."""
    busiest = min(share / 100 / FULL_HOUR, 1.0)
    beside = min(BESIDE * busiest, (1 - busiest) / 2)
    quiet = (1 - busiest - 2 * beside) / 21
    first = share / 100 / busiest
    half = HALF_HOUR * (1 - first) / (1 - FULL_HOUR)
    within = [(1 - first - half) / 58] * 60
    within[0], within[30] = first, half
    hours = [*[quiet] * 10, beside, busiest, beside, *[quiet] * 11]
    return [hour * part for hour in hours for part in within]


def spread_out(due: Sequence[float], minutes: int) -> list[float]:
    """Second by second, with everybody at a place of their own within that many minutes."""
    window = max(1, minutes)
    sums = [0.0]
    for each in due:
        sums.append(sums[-1] + each)
    each_second = [
        (sums[minute + 1] - sums[max(0, minute + 1 - window)]) / window / 60
        for minute in range(len(due))
    ]
    return [each for each in each_second for _ in range(60)]


def wait(due: Sequence[float], rate: float, step: int = 60) -> float:
    """Seconds from a reminder's moment until it leaves, for whoever waits longest.

    Each number is due at the beginning of a step of so many seconds.
    """
    waiting, longest = 0.0, 0.0
    for each in due:
        waiting += each
        longest = max(longest, waiting / rate)
        waiting = max(0.0, waiting - step * rate)
    return longest


def span(seconds: float) -> str:
    """Seconds in words that one can feel."""
    if seconds < 1:
        return "under 1 s"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
