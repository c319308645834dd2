"""The plan: look at it, change it, and ask why these exercises."""

from telegram import Update

from bot.chat.callback_data import number
from bot.chat.context import Context
from bot.chat.people.settings import join_first
from bot.chat.plan import texts as messages
from bot.chat.plan import weekly_review
from bot.domain.errors import StaleButton
from bot.domain.plan.weekly_review import Barrier
from bot.domain.routines.exercises import ExerciseId


async def plan(update: Update, context: Context) -> None:
    """/plan: where the person stands in the six weeks."""
    if context.person.joined_at is None:
        await context.reply(join_first(context.words))
        return
    stands = await context.deps.services.plans.look(context.person)
    await context.reply(messages.plan(context.words, stands))


async def change(update: Update, context: Context, what: str) -> None:
    """A button of the plan."""
    if not what:
        await plan(update, context)
        return
    stands = await context.deps.services.plans.change(context.person, what)
    await context.edit_or_reply(update, messages.plan(context.words, stands, what))


async def got_in_the_way(update: Update, context: Context, what: str) -> None:
    """What got in the way of a week's goal: a tip, and a changed plan offered."""
    if what not in set(Barrier):
        raise StaleButton
    stands = await context.deps.services.plans.look(context.person)
    await context.edit_or_reply(
        update, weekly_review.help_with(context.words, Barrier(what), stands)
    )


async def look_back_day(update: Update, context: Context, day: str) -> None:
    """On which day to look back on the week; without a day, the question."""
    plans = context.deps.services.plans
    if day:
        chosen = None if day == weekly_review.NEVER else number(day)
        await plans.set_look_back(context.person, chosen)
    now = await plans.look_back_day(context.person)
    await context.edit_or_reply(update, weekly_review.day(context.words, now))


async def why(update: Update, context: Context) -> None:
    """Why these exercises today."""
    services = context.deps.services
    offer, _ = await services.offers.now(context.person)
    stands = await services.plans.look(context.person)
    await context.reply(messages.why(context.words, offer, stands))


async def decide(update: Update, context: Context, what: str) -> None:
    """Replace, ease, keep or bring back one exercise."""
    change, _, exercise = what.partition(".")
    await context.deps.services.plans.decide(context.person, change, ExerciseId(exercise))
    title = context.words.exercise(ExerciseId(exercise)).title
    await context.reply(messages.decided(context.words, change, title))
