"""/pain and /symptoms."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.dialogs.handlers import change
from bot.chat.entry_points import Command
from bot.domain.dialogs import pain_check
from bot.domain.dialogs.symptoms import DIALOG as SYMPTOMS


async def pain(update: Update, context: Context) -> None:
    """/pain: save pain scores."""
    await change(context, pain_check.DIALOG, context.argument)


async def symptoms(update: Update, context: Context) -> None:
    """/symptoms: show the emergency list. A running session is paused meanwhile."""
    waiting = await context.deps.services.sessions.wait(context.person.id)
    if waiting is not None:
        await context.deps.session_view.show(waiting)
    await change(context, SYMPTOMS)


ENTRY_POINTS = (Command("pain", pain), Command("symptoms", symptoms, button=True))
