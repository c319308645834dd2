"""The player: where a session stands at a moment, and what a press does to it.

Pure: the state is what was pressed and when (`Workout`), the countdown is derived from the clock.
So a restart in the middle of a hold changes nothing.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import StaleButton
from bot.domain.presses import Press
from bot.domain.routines import Item
from bot.domain.script import COUNT_MOVE, Kind, Script, Segment
from bot.domain.workouts import Ending, Logged, Outcome, Standstill, Workout

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


def catch_up(workout: Workout, script: Script, now: datetime) -> Workout:
    """Let the clock run up to `now`: segments end, exercises get logged, the session finishes.

    Where nobody was shown the end of a segment for longer than `AWAY`, the clock stands still
    there: nobody is credited with holds that nobody counted.
    """
    while workout.ending is None and workout.still is None:
        ends_at = segment_ends_at(workout, script)
        if ends_at > now:
            break
        if now - ends_at > AWAY:
            return stand_still(workout, ends_at, Standstill.AWAY)
        workout = _forward(workout, script, ends_at)
    if workout.still_at is not None and now - workout.still_at >= LEFT and workout.ending is None:
        workout = end(workout, workout.still_at, Ending.LEFT)
    return workout


def stand_still(workout: Workout, at: datetime, why: Standstill) -> Workout:
    """Stop the clock. A clock that already stands keeps its moment and takes the new reason."""
    if workout.still_at is not None:
        return replace(workout, still=why)
    return replace(workout, still=why, still_at=max(at, workout.segment_at))


def run_on(workout: Workout, now: datetime) -> Workout:
    """Start the clock again where it stood."""
    if workout.still_at is None:
        return workout
    stood = max(now - workout.still_at, timedelta(0))
    segment_at = workout.segment_at + stood
    return replace(workout, still=None, still_at=None, segment_at=segment_at)


def at(workout: Workout, script: Script, now: datetime, tick: int = TICK) -> Frame:
    """What to show now, and when it changes next. Call `catch_up` first."""
    segment = _segment(workout, script)
    elapsed = _elapsed(workout, now)
    remaining = segment.seconds - elapsed
    per_count = segment.hold + COUNT_MOVE
    return Frame(
        item=workout.items[workout.item],
        position=workout.item,
        items=len(workout.items),
        segment=segment,
        left=_left(segment, remaining),
        easing_in=segment.kind is Kind.HOLD and remaining > segment.hold + 0.5,
        count=min(segment.repetitions, int(elapsed // per_count) + 1),
        still=workout.still,
        next_change_at=_next_change(workout, segment, now, tick),
        elapsed=elapsed,
    )


def press(workout: Workout, script: Script, what: Press, now: datetime) -> Workout:
    """What a press does. Raises `StaleButton` when the session is over."""
    if workout.ending is not None:
        raise StaleButton
    if what in {Press.GO, Press.DONE}:
        return _forward(run_on(workout, now), script, now)
    return _PRESSES[what](workout, now)


def end(workout: Workout, now: datetime, how: Ending) -> Workout:
    """End the session; the exercise in work is logged as stopped."""
    if workout.ending is not None:
        return workout
    if workout.item < len(workout.items):
        outcome = Outcome.HURT if workout.still is Standstill.HURT else Outcome.STOPPED
        workout = _log(workout, outcome, now)
    return replace(workout, ending=how, ended_at=now, still=None, still_at=None)


def swap(workout: Workout, other: Item | None, now: datetime) -> Workout:
    """Leave this exercise out because it hurts; `other` takes its place, if there is one."""
    after = workout.item + 1
    others = () if other is None else (other,)
    items = (*workout.items[:after], *others, *workout.items[after:])
    return _next_item(replace(_log(workout, Outcome.HURT, now), items=items), now)


def segment_ends_at(workout: Workout, script: Script) -> datetime:
    """When the segment in work ends by itself (UTC), if the clock runs on."""
    return workout.segment_at + timedelta(seconds=_segment(workout, script).seconds)


def get_ready_again(workout: Workout, now: datetime) -> Workout:
    """The whole wait before the first move once more, for somebody who answers a question."""
    if workout.segment or workout.ending is not None:
        return workout
    running = run_on(workout, now)
    return replace(running, segment_at=now)


def waits_at(workout: Workout) -> datetime | None:
    """When a session that stands still is given up; None while its clock runs or it has ended."""
    return None if workout.still_at is None else workout.still_at + LEFT


def _segment(workout: Workout, script: Script) -> Segment:
    return script[workout.item][workout.segment]


def _elapsed(workout: Workout, now: datetime) -> float:
    moment = workout.still_at or now
    return max(0.0, (moment - workout.segment_at).total_seconds())


def _left(segment: Segment, remaining: float) -> int:
    counted = min(remaining, segment.hold) if segment.kind is Kind.HOLD else remaining
    return max(0, math.ceil(round(counted, 2)))


def _next_change(workout: Workout, segment: Segment, now: datetime, tick: int) -> datetime | None:
    if workout.ending is not None:
        return None
    if workout.still_at is not None:
        return waits_at(workout)
    ends_at = workout.segment_at + timedelta(seconds=segment.seconds)
    # Count whole ticks back from the end, so that the digits are 15, 10, 5 and the last edit is
    # never squeezed against the change of segment; a counted exercise changes with its count.
    step = max(tick, segment.hold + COUNT_MOVE) if segment.kind is Kind.COUNT else tick
    remaining = (ends_at - now).total_seconds()
    tick_at = ends_at - timedelta(seconds=step * (math.ceil(remaining / step) - 1))
    if (tick_at - now).total_seconds() < tick - 0.5:
        tick_at += timedelta(seconds=step)
    return min(tick_at, ends_at)


def _forward(workout: Workout, script: Script, now: datetime) -> Workout:
    if workout.segment + 1 < len(script[workout.item]):
        return replace(workout, segment=workout.segment + 1, segment_at=now)
    easier = workout.items[workout.item].easier
    return _next_item(_log(workout, Outcome.EASIER if easier else Outcome.DONE, now), now)


def _next_item(workout: Workout, now: datetime) -> Workout:
    following = replace(
        workout,
        item=workout.item + 1,
        segment=0,
        segment_at=now,
        item_at=now,
        still=None,
        still_at=None,
    )
    if following.item < len(workout.items):
        return following
    return replace(following, ending=Ending.FINISHED, ended_at=now)


def _back(workout: Workout, now: datetime) -> Workout:
    """To the start of this exercise, or to the one before when it has only just begun."""
    item = max(0, workout.item - (workout.segment == 0))
    return replace(
        workout,
        item=item,
        segment=0,
        segment_at=now,
        item_at=now,
        still=None,
        still_at=None,
        log=tuple(line for line in workout.log if line.position < item),
    )


def _easier(workout: Workout, now: datetime) -> Workout:
    lighter = workout.items[workout.item].eased()
    items = (*workout.items[: workout.item], lighter, *workout.items[workout.item + 1 :])
    return replace(
        workout, items=items, segment=0, segment_at=now, item_at=now, still=None, still_at=None
    )


def _log(workout: Workout, outcome: Outcome, now: datetime) -> Workout:
    item = workout.items[workout.item]
    line = Logged(workout.item, item.exercise, item.dose, outcome, workout.item_at, now)
    return replace(workout, log=(*workout.log, line))


def tick_for(active: int, edits_per_second: int) -> int:
    """Seconds between countdown edits when that many sessions run: 5, and more in a crowd.

    Telegram's limit is the token's: edits of everybody together must leave room for answers.
    """
    return max(TICK, math.ceil(active / edits_per_second))


_PRESSES: Mapping[Press, Callable[[Workout, datetime], Workout]] = {
    Press.BACK: _back,
    Press.SKIP: lambda workout, now: _next_item(_log(workout, Outcome.SKIPPED, now), now),
    Press.EASIER: _easier,
    Press.HURT: lambda workout, now: stand_still(workout, now, Standstill.HURT),
    Press.PAUSE: lambda workout, now: stand_still(workout, now, Standstill.PAUSED),
    Press.RESUME: run_on,
    Press.END: lambda workout, now: end(workout, now, Ending.STOPPED),
}
