"""The plan: show it, change it, and explain its exercises."""

from telegram import Update

from bot.chat.callback_data import number
from bot.chat.context import Context
from bot.chat.entry_points import Command, Page, PageOf
from bot.chat.plan import texts as messages
from bot.chat.plan import weekly_review
from bot.domain.errors import StaleButton
from bot.domain.people.person import require_joined
from bot.domain.plan.weekly_review import Barrier
from bot.domain.routines.exercises import ExerciseId


async def plan(update: Update, context: Context) -> None:
    """/plan: show the person's position in the six weeks."""
    require_joined(context.person)
    stands = await context.deps.services.plans.look(context.person)
    await context.reply(messages.plan(context.words, stands))


async def change(update: Update, context: Context, what: str) -> None:
    """Change the plan with one of its buttons."""
    if not what:
        await plan(update, context)
        return
    stands = await context.deps.services.plans.change(context.person, what)
    await context.edit_or_reply(update, messages.plan(context.words, stands, what))


async def got_in_the_way(update: Update, context: Context, what: str) -> None:
    """Respond to what prevented the week's goal: a tip, and changes to the plan."""
    if what not in set(Barrier):
        raise StaleButton
    stands = await context.deps.services.plans.look(context.person)
    await context.edit_or_reply(
        update, weekly_review.help_with(context.words, Barrier(what), stands)
    )


async def review_day(update: Update, context: Context, day: str) -> None:
    """Set the day of the weekly review, or ask for it without a day."""
    plans = context.deps.services.plans
    if day:
        chosen = None if day == weekly_review.NEVER else number(day)
        await plans.set_look_back(context.person, chosen)
    now = await plans.look_back_day(context.person)
    await context.edit_or_reply(update, weekly_review.day(context.words, now))


async def why(update: Update, context: Context) -> None:
    """Explain today's exercises."""
    services = context.deps.services
    offer, _ = await services.offers.now(context.person)
    stands = await services.plans.look(context.person)
    await context.reply(messages.why(context.words, offer, stands))


async def decide(update: Update, context: Context, what: str) -> None:
    """Replace, ease, keep or bring back an exercise."""
    change, _, exercise = what.partition(".")
    await context.deps.services.plans.decide(context.person, change, ExerciseId(exercise))
    title = context.words.exercise(ExerciseId(exercise)).title
    await context.reply(messages.decided(context.words, change, title))


ENTRY_POINTS = (
    Command("plan", plan),
    PageOf("plan", change),
    Page("why", why),
    PageOf("aside", decide),
    PageOf("in-the-way", got_in_the_way),
    PageOf("look-back", review_day),
)
