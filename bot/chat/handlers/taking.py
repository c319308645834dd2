"""Taking data along: /export."""

import asyncio

from telegram import Update

from bot.chat.context import Context
from bot.chat.handlers.talking import argument
from bot.chat.messages import export as messages
from bot.domain.errors import StaleButton
from bot.services import exports

_WRITERS = {"json": exports.as_json, "csv": exports.as_csv}


async def export(update: Update, context: Context) -> None:
    """/export: which file? Or that file at once."""
    kind = (argument(context) or "").casefold()
    if kind in messages.KINDS:
        await one(update, context, kind)
    else:
        await context.say(messages.choices(context.words))


async def one(update: Update, context: Context, kind: str) -> None:
    """One file."""
    if kind not in messages.KINDS:
        raise StaleButton
    data = await (_report(context) if kind == "pdf" else _everything(context, kind))
    await context.say(messages.file(context.words, kind, data))


async def _report(context: Context) -> bytes:
    overview = await context.room.services.overviews.of(context.person)
    return await context.room.charts.page(messages.report(context.words, context.person, overview))


async def _everything(context: Context, kind: str) -> bytes:
    taken = await context.room.services.exports.of(context.person)
    return await asyncio.to_thread(_WRITERS[kind], taken)
