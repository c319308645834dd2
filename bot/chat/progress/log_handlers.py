"""Correct the log: fill in a day, or undo the last entry."""

from telegram import Update

from bot.chat.context import Context
from bot.domain.dialogs.conversation import DialogName


async def fill(update: Update, context: Context) -> None:
    """Ask which day of the last week to fill in."""
    await _open(
        context, DialogName.FILL, await context.deps.services.logbook.to_fill(context.person)
    )


async def undo(update: Update, context: Context) -> None:
    """Undo the last log entry, after a confirmation."""
    await _open(context, DialogName.UNDO, await context.deps.services.logbook.last(context.person))


async def _open(context: Context, dialog: DialogName, answers: dict[str, object]) -> None:
    deps = context.deps
    await deps.dialogs.show(await deps.services.conversations.open(context.person, dialog, answers))
