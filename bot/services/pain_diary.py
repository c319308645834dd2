"""The pain diary: what a note says beside the ones before it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.asides import SKIPS, skipped_often
from bot.domain.exercises import ExerciseId
from bot.domain.pain import PainNote, Region, Taken, latest
from bot.domain.pain_reading import Told, reading
from bot.domain.people import Person, PersonId
from bot.domain.programme import AfterSession
from bot.domain.safety import asks_before
from bot.domain.streak import day_of
from bot.domain.workouts import Outcome, Workout, WorkoutId
from bot.services.situations import course_of
from bot.storage.unit_of_work import UnitOfWork

RECENT = 60
"""So many of the newest notes are looked at."""


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


async def notes_for_trends(uow: UnitOfWork, person: PersonId, since: date) -> tuple[PainNote, ...]:
    """The notes from a day on, and before it the first ones, which trends start from."""
    recent = await uow.pain.of(person, limit=None, since=since)
    return (*recent, *await uow.pain.first(person, since))


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
