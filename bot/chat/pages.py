"""Pages: streak, progress, library, settings, privacy, help."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.dialogs.handlers import argument
from bot.chat.message import Message
from bot.chat.people import settings
from bot.chat.progress import streak as streak_messages
from bot.chat.progress import texts as progress_messages
from bot.chat.routines import library
from bot.domain.errors import StaleButton
from bot.domain.people.person import require_joined
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import RoutineId


async def streak(update: Update, context: Context) -> None:
    """/streak: the current and best streak, and a calendar of five weeks."""
    calendar = await context.deps.services.progress.calendar(context.person)
    drawn = streak_messages.calendar_picture(context.words, calendar)
    picture = await context.deps.charts.draw(context.person.id, drawn)
    await context.reply(streak_messages.streak(context.words, calendar, picture))


async def progress(update: Update, context: Context) -> None:
    """/progress: one chart on each page."""
    which = progress_messages.page_named(context.words, argument(context))
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


async def exercises(update: Update, context: Context) -> None:
    """/library: list every exercise."""
    await context.reply(library.exercises(context.words))


async def exercise(update: Update, context: Context, id: str) -> None:
    """Show one exercise."""
    if id not in context.deps.catalogue.exercises:
        raise StaleButton
    offers = context.deps.services.offers
    trial, against = await offers.exercise(context.person, ExerciseId(id))
    page = library.exercise(context.words, context.person, trial, against)
    await context.reply(page)


async def sources(update: Update, context: Context, id: str) -> None:
    """Show the sources of an exercise."""
    if id not in context.deps.catalogue.exercises:
        raise StaleButton
    await context.reply(library.sources(context.words, ExerciseId(id)))


async def routines(update: Update, context: Context) -> None:
    """List every ready-made routine."""
    await context.reply(library.routines(context.words))


async def routine(update: Update, context: Context, id: str) -> None:
    """Show a routine as this person would get it."""
    if id not in context.deps.catalogue.routines:
        raise StaleButton
    offer, minutes = await context.deps.services.offers.routine(context.person, RoutineId(id))
    await context.reply(library.routine(context.words, RoutineId(id), offer, minutes))


async def settings_page(update: Update, context: Context) -> None:
    """/settings: everything that can be changed."""
    require_joined(context.person)
    plan = await context.deps.services.schedules.plan(context.person.id)
    await context.reply(settings.settings(context.words, context.person, plan))


async def pictures(update: Update, context: Context, motion: str) -> None:
    """Set whether exercises are shown as animations or still pictures."""
    if motion not in {"moving", "still"}:
        raise StaleButton
    people = context.deps.services.people
    context.person = await people.set_motion(context.person, motion=motion == "moving")
    await settings_page(update, context)


async def privacy(update: Update, context: Context) -> None:
    """/privacy: what is stored."""
    await context.reply(settings.privacy(context.words))


async def help_page(update: Update, context: Context) -> None:
    """/help: what Limber can do."""
    await context.reply(settings.help_page(context.words))
