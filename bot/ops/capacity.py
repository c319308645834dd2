"""`limber capacity`: estimate the longest wait for a reminder at Telegram's rate.

The model is a queue over a day, served at a fixed rate. How people choose their times is assumed:
three busy hours in a row; in each hour, most choose its first minute and many the half hour.
"""

from collections.abc import Iterator, Sequence

PEOPLE = (1_000, 10_000, 50_000, 100_000, 300_000, 1_000_000)

SHARE = 8.7
"""Percent of all people in the busiest minute, which is the first of the busiest hour."""

SPREAD = 15
"""The window for spreading in the table, in minutes (`LIMBER_SPREAD_MINUTES`)."""

FULL_HOUR, HALF_HOUR = 0.55, 0.22
"""The fraction of an hour's people who choose its first minute, and the half hour."""

BESIDE = 0.8
"""The load of the hours before and after the busiest hour, as a fraction of it."""

FREE = 28.0
"""Messages per second, a little under Telegram's free limit."""

PAID = 1000.0
"""Messages per second with Telegram's paid broadcasts."""


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
    """The fraction of all people in each of the 1440 minutes of a day; `share` is in percent."""
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
    """Reminders per second, if each person is spread evenly over a window of `minutes`."""
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
    """The longest wait in seconds from a reminder's due time until it is sent.

    Each number in `due` is due at the start of a step of `step` seconds; `rate` is per second.
    """
    waiting, longest = 0.0, 0.0
    for each in due:
        waiting += each
        longest = max(longest, waiting / rate)
        waiting = max(0.0, waiting - step * rate)
    return longest


def span(seconds: float) -> str:
    """Seconds as a readable duration."""
    if seconds < 1:
        return "under 1 s"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
