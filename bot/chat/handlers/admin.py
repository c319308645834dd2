"""/admin, for the operators: how the bot is doing, and writing to everybody."""

from telegram import Update

from bot.chat.actions import number
from bot.chat.context import Context
from bot.chat.handlers.talking import open_flow
from bot.chat.messages import admin
from bot.chat.messages.message import Message
from bot.domain.broadcasts import BroadcastId
from bot.domain.conversation import FlowName
from bot.domain.errors import StaleButton


async def page(update: Update, context: Context) -> None:
    """/admin: counts, lag, and the broadcast under way."""
    await context.say(await _page(context))


async def look_again(update: Update, context: Context) -> None:
    """The same in place, as it stands now."""
    _expect_operator(context)
    query = update.callback_query
    if query is not None and query.message is not None:
        await context.replace(query.message.message_id, await _page(context))


async def write(update: Update, context: Context) -> None:
    """Ask what is to be said to everybody."""
    await open_flow(context, FlowName.BROADCAST)


async def hush(update: Update, context: Context, id: str) -> None:
    """Stop a broadcast: nothing more of it goes out."""
    _expect_operator(context)
    if not await context.room.services.broadcasts.stop(BroadcastId(number(id))):
        raise StaleButton
    await look_again(update, context)


async def _page(context: Context) -> Message:
    services = context.room.services
    glance = await services.statistics.glance()
    waiting = sum(context.room.sender.gate.waiting().values())
    progress = await services.broadcasts.progress()
    return admin.page(context.words, glance, waiting, progress)


def _expect_operator(context: Context) -> None:
    """A forged button, or one from before somebody else took over."""
    if context.person.id not in context.room.admins:
        raise StaleButton
