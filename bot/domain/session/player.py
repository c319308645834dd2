"""The player: the state of a session at a moment, and the effect of each button.

Pure: `Session` stores what was pressed and when; the countdown is derived from the clock. So a
restart in the middle of a hold changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import StaleButton
from bot.domain.routines.routine import Item
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.session import Ending, Logged, Outcome, Session, Standstill
from bot.domain.session.timeline import Segment, Timeline

AWAY = timedelta(seconds=30)
"""If no change could be shown for this long, the person is assumed to have stopped, too."""

LEFT = timedelta(hours=2)
"""A session whose clock has been stopped for this long is over."""


def begin(session: Session, *, asks_score: bool) -> Session:
    """The session at its start: ask for a score, show the steps of a new exercise, or get ready."""
    if asks_score:
        return replace(session, still=Standstill.SCORE, still_at=session.segment_at)
    return _enter(session)


def catch_up(session: Session, script: Timeline, now: datetime) -> Session:
    """Run the clock up to `now`: segments end, exercises are logged, the session finishes.

    If the end of a segment could not be shown for longer than `AWAY`, the clock stops there:
    nobody is credited with holds that they were not shown.
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
    """Stop the clock. A clock that is already stopped keeps its time and takes the new reason."""
    if session.still_at is not None:
        return replace(session, still=why)
    return replace(session, still=why, still_at=max(at, session.segment_at))


def resume(session: Session, now: datetime) -> Session:
    """Restart the clock where it stopped."""
    if session.still_at is None:
        return session
    stood = max(now - session.still_at, timedelta(0))
    segment_at = session.segment_at + stood
    return replace(session, still=None, still_at=None, segment_at=segment_at)


def press(session: Session, script: Timeline, what: CardButton, now: datetime) -> Session:
    """The session after a press. Raises `StaleButton` if the session is over."""
    if session.ending is not None:
        raise StaleButton
    if what in {CardButton.GO, CardButton.DONE}:
        return _forward(resume(session, now), script, now)
    return _PRESSES[what](session, now)


def end(session: Session, now: datetime, how: Ending) -> Session:
    """End the session; the current exercise is logged as hurting or stopped."""
    if session.ending is not None:
        return session
    if session.item < len(session.items):
        outcome = Outcome.HURT if session.still is Standstill.HURT else Outcome.STOPPED
        session = _log(session, outcome, now)
    return replace(session, ending=how, ended_at=now, still=None, still_at=None)


def swap(session: Session, others: tuple[Item, ...], now: datetime) -> Session:
    """Leave this exercise out because it hurts, and do `others` instead, if there are any."""
    after = session.item + 1
    items = (*session.items[:after], *others, *session.items[after:])
    return _next_item(replace(_log(session, Outcome.HURT, now), items=items), now)


def segment_ends_at(session: Session, script: Timeline) -> datetime:
    """When the current segment ends by itself (UTC), if the clock is not stopped."""
    return session.segment_at + timedelta(seconds=segment_of(session, script).seconds)


def after_score(session: Session, now: datetime) -> Session:
    """Go on to the first exercise, for a person who was asked for a score."""
    return _enter(replace(session, segment_at=now, item_at=now))


def waits_at(session: Session) -> datetime | None:
    """When a stopped session is given up; None while its clock runs or once it has ended."""
    return None if session.still_at is None else session.still_at + LEFT


def segment_of(session: Session, script: Timeline) -> Segment:
    """The current segment."""
    return script[session.item][session.segment]


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
        return _enter(following)
    return replace(following, ending=Ending.FINISHED, ended_at=now)


def _enter(session: Session) -> Session:
    """Stop at the steps of an exercise that is new to the person; otherwise run the clock."""
    if session.items[session.item].is_new:
        return replace(session, still=Standstill.HOW, still_at=session.segment_at)
    return replace(session, still=None, still_at=None)


def _less(session: Session, now: datetime) -> Session:
    """Close the other buttons: go on, or back to the steps if the exercise has not begun."""
    not_begun = session.segment == 0 and session.still_at == session.segment_at
    return _enter(session) if not_begun else resume(session, now)


def _back(session: Session, now: datetime) -> Session:
    """Return to the start of this exercise, or to the one before if this one has not begun."""
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


_PRESSES: Mapping[CardButton, Callable[[Session, datetime], Session]] = {
    CardButton.BACK: _back,
    CardButton.SKIP: lambda session, now: _next_item(_log(session, Outcome.SKIPPED, now), now),
    CardButton.EASIER: _easier,
    CardButton.HURT: lambda session, now: stand_still(session, now, Standstill.HURT),
    CardButton.PAUSE: lambda session, now: stand_still(session, now, Standstill.PAUSED),
    CardButton.RESUME: resume,
    CardButton.NO_SCORE: after_score,
    CardButton.HOW: lambda session, now: stand_still(session, now, Standstill.HOW),
    CardButton.MORE: lambda session, now: stand_still(session, now, Standstill.MORE),
    CardButton.LESS: _less,
    CardButton.END: lambda session, now: end(session, now, Ending.STOPPED),
}
