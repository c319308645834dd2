"""The pain diary: reading and saving pain notes, and feedback on them."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.pain.feedback import PainFeedback, pain_feedback
from bot.domain.pain.notes import PainNote, Region, Taken, latest
from bot.domain.pain.safety_screen import asks_before
from bot.domain.people.person import Person, PersonId
from bot.domain.plan.exercise_adjustments import SKIPS, skipped_often
from bot.domain.plan.programme import AfterSession
from bot.domain.progress.streak import user_day
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Outcome, Session, SessionId
from bot.services.plan.user_state import progress_of
from bot.storage.core.unit_of_work import UnitOfWork

RECENT = 60
"""How many of the newest notes are read."""


async def asks_of(uow: UnitOfWork, session: Session) -> Region | None:
    """What to ask before a session: the back, then the leg, then nothing."""
    if session.item or session.segment:
        return None
    notes = await uow.pain.of(session.person, RECENT)
    mine = [note for note in notes if note.session == session.id]
    if mine:
        return Region.LEG if mine[0].leg is None else None
    sessions = await uow.sessions.count_before(session)
    return Region.BACK if asks_before(sessions, latest(notes)) else None


async def note_start(
    uow: UnitOfWork, person: Person, session: Session, region: Region, score: int, now: datetime
) -> PainNote:
    """Save a score given before the session: the back begins a note, the leg completes it."""
    day = user_day(now, person.zone, person.day_starts)
    known = [note for note in await uow.pain.of(person.id, RECENT) if note.session == session.id]
    back = known[0].back if known else None
    leg = known[0].leg if known else None
    note = PainNote(
        person.id,
        now,
        day,
        back=score if region is Region.BACK else back,
        leg=score if region is Region.LEG else leg,
        taken=Taken.BEFORE,
        session=session.id,
    )
    await (uow.pain.complete(note) if known else uow.pain.add(note))
    return note


async def opening(uow: UnitOfWork, person: Person, today: date) -> dict[str, Any]:
    """Initial answers of the pain dialogue: the last scores, and whether a check is due."""
    last = latest(await uow.pain.of(person.id, RECENT))
    progress = await progress_of(uow, person, today)
    return {
        "due": progress.screening_due(today),
        "last_back": last.back if last else None,
        "last_leg": last.leg if last else None,
    }


async def notes_for_trends(uow: UnitOfWork, person: PersonId, since: date) -> tuple[PainNote, ...]:
    """The notes since a day, and the first notes before it, which make the baseline."""
    recent = await uow.pain.of(person, limit=None, since=since)
    return (*recent, *await uow.pain.first(person, since))


async def latest_feedback(
    uow: UnitOfWork, person: Person, rules: AfterSession, today: date
) -> PainFeedback | None:
    """Feedback on the person's newest note, if there is one."""
    feedback = pain_feedback(await uow.pain.of(person.id, RECENT), rules)
    if feedback is None or feedback.note.session is None:
        return feedback
    return replace(feedback, skipped=await _skipped(uow, person, feedback.note.session, today))


async def _skipped(
    uow: UnitOfWork, person: Person, id: SessionId, today: date
) -> ExerciseId | None:
    """An exercise of that session that was skipped often and has no adjustment yet."""
    session = await uow.sessions.get(id)
    decided = {each.exercise for each in await uow.plans.adjustments(person.id, today)}
    for line in session.log if session else ():
        if line.outcome is Outcome.SKIPPED and line.exercise not in decided:
            outcomes = await uow.sessions.outcomes(person.id, line.exercise, SKIPS)
            if skipped_often(outcomes):
                return line.exercise
    return None
