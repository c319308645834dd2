"""A session as it is kept: its script, when its card changes next, and saving what came of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.people.person import PersonId
from bot.domain.session import player
from bot.domain.session.session import Ending, Session
from bot.domain.session.timeline import Timeline, timeline
from bot.services.ports import Library
from bot.storage.core.errors import VersionConflict
from bot.storage.core.unit_of_work import UnitOfWork

EDITS_PER_SECOND = 20
"""Countdown edits for all sessions together; the rest of Telegram's rate is for answers."""

SHOWN_WITHIN = timedelta(seconds=10)
"""Whoever ends a session shows that within this time; else the scheduler does."""


def script_of(session: Session, library: Library) -> Timeline:
    """The segments of all its exercises."""
    return timeline(session.items, library.exercises)


def next_change(
    session: Session, library: Library, now: datetime, active: int = 0
) -> datetime | None:
    """When the card changes next (UTC), while so many sessions are in work."""
    if session.ending is not None:
        return now + SHOWN_WITHIN  # until its end was shown, so that a crash loses nothing
    tick = player.tick_for(active, EDITS_PER_SECOND)
    return player.at(session, script_of(session, library), now, tick).next_change_at


async def save(
    uow: UnitOfWork, library: Library, before: Session, after: Session, now: datetime
) -> None:
    """Keep a session as it is now, unless nothing has changed.

    Raises `VersionConflict` when somebody else was quicker.
    """
    if after == before:
        return
    active = await uow.sessions.count_active()
    following = replace(after, version=before.version + 1)
    await uow.sessions.save(following, next_change(following, library, now, active))


async def end_at_once(uow: UnitOfWork, person: PersonId, ending: Ending, now: datetime) -> None:
    """End the person's session in work, if any, however often it changes at the same moment.

    Its end is due to be shown at once.
    """
    while session := await uow.sessions.active(person):
        ended = player.end(session, now, ending)
        try:
            await uow.sessions.save(replace(ended, version=session.version + 1), now)
        except VersionConflict:  # the clock of the session, or a tap on another copy
            continue
        return


async def advance(uow: UnitOfWork, library: Library, session: Session, now: datetime) -> None:
    """Let the clock of a session run up to `now`; what has not changed is not saved.

    Raises `VersionConflict` when somebody else was quicker.
    """
    after = player.catch_up(session, script_of(session, library), now)
    if after != session:
        await save(uow, library, session, after, now)
    elif session.end_was_shown:
        await uow.sessions.settle(session.id)
    elif session.ending is None:
        following = next_change(session, library, now, await uow.sessions.count_active())
        await uow.sessions.postpone(session, following)
