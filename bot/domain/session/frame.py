"""What the card of a session shows at a moment, and when that changes next."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.routines.routine import Item
from bot.domain.session.player import segment_of, waits_at
from bot.domain.session.session import Session, Standstill
from bot.domain.session.timeline import COUNT_MOVE, Kind, Segment, Timeline

TICK = 5
"""Seconds between edits. Telegram allows about one message a second per chat, answers included."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a card shows at one moment.

    `left` is the remaining seconds of the hold, wait or walk; `count` is the current repetition of
    a counted exercise. `next_change_at` (UTC) is None once the session has ended.
    """

    item: Item
    position: int
    items: int
    segment: Segment
    left: int
    easing_in: bool = False
    count: int = 1
    still: Standstill | None = None
    next_change_at: datetime | None = None
    elapsed: float = 0.0
    """Seconds since the segment began."""


def frame_at(session: Session, script: Timeline, now: datetime, tick: int = TICK) -> Frame:
    """What to show now, and when it changes next. Call `player.catch_up` first."""
    segment = segment_of(session, script)
    elapsed = _elapsed(session, now)
    remaining = segment.seconds - elapsed
    per_count = segment.hold + COUNT_MOVE
    return Frame(
        item=session.items[session.item],
        position=session.item,
        items=len(session.items),
        segment=segment,
        left=_left(segment, remaining),
        easing_in=segment.kind is Kind.HOLD and remaining > segment.hold + 0.5,
        count=min(segment.repetitions, int(elapsed // per_count) + 1),
        still=session.still,
        next_change_at=_next_change(session, segment, now, tick),
        elapsed=elapsed,
    )


def tick_for(active: int, edits_per_second: int) -> int:
    """Seconds between countdown edits: 5, and more when many sessions are active.

    Telegram limits messages per bot token, and all edits together must leave capacity for answers.
    """
    return max(TICK, math.ceil(active / edits_per_second))


def _elapsed(session: Session, now: datetime) -> float:
    moment = session.still_at or now
    return max(0.0, (moment - session.segment_at).total_seconds())


def _left(segment: Segment, remaining: float) -> int:
    counted = min(remaining, segment.hold) if segment.kind is Kind.HOLD else remaining
    return max(0, math.ceil(round(counted, 2)))


def _next_change(session: Session, segment: Segment, now: datetime, tick: int) -> datetime | None:
    if session.ending is not None:
        return None
    if session.still_at is not None:
        return waits_at(session)
    ends_at = session.segment_at + timedelta(seconds=segment.seconds)
    # Ticks are counted back from the end, so that the display shows 15, 10, 5 and the last edit
    # is not too close to the change of segment. A counted exercise changes with its count.
    step = max(tick, segment.hold + COUNT_MOVE) if segment.kind is Kind.COUNT else tick
    remaining = (ends_at - now).total_seconds()
    tick_at = ends_at - timedelta(seconds=step * (math.ceil(remaining / step) - 1))
    if (tick_at - now).total_seconds() < tick - 0.5:
        tick_at += timedelta(seconds=step)
    return min(tick_at, ends_at)
