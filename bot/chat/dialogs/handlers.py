"""Open a dialogue, and take the buttons, texts and locations that answer it."""

from telegram import Update

from bot.chat.callback_data import DialogChoice
from bot.chat.context import Context
from bot.chat.dialogs.registry import choice_for, known
from bot.chat.entry_points import Handler
from bot.domain.dialogs import broadcast, forget, onboarding, symptoms
from bot.domain.dialogs.conversation import (
    Answer,
    ButtonAnswer,
    Dialog,
    LocationAnswer,
    TextAnswer,
)
from bot.domain.dialogs.log_corrections import FILL, UNDO
from bot.domain.dialogs.settings import ZONE
from bot.domain.errors import Refusal
from bot.domain.people.person import require_joined
from bot.services.dialogs.dialog_states import DialogState, Prompt

_FOR_EVERYBODY = (forget.DIALOG, symptoms.DIALOG, FILL, UNDO, broadcast.DIALOG)


def opens(dialog: Dialog) -> Handler:
    """Return a handler that opens a dialogue; the answer may come with the command."""

    async def open_it(_: Update, context: Context) -> None:
        await open_dialog(context, dialog, context.argument)

    return open_it


async def open_dialog(context: Context, dialog: Dialog, text: str | None = None) -> None:
    """Ask the first question of a dialogue. `text` is its answer, if it came with the command.

    Raises `NotJoined` before onboarding is complete, except for a few dialogues.
    """
    if dialog not in _FOR_EVERYBODY:
        require_joined(context.person)
    conversations = context.deps.services.conversations
    answers = await known(context.deps.services, context.person, dialog)
    if text is None:
        await context.deps.dialogs.show(await conversations.open(context.person, dialog, answers))
        return

    def read(asked: Prompt) -> Answer:
        choice = choice_for(context.words, asked, text)
        return TextAnswer(text) if choice is None else ButtonAnswer(choice)

    turn = await conversations.open_with(context.person, dialog, answers, read, context.number)
    await context.deps.dialogs.show(turn)


async def button_pressed(update: Update, context: Context, action: DialogChoice) -> None:
    """Answer the current question with a button."""
    query = update.callback_query
    message = query.message.message_id if query and query.message else None
    conversations = context.deps.services.conversations
    turn = await conversations.answer(context.person, ButtonAnswer(action.choice), action.version)
    await context.answer(update)
    await _show(context, turn, message)


async def text_sent(update: Update, context: Context) -> None:
    """Answer the current question with a text. Without a question, a refusal gives a hint."""
    text = (update.effective_message.text if update.effective_message else None) or ""
    asked = await context.deps.services.conversations.current(context.person)
    choice = None if asked is None else choice_for(context.words, asked, text)
    await _take(context, TextAnswer(text) if choice is None else ButtonAnswer(choice))


async def location_sent(update: Update, context: Context) -> None:
    """Answer the time zone question with a location, or change the zone at once."""
    location = update.effective_message.location if update.effective_message else None
    asked = await context.deps.services.conversations.current(context.person)
    if location is None or (asked is None and context.person.joined_at is None):
        raise Refusal("not-understood")
    pins = context.deps.services.pins
    pin = LocationAnswer(await pins.zone(location.latitude, location.longitude))
    if asked is None or asked.conversation.dialog not in {ZONE.name, onboarding.DIALOG.name}:
        answers = await known(context.deps.services, context.person, ZONE)
        await context.deps.services.conversations.open(context.person, ZONE, answers)
    await _take(context, pin)


async def _take(context: Context, answer: Answer) -> None:
    conversations = context.deps.services.conversations
    turn = await conversations.answer(context.person, answer, update=context.number)
    await _show(context, turn)


async def _show(context: Context, turn: DialogState, place: int | None = None) -> None:
    await context.deps.dialogs.show(turn, place)
    if turn.ended is not None:
        await context.deps.session_view.show(turn.ended)
