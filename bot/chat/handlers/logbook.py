"""Correcting the log: filling in a day, and taking the last log out."""

from telegram import Update

from bot.chat.context import Context
from bot.domain.conversation import FlowName


async def fill(update: Update, context: Context) -> None:
    """Fill in yesterday, or a day of the last week."""
    await _open(context, FlowName.FILL, await context.room.services.logbook.to_fill(context.person))


async def undo(update: Update, context: Context) -> None:
    """Take the last log out, after one question."""
    await _open(context, FlowName.UNDO, await context.room.services.logbook.last(context.person))


async def _open(context: Context, flow: FlowName, answers: dict[str, object]) -> None:
    room = context.room
    await room.talks.show(await room.services.conversations.open(context.person, flow, answers))
