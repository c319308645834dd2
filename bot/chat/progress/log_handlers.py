"""Correcting the log: filling in a day, and taking the last log out."""

from telegram import Update

from bot.chat.context import Context
from bot.domain.dialogs.conversation import DialogName


async def fill(update: Update, context: Context) -> None:
    """Fill in yesterday, or a day of the last week."""
    await _open(
        context, DialogName.FILL, await context.deps.services.logbook.to_fill(context.person)
    )


async def undo(update: Update, context: Context) -> None:
    """Take the last log out, after one question."""
    await _open(context, DialogName.UNDO, await context.deps.services.logbook.last(context.person))


async def _open(context: Context, dialog: DialogName, answers: dict[str, object]) -> None:
    room = context.deps
    await room.dialogs.show(await room.services.conversations.open(context.person, dialog, answers))
