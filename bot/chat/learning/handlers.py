"""Reading: articles page by page and a lesson a day, in one message that turns."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.learning import articles, lessons
from bot.chat.message import Message
from bot.domain.errors import StaleButton


async def contents(update: Update, context: Context) -> None:
    """/learn: today's lesson and every article."""
    course = await context.deps.services.lessons.course(context.person)
    await _turn(update, context, articles.contents(context.words, course))


async def page(update: Update, context: Context, where: str) -> None:
    """A page of an article."""
    try:
        message = articles.page(context.words, *articles.place(where))
    except (LookupError, ValueError) as error:  # an article that is gone, or data of somebody else
        raise StaleButton from error
    await _turn(update, context, message)


async def sources(update: Update, context: Context, where: str) -> None:
    """What an article rests on."""
    try:
        message = articles.sources(context.words, *articles.place(where))
    except (LookupError, ValueError) as error:
        raise StaleButton from error
    await _turn(update, context, message)


async def todays(update: Update, context: Context, id: str) -> None:
    """Today's lesson, below what stands there."""
    known = await context.deps.services.lessons.read(context.person, id)
    await context.reply(lessons.lesson(context.words, known))


async def lesson(update: Update, context: Context, id: str) -> None:
    """Today's lesson or one of before, in place."""
    known = await context.deps.services.lessons.read(context.person, id)
    await _turn(update, context, lessons.lesson(context.words, known))


async def answer(update: Update, context: Context, what: str) -> None:
    """What an answer to the question of a lesson is worth."""
    lesson_id, _, choice = what.partition(".")
    known = await context.deps.services.lessons.read(context.person, lesson_id)
    if choice not in context.deps.catalogue.lessons[known].choices:
        raise StaleButton
    await _turn(update, context, lessons.lesson(context.words, known, choice))


async def lesson_sources(update: Update, context: Context, id: str) -> None:
    """What a lesson rests on."""
    known = await context.deps.services.lessons.read(context.person, id)
    await _turn(update, context, lessons.sources(context.words, known))


async def lessons_read(update: Update, context: Context) -> None:
    """The lessons of before."""
    course = await context.deps.services.lessons.course(context.person)
    await _turn(update, context, lessons.read(context.words, course))


async def _turn(update: Update, context: Context, message: Message) -> None:
    """Show a page where the last one was; below, when a command asked for it."""
    query = update.callback_query
    if query is None or query.message is None:
        await context.reply(message)
    else:
        await context.replace(query.message.message_id, message)
