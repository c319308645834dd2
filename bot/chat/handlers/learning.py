"""Reading: articles page by page, in one message that turns."""

from telegram import Update

from bot.chat.context import Context
from bot.chat.messages import learn
from bot.chat.messages.message import Message
from bot.domain.errors import StaleButton


async def contents(update: Update, context: Context) -> None:
    """/learn: every article."""
    await _turn(update, context, learn.contents(context.words))


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


async def _turn(update: Update, context: Context, message: Message) -> None:
    """Show a page where the last one was; below, when a command asked for it."""
    query = update.callback_query
    if query is None or query.message is None:
        await context.say(message)
    else:
        await context.replace(query.message.message_id, message)
