"""Read articles page by page and a daily lesson, in one message that is edited."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.entry_points import Command, Page, PageOf
from bot.chat.learning import articles, lessons
from bot.domain.errors import StaleButton


async def contents(update: Update, context: Context) -> None:
    """/learn: list today's lesson and every article."""
    progress = await context.deps.services.lessons.progress(context.person)
    await context.edit_or_reply(update, articles.contents(context.words, progress))


async def page(update: Update, context: Context, where: str) -> None:
    """Show a page of an article."""
    try:
        message = articles.page(context.words, *articles.place(where))
    except (LookupError, ValueError) as error:  # a removed article, or forged data
        raise StaleButton from error
    await context.edit_or_reply(update, message)


async def sources(update: Update, context: Context, where: str) -> None:
    """Show the sources of an article."""
    try:
        message = articles.sources(context.words, *articles.place(where))
    except (LookupError, ValueError) as error:
        raise StaleButton from error
    await context.edit_or_reply(update, message)


async def todays(update: Update, context: Context, id: str) -> None:
    """Show today's lesson in a new message."""
    known = await context.deps.services.lessons.read(context.person, id)
    await context.reply(lessons.lesson(context.words, known))


async def lesson(update: Update, context: Context, id: str) -> None:
    """Show today's lesson or an earlier one in place."""
    known = await context.deps.services.lessons.read(context.person, id)
    await context.edit_or_reply(update, lessons.lesson(context.words, known))


async def answer(update: Update, context: Context, what: str) -> None:
    """Show whether an answer to a lesson's question is right."""
    lesson_id, _, choice = what.partition(".")
    known = await context.deps.services.lessons.read(context.person, lesson_id)
    if choice not in context.deps.catalogue.lessons[known].choices:
        raise StaleButton
    await context.edit_or_reply(update, lessons.lesson(context.words, known, choice))


async def lesson_sources(update: Update, context: Context, id: str) -> None:
    """Show the sources of a lesson."""
    known = await context.deps.services.lessons.read(context.person, id)
    await context.edit_or_reply(update, lessons.sources(context.words, known))


async def lessons_read(update: Update, context: Context) -> None:
    """List the lessons read so far."""
    progress = await context.deps.services.lessons.progress(context.person)
    await context.edit_or_reply(update, lessons.read(context.words, progress))


ENTRY_POINTS = (
    Command("learn", contents, button=True),
    Page("learned", contents),
    PageOf("article", page),
    PageOf("sources", sources),
    Page("lessons", lessons_read),
    PageOf("lesson", lesson),
    PageOf("lesson-below", todays),
    PageOf("lesson-sources", lesson_sources),
    PageOf("answer", answer),
)
