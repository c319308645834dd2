"""Dispatch button presses to the handlers of each feature."""

from telegram import Update

from bot.chat import callback_data
from bot.chat.callback_data import CardAction, DialogChoice, Navigate, PainScore, ReminderAction
from bot.chat.commands import PAGES, PAGES_OF
from bot.chat.context import Context
from bot.chat.dialogs import handlers as dialogs_handlers
from bot.chat.reminders import handlers as reminders_handlers
from bot.chat.session import handlers as session_handlers
from bot.domain.dialogs.conversation import DialogName
from bot.domain.dialogs.registry import DIALOGS
from bot.domain.errors import StaleButton


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
    if action.what in PAGES:
        await PAGES[action.what](update, context)
    elif action.what in PAGES_OF:
        await PAGES_OF[action.what](update, context, action.argument)
    elif action.what == "change" and action.argument in DIALOGS:
        await dialogs_handlers.open_dialog(context, DIALOGS[DialogName(action.argument)])
    else:
        raise StaleButton
