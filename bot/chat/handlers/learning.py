"""Reading: articles page by page and a lesson a day, in one message that turns."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.messages import learn, lessons
from bot.chat.messages.message import Message
from bot.domain.errors import StaleButton


async def contents(update: Update, context: Context) -> None:
    """/learn: today's lesson and every article."""
    course = await context.room.services.lessons.course(context.person)
    await _turn(update, context, learn.contents(context.words, course))


async def page(update: Update, context: Context, where: str) -> None:
    """A page of an article."""
    try:
        message = learn.page(context.words, *learn.place(where))
    except (LookupError, ValueError) as error:  # an article that is gone, or data of somebody else
        raise StaleButton from error
    await _turn(update, context, message)


async def sources(update: Update, context: Context, where: str) -> None:
    """What an article rests on."""
    try:
        message = learn.sources(context.words, *learn.place(where))
    except (LookupError, ValueError) as error:
        raise StaleButton from error
    await _turn(update, context, message)


async def todays(update: Update, context: Context, id: str) -> None:
    """Today's lesson, below what stands there."""
    known = await context.room.services.lessons.read(context.person, id)
    await context.say(lessons.lesson(context.words, known))


async def lesson(update: Update, context: Context, id: str) -> None:
    """Today's lesson or one of before, in place."""
    known = await context.room.services.lessons.read(context.person, id)
    await _turn(update, context, lessons.lesson(context.words, known))


async def answer(update: Update, context: Context, what: str) -> None:
    """What an answer to the question of a lesson is worth."""
    lesson_id, _, choice = what.partition(".")
    known = await context.room.services.lessons.read(context.person, lesson_id)
    if choice not in context.room.catalogue.lessons[known].choices:
        raise StaleButton
    await _turn(update, context, lessons.lesson(context.words, known, choice))


async def lesson_sources(update: Update, context: Context, id: str) -> None:
    """What a lesson rests on."""
    known = await context.room.services.lessons.read(context.person, id)
    await _turn(update, context, lessons.sources(context.words, known))


async def lessons_read(update: Update, context: Context) -> None:
    """The lessons of before."""
    course = await context.room.services.lessons.course(context.person)
    await _turn(update, context, lessons.read(context.words, course))


async def _turn(update: Update, context: Context, message: Message) -> None:
    """Show a page where the last one was; below, when a command asked for it."""
    query = update.callback_query
    if query is None or query.message is None:
        await context.say(message)
    else:
        await context.replace(query.message.message_id, message)
