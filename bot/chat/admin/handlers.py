"""/admin, for operators: the bot's status and broadcasts."""

from telegram import Update

from bot.chat.admin import texts as admin_texts
from bot.chat.callback_data import number
from bot.chat.context import Context
from bot.chat.dialogs.handlers import opens
from bot.chat.entry_points import Command, Page, PageOf
from bot.chat.message import Message
from bot.domain.broadcasts import BroadcastId
from bot.domain.dialogs import broadcast
from bot.domain.errors import StaleButton


async def page(update: Update, context: Context) -> None:
    """/admin: counts, delays, and the current broadcast."""
    await context.reply(await _page(context))


async def refresh(update: Update, context: Context) -> None:
    """Update the page in place."""
    _expect_operator(context)
    query = update.callback_query
    if query is not None and query.message is not None:
        await context.replace(query.message.message_id, await _page(context))


async def stop_broadcast(update: Update, context: Context, id: str) -> None:
    """Stop a broadcast."""
    _expect_operator(context)
    if not await context.deps.services.broadcasts.stop(BroadcastId(number(id))):
        raise StaleButton
    await refresh(update, context)


async def _page(context: Context) -> Message:
    services = context.deps.services
    status = await services.statistics.status()
    waiting = sum(context.deps.sender.rate_limiter.waiting().values())
    progress = await services.broadcasts.progress()
    return admin_texts.page(context.words, status, waiting, progress)


def _expect_operator(context: Context) -> None:
    """Raise `StaleButton` for anybody else: a forged button, or that of a former operator."""
    if context.person.id not in context.deps.admins:
        raise StaleButton


ENTRY_POINTS = (
    Command("admin", page, operators=True),
    Page("admin", refresh),
    Page("broadcast", opens(broadcast.DIALOG)),
    PageOf("hush", stop_broadcast),
)
