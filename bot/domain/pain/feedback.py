"""Feedback on a pain note compared with earlier ones: traffic light, travel, what follows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.pain.notes import PainNote, Taken, latest
from bot.domain.pain.safety_screen import Light, Travel, note_light, travel
from bot.domain.plan.programme import AfterSession
from bot.domain.plan.progression import Aftermath, aftermath
from bot.domain.routines.exercises import ExerciseId

START_LASTS = timedelta(hours=2)
"""A note counts as the start for anything noted within this time after it."""

REACH_LASTS = timedelta(days=7)
"""Leg pain is only compared with where it was noted within this time."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PainFeedback:
    """Feedback on the newest note: traffic light, where the leg pain went, and what follows.

    `skipped` is an exercise that was skipped often; the person is asked about it.
    """

    note: PainNote
    light: Light
    travel: Travel
    after: Aftermath = Aftermath.NONE
    skipped: ExerciseId | None = None


def pain_feedback(notes: Iterable[PainNote], rules: AfterSession) -> PainFeedback | None:
    """Compare the newest note with the start of its session and the last known reach."""
    kept = sorted(notes, key=lambda each: each.at)
    if not kept:
        return None
    *earlier, note = kept
    start = start_of(note, earlier)
    before = latest(
        each for each in earlier if each.reach is not None and note.at - each.at <= REACH_LASTS
    )
    is_end = note.taken is Taken.AFTER
    return PainFeedback(
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
    """The note made before the session that this note ends, or shortly before this note."""
    if note.taken is not Taken.AFTER:
        return None
    return latest(
        each
        for each in earlier
        if (each.taken is Taken.BEFORE and each.session == note.session)
        or (each.taken is Taken.ANY and timedelta(0) <= note.at - each.at <= START_LASTS)
    )


def may_praise(notes_of_day: Iterable[PainNote]) -> bool:
    """Whether praise is allowed: not on a day with any red pain note."""
    kept = tuple(notes_of_day)
    return all(note_light(note, start_of(note, kept)) is not Light.RED for note in kept)
