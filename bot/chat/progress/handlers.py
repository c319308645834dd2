"""Streak, progress charts, and corrections of the log."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.dialogs.handlers import opens
from bot.chat.entry_points import Command, Page, PageOf
from bot.chat.message import Message
from bot.chat.progress import streak as streak_messages
from bot.chat.progress import texts as progress_messages
from bot.domain.dialogs.log_corrections import FILL, UNDO
from bot.domain.errors import StaleButton


async def streak(update: Update, context: Context) -> None:
    """/streak: the current and best streak, and a calendar of five weeks."""
    calendar = await context.deps.services.progress.calendar(context.person)
    drawn = streak_messages.calendar_picture(context.words, calendar)
    picture = await context.deps.charts.draw(context.person.id, drawn)
    await context.reply(streak_messages.streak(context.words, calendar, picture))


async def progress(update: Update, context: Context) -> None:
    """/progress: one chart on each page."""
    which = progress_messages.page_named(context.words, context.argument)
    await context.reply(await _page(context, which))


async def chart(update: Update, context: Context, which: str) -> None:
    """Replace the current progress page with another one."""
    query = update.callback_query
    if which not in progress_messages.PAGES or query is None or query.message is None:
        raise StaleButton
    await context.replace(query.message.message_id, await _page(context, which), redraw=True)


async def _page(context: Context, which: str) -> Message:
    overview = await context.deps.services.overviews.of(context.person)
    drawn = progress_messages.picture_of(context.words, overview, which)
    picture = await context.deps.charts.draw(context.person.id, drawn)
    return progress_messages.page(context.words, overview, which, picture)


ENTRY_POINTS = (
    Command("streak", streak, button=True),
    Command("progress", progress, button=True),
    PageOf("chart", chart),
    Page("fill", opens(FILL)),
    Page("undo", opens(UNDO)),
)
