"""Load and save sessions: their timeline, when the card changes next, and the result."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.people.person import PersonId
from bot.domain.routines.routine import Item
from bot.domain.session import player
from bot.domain.session.frame import frame_at, tick_for
from bot.domain.session.session import Ending, Session, SessionId
from bot.domain.session.timeline import Timeline, timeline
from bot.services.ports import Library
from bot.storage.core.errors import VersionConflict
from bot.storage.core.unit_of_work import UnitOfWork

EDITS_PER_SECOND = 20
"""Countdown edits of all sessions together; the rest of Telegram's rate is for answers."""

SHOWN_WITHIN = timedelta(seconds=10)
"""Code that ends a session shows the end within this time; otherwise the scheduler does."""


def script_of(session: Session, library: Library) -> Timeline:
    """The segments of all exercises of a session."""
    return timeline(session.items, library.exercises)


def next_change(
    session: Session, library: Library, now: datetime, active: int = 0
) -> datetime | None:
    """When the card changes next (UTC), while `active` sessions are running."""
    if session.ending is not None:
        return now + SHOWN_WITHIN  # until its end was shown, so that a crash loses nothing
    tick = tick_for(active, EDITS_PER_SECOND)
    return frame_at(session, script_of(session, library), now, tick).next_change_at


async def mark_new(uow: UnitOfWork, person: PersonId, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, with those marked whose exercise the person has never done."""
    listed = tuple(items)
    done = await uow.sessions.done_of(person, {item.exercise for item in listed})
    return tuple(
        replace(item, is_new=item.own is None and item.exercise not in done) for item in listed
    )


async def save(
    uow: UnitOfWork, library: Library, before: Session, after: Session, now: datetime
) -> None:
    """Save a session, unless nothing has changed.

    Raises `VersionConflict` if the session was changed by others meanwhile.
    """
    if after == before:
        return
    active = await uow.sessions.count_active()
    following = replace(after, version=before.version + 1)
    await uow.sessions.save(following, next_change(following, library, now, active))


async def end_at_once(
    uow: UnitOfWork, person: PersonId, ending: Ending, now: datetime
) -> SessionId | None:
    """End the person's running session and return it; retries if it changes meanwhile.

    Its end is due to be shown at once. None if no session is running.
    """
    while session := await uow.sessions.active(person):
        ended = player.end(session, now, ending)
        try:
            await uow.sessions.save(replace(ended, version=session.version + 1), now)
        except VersionConflict:  # changed by the scheduler, or by a tap on another instance
            continue
        return session.id
    return None


async def advance(uow: UnitOfWork, library: Library, session: Session, now: datetime) -> None:
    """Run the clock of a session up to `now`; saves only what has changed.

    Raises `VersionConflict` if the session was changed by others meanwhile.
    """
    after = player.catch_up(session, script_of(session, library), now)
    if after != session:
        await save(uow, library, session, after, now)
    elif session.end_was_shown:
        await uow.sessions.settle(session.id)
    elif session.ending is None:
        following = next_change(session, library, now, await uow.sessions.count_active())
        await uow.sessions.postpone(session, following)
