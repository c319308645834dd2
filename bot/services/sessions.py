"""A session as it is kept: its script, when its card changes next, and saving what came of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import player
from bot.domain.people import PersonId
from bot.domain.script import Script, script
from bot.domain.workouts import Ending, Workout
from bot.services.ports import Library
from bot.storage.errors import VersionConflict
from bot.storage.unit_of_work import UnitOfWork

EDITS_PER_SECOND = 20
"""Countdown edits for all sessions together; the rest of Telegram's rate is for answers."""

SHOWN_WITHIN = timedelta(seconds=10)
"""Whoever ends a session shows that within this time; else the scheduler does."""


def script_of(workout: Workout, library: Library) -> Script:
    """The segments of all its exercises."""
    return script(workout.items, library.exercises)


def next_change(
    workout: Workout, library: Library, now: datetime, active: int = 0
) -> datetime | None:
    """When the card changes next (UTC), while so many sessions are in work."""
    if workout.ending is not None:
        return now + SHOWN_WITHIN  # until its end was shown, so that a crash loses nothing
    tick = player.tick_for(active, EDITS_PER_SECOND)
    return player.at(workout, script_of(workout, library), now, tick).next_change_at


async def save(
    uow: UnitOfWork, library: Library, before: Workout, after: Workout, now: datetime
) -> None:
    """Keep a session as it is now, unless nothing has changed.

    Raises `VersionConflict` when somebody else was quicker.
    """
    if after == before:
        return
    active = await uow.workouts.count_active()
    following = replace(after, version=before.version + 1)
    await uow.workouts.save(following, next_change(following, library, now, active))


async def end_at_once(uow: UnitOfWork, person: PersonId, ending: Ending, now: datetime) -> None:
    """End the person's session in work, if any, however often it changes at the same moment.

    Its end is due to be shown at once.
    """
    while workout := await uow.workouts.active(person):
        ended = player.end(workout, now, ending)
        try:
            await uow.workouts.save(replace(ended, version=workout.version + 1), now)
        except VersionConflict:  # the clock of the session, or a tap on another copy
            continue
        return


async def advance(uow: UnitOfWork, library: Library, workout: Workout, now: datetime) -> None:
    """Let the clock of a session run up to `now`; what has not changed is not saved.

    Raises `VersionConflict` when somebody else was quicker.
    """
    after = player.catch_up(workout, script_of(workout, library), now)
    if after != workout:
        await save(uow, library, workout, after, now)
    elif workout.end_was_shown:
        await uow.workouts.settle(workout.id)
    elif workout.ending is None:
        following = next_change(workout, library, now, await uow.workouts.count_active())
        await uow.workouts.postpone(workout, following)
