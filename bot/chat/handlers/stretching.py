"""Starting a session, and the buttons of its card."""

from telegram import Update

from bot.chat.actions import OnCard, Sore
from bot.chat.context import Context
from bot.chat.messages import cards
from bot.domain.exercises import ExerciseId
from bot.domain.presses import Press
from bot.domain.routines import RoutineId
from bot.domain.workouts import Workout


async def today(update: Update, context: Context) -> None:
    """/today: start today's routine now, or go on with the one in work."""
    workout = await context.room.services.workouts.start(context.person)
    await _begin(update, context, workout)


async def short(update: Update, context: Context) -> None:
    """The one-minute version."""
    workout = await context.room.services.workouts.start(context.person, short=True)
    await _begin(update, context, workout)


async def routine(update: Update, context: Context, id: str) -> None:
    """A routine that was picked in the library."""
    workouts = context.room.services.workouts
    await _begin(update, context, await workouts.start_routine(context.person, RoutineId(id)))


async def exercise(update: Update, context: Context, id: str) -> None:
    """One exercise, to try it."""
    workouts = context.room.services.workouts
    await _begin(update, context, await workouts.start_exercise(context.person, ExerciseId(id)))


async def pressed(update: Update, context: Context, action: OnCard) -> None:
    """A button of the card."""
    services = context.room.services
    workout = await services.workouts.press(context.person, action.press, action.where)
    word = cards.word_for(context.words, action.press)
    await context.answer(update, word, alert=word is not None)
    await context.room.screen.show(workout)
    if action.press is Press.NUMB:
        await context.room.talks.symptoms(context.person)


async def sore(update: Update, context: Context, action: Sore) -> None:
    """A score on the first card, before the session begins."""
    services = context.room.services
    await services.workouts.note_start(context.person, action.workout, action.region, action.score)
    await context.answer(update)
    await context.room.screen.show(action.workout)


async def _begin(update: Update, context: Context, workout: Workout) -> None:
    await context.answer(update)
    await context.room.screen.show(workout.id, anew=True)
