"""The pain diary: what a note says beside the ones before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.asides import SKIPS, skipped_often
from bot.domain.exercises import ExerciseId
from bot.domain.pain import PainNote, Region, Taken, latest
from bot.domain.people import Person
from bot.domain.plan import Aftermath, aftermath
from bot.domain.programme import AfterSession
from bot.domain.safety import Light, Travel, asks_before, note_light, travel
from bot.domain.streak import day_of
from bot.domain.workouts import Outcome, Workout, WorkoutId
from bot.services.situations import course_of
from bot.storage.unit_of_work import UnitOfWork

START_LASTS = timedelta(hours=2)
"""A note is the start of whatever is noted within this time after it."""

REACH_LASTS = timedelta(days=7)
"""Where leg pain went is said only against what was noted within this time."""

RECENT = 60
"""So many of the newest notes are looked at."""


WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Told:
    """What the newest note says: its traffic light, where the leg pain went, what follows.

    `skipped` is an exercise that was skipped often, to be asked about.
    """

    note: PainNote
    light: Light
    travel: Travel
    after: Aftermath = Aftermath.NONE
    skipped: ExerciseId | None = None


async def asks_of(uow: UnitOfWork, workout: Workout) -> Region | None:
    """What to ask on the first card of a session: the back, then the leg, then nothing."""
    if workout.item or workout.segment or workout.still is not None:
        return None
    notes = await uow.pain.of(workout.person, RECENT)
    mine = [note for note in notes if note.workout == workout.id]
    if mine:
        return Region.LEG if mine[0].leg is None else None
    sessions = await uow.workouts.count_before(workout)
    return Region.BACK if asks_before(sessions, latest(notes)) else None


async def note_start(
    uow: UnitOfWork, person: Person, workout: Workout, region: Region, score: int, now: datetime
) -> PainNote:
    """Keep a score given before the session: the back begins a note, the leg completes it."""
    day = day_of(now, person.zone, person.day_starts)
    known = [note for note in await uow.pain.of(person.id, RECENT) if note.workout == workout.id]
    back = known[0].back if known else None
    leg = known[0].leg if known else None
    note = PainNote(
        person.id,
        now,
        day,
        back=score if region is Region.BACK else back,
        leg=score if region is Region.LEG else leg,
        taken=Taken.BEFORE,
        workout=workout.id,
    )
    await (uow.pain.complete(note) if known else uow.pain.add(note))
    return note


async def opening(uow: UnitOfWork, person: Person, today: date) -> dict[str, Any]:
    """What the pain questions start from: the last scores, and whether a weekly check is due."""
    last = latest(await uow.pain.of(person.id, RECENT))
    course = await course_of(uow, person, today)
    return {
        "due": course.screening_due(today),
        "last_back": last.back if last else None,
        "last_leg": last.leg if last else None,
    }


async def told(uow: UnitOfWork, person: Person, rules: AfterSession, today: date) -> Told | None:
    """The reading of the person's newest note, if there is one."""
    said = reading(await uow.pain.of(person.id, RECENT), rules)
    if said is None or said.note.workout is None:
        return said
    return replace(said, skipped=await _skipped(uow, person, said.note.workout, today))


async def _skipped(
    uow: UnitOfWork, person: Person, id: WorkoutId, today: date
) -> ExerciseId | None:
    """An exercise of that session that was skipped often and about which nothing is decided."""
    workout = await uow.workouts.get(id)
    decided = {each.exercise for each in await uow.courses.asides(person.id, today)}
    for line in workout.log if workout else ():
        if line.outcome is Outcome.SKIPPED and line.exercise not in decided:
            outcomes = await uow.workouts.outcomes(person.id, line.exercise, SKIPS)
            if skipped_often(outcomes):
                return line.exercise
    return None


def reading(notes: Iterable[PainNote], rules: AfterSession) -> Told | None:
    """The newest of some notes against the start of its session and the last known reach."""
    kept = sorted(notes, key=lambda each: each.at)
    if not kept:
        return None
    *earlier, note = kept
    start = start_of(note, earlier)
    before = latest(
        each for each in earlier if each.reach is not None and note.at - each.at <= REACH_LASTS
    )
    is_end = note.taken is Taken.AFTER
    return Told(
        note,
        note_light(note, start),
        travel(before.reach if before else None, note.reach),
        aftermath(session_lights(kept, note), rules) if is_end else Aftermath.NONE,
    )


def session_lights(notes: Sequence[PainNote], newest: PainNote) -> tuple[Light, ...]:
    """The lights of the sessions of the last seven days, the newest first."""
    ends = [note for note in notes if note.taken is Taken.AFTER and newest.at - note.at < WEEK]
    return tuple(note_light(note, start_of(note, notes)) for note in reversed(ends))


def start_of(note: PainNote, earlier: Iterable[PainNote]) -> PainNote | None:
    """What was noted before the session that this note ends, or shortly before it began."""
    if note.taken is not Taken.AFTER:
        return None
    return latest(
        each
        for each in earlier
        if (each.taken is Taken.BEFORE and each.workout == note.workout)
        or (each.taken is Taken.ANY and timedelta(0) <= note.at - each.at <= START_LASTS)
    )
