"""After a press that came too late: where things stand, in case that was never seen."""

from telegram import Update

from bot.chat import actions
from bot.chat.actions import Choose, OnCard, Sore
from bot.chat.context import Context


async def show(update: Update, context: Context) -> None:
    """Show the question or the card again that an old button belongs to.

    What is known to stand where it was pressed is left alone: two quick taps change nothing.
    """
    query = update.callback_query
    if query is None or query.message is None:
        return
    match actions.parse(query.data or "", context.person.id):
        case Choose():
            await _question(context, query.message.message_id)
        case OnCard() | Sore():
            await _card(context)


async def _question(context: Context, pressed: int) -> None:
    asked = await context.room.services.conversations.current(context.person)
    if asked is None or asked.conversation.message == pressed:
        return
    if asked.conversation.message is None:  # it is not known to have been shown
        await context.room.talks.show(asked, pressed)
    else:  # the old one is worth nothing any more, and the present one comes below it
        await context.room.sender.strip(context.person.id, pressed)
        await context.room.talks.show(asked)


async def _card(context: Context) -> None:
    services, talks = context.room.services, context.room.talks
    workout = await services.workouts.active(context.person.id)
    if workout is not None:
        await context.room.screen.show(workout.id)
        return
    await context.room.screen.end_of(context.person.id)
    asked = await services.conversations.current(context.person)
    if asked is not None and asked.conversation.message is None:
        await talks.show(asked)
