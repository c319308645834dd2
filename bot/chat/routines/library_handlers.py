"""/library: exercises and ready-made routines."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.entry_points import Command, Page, PageOf
from bot.chat.routines import library
from bot.domain.errors import StaleButton
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import RoutineId


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


ENTRY_POINTS = (
    Command("library", exercises, button=True),
    PageOf("exercise", exercise),
    PageOf("backs", sources),
    Page("routines", routines),
    PageOf("routine", routine),
)
