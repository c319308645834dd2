"""The weekly review, read in one unit of work."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.pain.feedback import may_praise
from bot.domain.pain.notes import PainNote, Region
from bot.domain.pain.trend import Change, Trend, is_time_for_help, trend
from bot.domain.plan.recommendation import UserState
from bot.domain.plan.weekly_review import WeeklyReview
from bot.domain.progress import totals
from bot.domain.progress.insights import LOOKS_BACK, insight
from bot.domain.progress.streak import done_lately
from bot.domain.session.session import Logged, SessionLog
from bot.domain.session.timeline import length
from bot.services.pain.pain_diary import notes_for_trends
from bot.services.plan.plan import stands_of
from bot.services.ports import Library, Week
from bot.services.progress.progress import goal_of, history_of
from bot.storage.core.unit_of_work import UnitOfWork

WEEK = timedelta(days=7)

_SAYS = frozenset({Change.BETTER, Change.WORSE, Change.SAME})


async def week_of(uow: UnitOfWork, case: UserState, library: Library) -> Week:
    """A person's last seven days."""
    person, today = case.person, case.today
    history = await history_of(uow, person)
    sessions = await uow.sessions.logs_since(person.id, today - WEEK)
    notes = await notes_for_trends(uow, person.id, today - LOOKS_BACK)
    looked = WeeklyReview(
        done=done_lately(history, today, WEEK.days),
        goal=await goal_of(uow, person),
        minutes=minutes(sessions, today, library),
        may_praise=may_praise(note for note in notes if note.day == today),
    )
    found = (insight(notes, region, history.done, today) for region in (Region.LEG, Region.BACK))
    return Week(
        looked,
        await stands_of(uow, case, library),
        _trends(notes, today),
        next((each for each in found if each is not None), None),
        is_time_for_help(notes, today),
    )


def minutes(sessions: Iterable[SessionLog], today: date, library: Library) -> int:
    """Whole minutes of stretching in the last seven days, including today."""

    def spent(line: Logged) -> float:
        facts = library.exercises.get(line.exercise)
        return totals.seconds(line, None if facts is None else length(facts, line.dose))

    week = [each for each in sessions if today - WEEK < each.day <= today]
    return round(sum(spent(line) for session in week for line in session.log) / 60)


def _trends(notes: Iterable[PainNote], today: date) -> tuple[tuple[Region, Trend], ...]:
    kept = tuple(notes)
    read = ((region, trend(kept, region, today)) for region in Region)
    return tuple((region, each) for region, each in read if each.change in _SAYS)
