"""/pain and /symptoms."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.dialogs.handlers import open_dialog, opens
from bot.chat.entry_points import Command
from bot.domain.dialogs import pain_check
from bot.domain.dialogs.symptoms import DIALOG as SYMPTOMS


async def symptoms(update: Update, context: Context) -> None:
    """/symptoms: show the emergency list. A running session is paused meanwhile."""
    waiting = await context.deps.services.sessions.wait(context.person.id)
    if waiting is not None:
        await context.deps.session_view.show(waiting)
    await open_dialog(context, SYMPTOMS)


ENTRY_POINTS = (
    Command("pain", opens(pain_check.DIALOG)),
    Command("symptoms", symptoms, button=True),
)
