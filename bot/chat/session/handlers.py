"""Start sessions, and handle the buttons of their cards."""

from telegram import Update

from bot.chat.callback_data import CardAction, PainScore
from bot.chat.context import Context
from bot.chat.entry_points import Command, Page, PageOf
from bot.chat.session import cards
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import RoutineId
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.session import Session


async def today(update: Update, context: Context) -> None:
    """/today: start today's routine, or continue the current session."""
    session = await context.deps.services.sessions.start(context.person)
    await _begin(update, context, session)


async def short(update: Update, context: Context) -> None:
    """Start the one-minute version of today's routine."""
    session = await context.deps.services.sessions.start(context.person, short=True)
    await _begin(update, context, session)


async def routine(update: Update, context: Context, id: str) -> None:
    """Start a routine from the library."""
    sessions = context.deps.services.sessions
    await _begin(update, context, await sessions.start_routine(context.person, RoutineId(id)))


async def exercise(update: Update, context: Context, id: str) -> None:
    """Start a session with one exercise, to try it."""
    sessions = context.deps.services.sessions
    await _begin(update, context, await sessions.start_exercise(context.person, ExerciseId(id)))


async def pressed(update: Update, context: Context, action: CardAction) -> None:
    """Run the action of a card's button."""
    services = context.deps.services
    session = await services.sessions.press(context.person, action.press, action.where)
    word = cards.word_for(context.words, action.press)
    await context.answer(update, word, alert=word is not None)
    await context.deps.session_view.show(session)
    if action.press is CardButton.NUMB:
        await context.deps.dialogs.symptoms(context.person)


async def sore(update: Update, context: Context, action: PainScore) -> None:
    """Save a pain score from the first card, before the session begins."""
    services = context.deps.services
    await services.sessions.note_start(context.person, action.session, action.region, action.score)
    await context.answer(update)
    await context.deps.session_view.show(action.session)


async def _begin(update: Update, context: Context, session: Session) -> None:
    await context.answer(update)
    await context.deps.session_view.show(session.id, anew=True)


ENTRY_POINTS = (
    Command("today", today, button=True),
    Page("short", short),
    PageOf("begin", routine),
    PageOf("try", exercise),
)
