"""Dispatch button presses to the handlers of each feature."""

from collections.abc import Callable, Coroutine, Mapping

from telegram import Update

from bot.chat import callback_data, pages
from bot.chat.admin import handlers as admin_handlers
from bot.chat.callback_data import CardAction, DialogChoice, Navigate, PainScore, ReminderAction
from bot.chat.context import Context
from bot.chat.dialogs import handlers as dialogs_handlers
from bot.chat.learning import handlers as learning_handlers
from bot.chat.people import export_handlers
from bot.chat.plan import handlers as plan_handlers
from bot.chat.progress import log_handlers
from bot.chat.reminders import handlers as reminders_handlers
from bot.chat.routines import handlers as routines_handlers
from bot.chat.session import handlers as session_handlers
from bot.domain.dialogs.conversation import DialogName
from bot.domain.errors import StaleButton

_PAGES: Mapping[str, Callable[[Update, Context], Coroutine[None, None, None]]] = {
    "start": dialogs_handlers.start,
    "today": session_handlers.today,
    "short": session_handlers.short,
    "streak": pages.streak,
    "progress": pages.progress,
    "export": export_handlers.export,
    "library": pages.exercises,
    "mine": routines_handlers.routines_page,
    "own-new": routines_handlers.new,
    "routines": pages.routines,
    "why": plan_handlers.why,
    "learn": learning_handlers.contents,
    "learned": learning_handlers.contents,
    "lessons": learning_handlers.lessons_read,
    "settings": pages.settings_page,
    "symptoms": dialogs_handlers.symptoms,
    "pause": dialogs_handlers.pause,
    "resume": dialogs_handlers.resume,
    "fill": log_handlers.fill,
    "undo": log_handlers.undo,
    "admin": admin_handlers.refresh,
    "broadcast": admin_handlers.write,
}
_PAGES_OF_ONE: Mapping[str, Callable[[Update, Context, str], Coroutine[None, None, None]]] = {
    "exercise": pages.exercise,
    "routine": pages.routine,
    "chart": pages.chart,
    "export-file": export_handlers.one,
    "article": learning_handlers.page,
    "sources": learning_handlers.sources,
    "backs": pages.sources,
    "lesson": learning_handlers.lesson,
    "lesson-below": learning_handlers.todays,
    "lesson-sources": learning_handlers.lesson_sources,
    "answer": learning_handlers.answer,
    "own": routines_handlers.one,
    "own-begin": routines_handlers.begin,
    "own-schedule": routines_handlers.schedule,
    "own-share": routines_handlers.share,
    "own-rename": routines_handlers.rename,
    "own-drop": routines_handlers.drop,
    "own-shared": routines_handlers.shared,
    "own-copy": routines_handlers.copy,
    "begin": session_handlers.routine,
    "try": session_handlers.exercise,
    "plan": plan_handlers.change,
    "aside": plan_handlers.decide,
    "in-the-way": plan_handlers.got_in_the_way,
    "look-back": plan_handlers.review_day,
    "pictures": pages.pictures,
    "hush": admin_handlers.stop_broadcast,
}


async def pressed(update: Update, context: Context) -> None:
    """Run the action of a button. Raises `StaleButton` for data that is not one of ours."""
    query = update.callback_query
    action = callback_data.parse((query.data if query else None) or "", context.person.id)
    match action:
        case DialogChoice():
            await dialogs_handlers.button_pressed(update, context, action)
        case ReminderAction():
            await reminders_handlers.pressed(update, context, action)
        case CardAction():
            await session_handlers.pressed(update, context, action)
        case PainScore():
            await session_handlers.sore(update, context, action)
        case Navigate():
            await _open(update, context, action)
        case None:
            raise StaleButton


async def _open(update: Update, context: Context, action: Navigate) -> None:
    await context.answer(update)
    if action.what in _PAGES:
        await _PAGES[action.what](update, context)
    elif action.what in _PAGES_OF_ONE:
        await _PAGES_OF_ONE[action.what](update, context, action.argument)
    elif action.what == "change" and action.argument in set(DialogName):
        await dialogs_handlers.change(context, DialogName(action.argument))
    else:
        raise StaleButton
