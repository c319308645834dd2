"""The pain diary: what a note says beside the ones before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.pain import PainNote, Region, Taken, latest
from bot.domain.people import Person
from bot.domain.safety import Light, Travel, asks_before, note_light, travel
from bot.domain.streak import day_of
from bot.domain.workouts import Workout
from bot.storage.unit_of_work import UnitOfWork

START_LASTS = timedelta(hours=2)
"""A note is the start of whatever is noted within this time after it."""

REACH_LASTS = timedelta(days=7)
"""Where leg pain went is said only against what was noted within this time."""

RECENT = 60
"""So many of the newest notes are looked at."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the newest note says: its traffic light, and where the leg pain went."""

    note: PainNote
    light: Light
    travel: Travel


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


async def told(uow: UnitOfWork, person: Person) -> Told | None:
    """The reading of the person's newest note, if there is one."""
    notes = await uow.pain.of(person.id, RECENT)
    return reading(notes)


def reading(notes: Iterable[PainNote]) -> Told | None:
    """The newest of some notes against the start of its session and the last known reach."""
    kept = sorted(notes, key=lambda each: each.at)
    if not kept:
        return None
    *earlier, note = kept
    start = start_of(note, earlier)
    before = latest(
        each for each in earlier if each.reach is not None and note.at - each.at <= REACH_LASTS
    )
    return Told(note, note_light(note, start), travel(before.reach if before else None, note.reach))


def start_of(note: PainNote, earlier: Iterable[PainNote]) -> PainNote | None:
    """What was noted before the session that this note ends, or shortly before it began."""
    if note.taken is not Taken.AFTER:
        return None
    return latest(
        each
        for each in earlier
        if (each.taken is Taken.BEFORE and each.workout == note.workout)
        or (each.taken is Taken.ANY and note.at - each.at <= START_LASTS)
    )
