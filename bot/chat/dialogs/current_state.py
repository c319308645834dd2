"""After a press of an old button, show the current state, which may not have arrived."""

from telegram import Update

from bot.chat import callback_data
from bot.chat.callback_data import CardAction, DialogChoice, PainScore
from bot.chat.context import Context


async def show(update: Update, context: Context) -> None:
    """Show the question or card again that replaced the one of an old button.

    If the pressed message is known to be current, nothing changes, as after two quick taps.
    """
    query = update.callback_query
    if query is None or query.message is None:
        return
    match callback_data.parse(query.data or "", context.person.id):
        case DialogChoice():
            await _question(context, query.message.message_id)
        case CardAction() | PainScore():
            await _card(context)


async def _question(context: Context, pressed: int) -> None:
    asked = await context.deps.services.conversations.current(context.person)
    if asked is None or asked.conversation.message == pressed:
        return
    if asked.conversation.message is None:  # it is not known to have been shown
        await context.deps.dialogs.show(asked, pressed)
    else:  # disable the old message, and send the current question below
        await context.deps.sender.strip(context.person.id, pressed)
        await context.deps.dialogs.show(asked)


async def _card(context: Context) -> None:
    services, dialogs = context.deps.services, context.deps.dialogs
    session = await services.sessions.active(context.person.id)
    if session is not None:
        await context.deps.session_view.show(session.id)
        return
    await context.deps.session_view.end_of(context.person.id)
    asked = await services.conversations.current(context.person)
    if asked is not None and asked.conversation.message is None:
        await dialogs.show(asked)
