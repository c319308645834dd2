"""The player: where a session stands at a moment, and what a press does to it.

Pure: the state is what was pressed and when (`Workout`), the countdown is derived from the clock.
So a restart in the middle of a hold changes nothing.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import StaleButton
from bot.domain.routines.routine import Item
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.session import Ending, Logged, Outcome, Session, Standstill
from bot.domain.session.timeline import COUNT_MOVE, Kind, Segment, Timeline

TICK = 5
"""Telegram allows about one message a second in a chat; an edit every 5 s leaves room to answer."""

AWAY = timedelta(seconds=30)
"""When nobody could be shown a change for this long, the clock stood still for the person too."""

LEFT = timedelta(hours=2)
"""A session that stands still for this long is over."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a card shows at one moment.

    `left` is seconds of the counted hold, of the wait, or of the whole walk; `count` the repetition
    of a counted exercise. `next_change_at` (UTC) is None once the session has ended.
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


def catch_up(session: Session, script: Timeline, now: datetime) -> Session:
    """Let the clock run up to `now`: segments end, exercises get logged, the session finishes.

    Where nobody was shown the end of a segment for longer than `AWAY`, the clock stands still
    there: nobody is credited with holds that nobody counted.
    """
    while session.ending is None and session.still is None:
        ends_at = segment_ends_at(session, script)
        if ends_at > now:
            break
        if now - ends_at > AWAY:
            return stand_still(session, ends_at, Standstill.AWAY)
        session = _forward(session, script, ends_at)
    if session.still_at is not None and now - session.still_at >= LEFT and session.ending is None:
        session = end(session, session.still_at, Ending.LEFT)
    return session


def stand_still(session: Session, at: datetime, why: Standstill) -> Session:
    """Stop the clock. A clock that already stands keeps its moment and takes the new reason."""
    if session.still_at is not None:
        return replace(session, still=why)
    return replace(session, still=why, still_at=max(at, session.segment_at))


def run_on(session: Session, now: datetime) -> Session:
    """Start the clock again where it stood."""
    if session.still_at is None:
        return session
    stood = max(now - session.still_at, timedelta(0))
    segment_at = session.segment_at + stood
    return replace(session, still=None, still_at=None, segment_at=segment_at)


def at(session: Session, script: Timeline, now: datetime, tick: int = TICK) -> Frame:
    """What to show now, and when it changes next. Call `catch_up` first."""
    segment = _segment(session, script)
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


def press(session: Session, script: Timeline, what: CardButton, now: datetime) -> Session:
    """What a press does. Raises `StaleButton` when the session is over."""
    if session.ending is not None:
        raise StaleButton
    if what in {CardButton.GO, CardButton.DONE}:
        return _forward(run_on(session, now), script, now)
    return _PRESSES[what](session, now)


def end(session: Session, now: datetime, how: Ending) -> Session:
    """End the session; the exercise in work is logged as stopped."""
    if session.ending is not None:
        return session
    if session.item < len(session.items):
        outcome = Outcome.HURT if session.still is Standstill.HURT else Outcome.STOPPED
        session = _log(session, outcome, now)
    return replace(session, ending=how, ended_at=now, still=None, still_at=None)


def swap(session: Session, other: Item | None, now: datetime) -> Session:
    """Leave this exercise out because it hurts; `other` takes its place, if there is one."""
    after = session.item + 1
    others = () if other is None else (other,)
    items = (*session.items[:after], *others, *session.items[after:])
    return _next_item(replace(_log(session, Outcome.HURT, now), items=items), now)


def segment_ends_at(session: Session, script: Timeline) -> datetime:
    """When the segment in work ends by itself (UTC), if the clock runs on."""
    return session.segment_at + timedelta(seconds=_segment(session, script).seconds)


def get_ready_again(session: Session, now: datetime) -> Session:
    """The whole wait before the first move once more, for somebody who answers a question."""
    if session.segment or session.ending is not None:
        return session
    running = run_on(session, now)
    return replace(running, segment_at=now)


def waits_at(session: Session) -> datetime | None:
    """When a session that stands still is given up; None while its clock runs or it has ended."""
    return None if session.still_at is None else session.still_at + LEFT


def _segment(session: Session, script: Timeline) -> Segment:
    return script[session.item][session.segment]


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
    # Count whole ticks back from the end, so that the digits are 15, 10, 5 and the last edit is
    # never squeezed against the change of segment; a counted exercise changes with its count.
    step = max(tick, segment.hold + COUNT_MOVE) if segment.kind is Kind.COUNT else tick
    remaining = (ends_at - now).total_seconds()
    tick_at = ends_at - timedelta(seconds=step * (math.ceil(remaining / step) - 1))
    if (tick_at - now).total_seconds() < tick - 0.5:
        tick_at += timedelta(seconds=step)
    return min(tick_at, ends_at)


def _forward(session: Session, script: Timeline, now: datetime) -> Session:
    if session.segment + 1 < len(script[session.item]):
        return replace(session, segment=session.segment + 1, segment_at=now)
    easier = session.items[session.item].easier
    return _next_item(_log(session, Outcome.EASIER if easier else Outcome.DONE, now), now)


def _next_item(session: Session, now: datetime) -> Session:
    following = replace(
        session,
        item=session.item + 1,
        segment=0,
        segment_at=now,
        item_at=now,
        still=None,
        still_at=None,
    )
    if following.item < len(session.items):
        return following
    return replace(following, ending=Ending.FINISHED, ended_at=now)


def _back(session: Session, now: datetime) -> Session:
    """To the start of this exercise, or to the one before when it has only just begun."""
    item = max(0, session.item - (session.segment == 0))
    return replace(
        session,
        item=item,
        segment=0,
        segment_at=now,
        item_at=now,
        still=None,
        still_at=None,
        log=tuple(line for line in session.log if line.position < item),
    )


def _easier(session: Session, now: datetime) -> Session:
    lighter = session.items[session.item].eased()
    items = (*session.items[: session.item], lighter, *session.items[session.item + 1 :])
    return replace(
        session, items=items, segment=0, segment_at=now, item_at=now, still=None, still_at=None
    )


def _log(session: Session, outcome: Outcome, now: datetime) -> Session:
    item = session.items[session.item]
    line = Logged(session.item, item.exercise, item.dose, outcome, session.item_at, now)
    return replace(session, log=(*session.log, line))


def tick_for(active: int, edits_per_second: int) -> int:
    """Seconds between countdown edits when that many sessions run: 5, and more in a crowd.

    Telegram's limit is the token's: edits of everybody together must leave room for answers.
    """
    return max(TICK, math.ceil(active / edits_per_second))


_PRESSES: Mapping[CardButton, Callable[[Session, datetime], Session]] = {
    CardButton.BACK: _back,
    CardButton.SKIP: lambda session, now: _next_item(_log(session, Outcome.SKIPPED, now), now),
    CardButton.EASIER: _easier,
    CardButton.HURT: lambda session, now: stand_still(session, now, Standstill.HURT),
    CardButton.PAUSE: lambda session, now: stand_still(session, now, Standstill.PAUSED),
    CardButton.RESUME: run_on,
    CardButton.END: lambda session, now: end(session, now, Ending.STOPPED),
}
