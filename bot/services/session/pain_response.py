"""“It hurts”: what the player does for each kind of pain, and how long an exercise is out."""

from datetime import datetime, timedelta

from bot.domain.people.person import Person
from bot.domain.plan import selection
from bot.domain.plan.exercise_adjustments import (
    Adjustment,
    Change,
    PainAction,
    PainKind,
    pain_response,
)
from bot.domain.plan.recommendation import UserState
from bot.domain.routines.routine import Because, Item, Pick
from bot.domain.session import player
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.session import Ending, Session
from bot.services.plan.recommendations import is_flare
from bot.services.plan.user_state import content_library, user_state
from bot.services.ports import Library
from bot.services.session.session_storage import mark_new
from bot.storage.core.unit_of_work import UnitOfWork


async def act(
    uow: UnitOfWork,
    library: Library,
    person: Person,
    session: Session,
    hurt: PainKind,
    now: datetime,
) -> Session:
    """Respond to a report of pain: adjust the plan if needed, and return the changed session."""
    item = session.items[session.item]
    found = pain_response(hurt, easier=item.easier)
    case = await user_state(uow, person, now)
    if found.days_out:
        until = case.today + timedelta(days=found.days_out)
        await uow.plans.set_adjustment(person.id, Adjustment(item.exercise, Change.OUT, until))
    match found.act:
        case PainAction.EASE:
            return player.press(session, (), CardButton.EASIER, now)
        case PainAction.SWAP:
            other = _other(library, case, session)
            others = () if other is None else await mark_new(uow, person.id, [other])
            return player.swap(session, others, now)
        case PainAction.STOP:
            return player.end(session, now, Ending.UNWELL)
        case PainAction.SYMPTOMS:
            return player.end(session, now, Ending.SYMPTOMS)


def _other(library: Library, case: UserState, session: Session) -> Item | None:
    """A substitute exercise; None on a sore day, when doing less is enough."""
    if is_flare(session.routine, library):
        return None
    content = content_library(library)
    suits = case.suits(content)
    used = frozenset(item.exercise for item in session.items)
    found = selection.substitute(content, suits, case.position, used)
    if found is None:
        return None
    pick = Pick(found, Because.INSTEAD, session.items[session.item].exercise)
    return selection.item_of(content, suits, case.position, pick)
