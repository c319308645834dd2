"""Every button press comes in here and goes to its area."""

from collections.abc import Callable, Coroutine, Mapping

from telegram import Update

from bot.chat import actions
from bot.chat.actions import Choose, OnCard, OnReminder, Open, Sore
from bot.chat.context import Context
from bot.chat.handlers import (
    admin,
    learning,
    logbook,
    looking,
    mine,
    planning,
    reminding,
    stretching,
    taking,
    talking,
)
from bot.domain.conversation import FlowName
from bot.domain.errors import StaleButton

_OPENS: Mapping[str, Callable[[Update, Context], Coroutine[None, None, None]]] = {
    "start": talking.start,
    "today": stretching.today,
    "short": stretching.short,
    "streak": looking.streak,
    "progress": looking.progress,
    "export": taking.export,
    "library": looking.exercises,
    "mine": mine.mine,
    "own-new": mine.new,
    "routines": looking.routines,
    "why": planning.why,
    "learn": learning.contents,
    "learned": learning.contents,
    "lessons": learning.lessons_read,
    "settings": looking.settings_page,
    "symptoms": talking.symptoms,
    "pause": talking.pause,
    "resume": talking.resume,
    "fill": logbook.fill,
    "undo": logbook.undo,
    "admin": admin.look_again,
    "broadcast": admin.write,
}
_OPENS_ONE: Mapping[str, Callable[[Update, Context, str], Coroutine[None, None, None]]] = {
    "exercise": looking.exercise,
    "routine": looking.routine,
    "chart": looking.chart,
    "export-file": taking.one,
    "article": learning.page,
    "sources": learning.sources,
    "backs": looking.sources,
    "lesson": learning.lesson,
    "lesson-below": learning.todays,
    "lesson-sources": learning.lesson_sources,
    "answer": learning.answer,
    "own": mine.one,
    "own-begin": mine.begin,
    "own-schedule": mine.schedule,
    "own-share": mine.share,
    "own-rename": mine.rename,
    "own-drop": mine.drop,
    "own-shared": mine.shared,
    "own-copy": mine.copy,
    "begin": stretching.routine,
    "try": stretching.exercise,
    "plan": planning.change,
    "aside": planning.decide,
    "in-the-way": planning.got_in_the_way,
    "look-back": planning.look_back_day,
    "pictures": looking.pictures,
    "hush": admin.hush,
}


async def pressed(update: Update, context: Context) -> None:
    """Find out what a button means. Data that this bot never made is answered quietly."""
    query = update.callback_query
    action = actions.parse((query.data if query else None) or "", context.person.id)
    match action:
        case Choose():
            await talking.chosen(update, context, action)
        case OnReminder():
            await reminding.pressed(update, context, action)
        case OnCard():
            await stretching.pressed(update, context, action)
        case Sore():
            await stretching.sore(update, context, action)
        case Open():
            await _open(update, context, action)
        case None:
            raise StaleButton


async def _open(update: Update, context: Context, action: Open) -> None:
    await context.answer(update)
    if action.what in _OPENS:
        await _OPENS[action.what](update, context)
    elif action.what in _OPENS_ONE:
        await _OPENS_ONE[action.what](update, context, action.argument)
    elif action.what == "change" and action.argument in set(FlowName):
        await talking.change(context, FlowName(action.argument))
    else:
        raise StaleButton
