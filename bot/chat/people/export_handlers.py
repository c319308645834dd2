"""Download my data: /export."""

import asyncio

from telegram import Update

from bot.chat.context import Context
from bot.chat.dialogs.handlers import argument
from bot.chat.people import export_texts as messages
from bot.domain.errors import StaleButton
from bot.services.people import export as exports

_WRITERS = {"json": exports.as_json, "csv": exports.as_csv}


async def export(update: Update, context: Context) -> None:
    """/export: offer the file formats, or send the requested one."""
    kind = (argument(context) or "").casefold()
    if kind in messages.KINDS:
        await one(update, context, kind)
    else:
        await context.reply(messages.choices(context.words))


async def one(update: Update, context: Context, kind: str) -> None:
    """Send one file."""
    if kind not in messages.KINDS:
        raise StaleButton
    data = await (_report(context) if kind == "pdf" else _everything(context, kind))
    await context.reply(messages.file(context.words, kind, data))


async def _report(context: Context) -> bytes:
    overview = await context.deps.services.overviews.of(context.person)
    return await context.deps.charts.page(messages.report(context.words, context.person, overview))


async def _everything(context: Context, kind: str) -> bytes:
    taken = await context.deps.services.exports.of(context.person)
    return await asyncio.to_thread(_WRITERS[kind], taken)
