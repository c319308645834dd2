"""Dialogues: commands that open one; buttons, texts and locations that answer it."""

from telegram import Update

from bot.chat.callback_data import DialogChoice
from bot.chat.context import Context
from bot.chat.dialogs.questions import choice_for
from bot.chat.people.settings import resumed, welcome_back
from bot.chat.routines import handlers as routines_handlers
from bot.chat.routines.custom_routines import shared_word
from bot.domain.dialogs.conversation import (
    Answer,
    ButtonAnswer,
    DialogName,
    LocationAnswer,
    TextAnswer,
)
from bot.domain.errors import Refusal
from bot.domain.people.person import require_joined
from bot.services.dialogs.dialog_states import Prompt
from bot.services.people.timezone_lookup import suggested


def argument(context: Context) -> str | None:
    """Return the text after a command, or None."""
    return " ".join(context.args or ()) or None


async def start(update: Update, context: Context) -> None:
    """/start: begin or continue onboarding, or welcome the person back."""
    person, deps = context.person, context.deps
    share = shared_word(argument(context))
    if person.joined_at is None:
        asked = await deps.services.conversations.current(person)
        if asked is None or asked.conversation.dialog is not DialogName.ONBOARDING:
            answers = {"suggested": [suggested(person.language)], "shared": share}
            asked = await deps.services.conversations.open(person, DialogName.ONBOARDING, answers)
        await deps.dialogs.show(asked)
    elif person.hold is not None:
        await deps.dialogs.show(await deps.dialogs.held(person))
    elif share is not None:
        await routines_handlers.shared(update, context, share)
    else:
        plan = await deps.services.schedules.plan(person.id)
        await context.reply(welcome_back(context.words, person, plan))


async def open_dialog(context: Context, dialog: DialogName, text: str | None = None) -> None:
    """Ask the first question of a dialogue. `text` is its answer, if it came with the command."""
    conversations = context.deps.services.conversations
    answers = await _known(context, dialog)
    if text is None:
        await context.deps.dialogs.show(await conversations.open(context.person, dialog, answers))
        return

    def read(asked: Prompt) -> Answer:
        choice = choice_for(context.words, asked, text)
        return TextAnswer(text) if choice is None else ButtonAnswer(choice)

    turn = await conversations.open_with(context.person, dialog, answers, read, context.number)
    await context.deps.dialogs.show(turn)


async def _known(context: Context, dialog: DialogName) -> dict[str, object]:
    """Return the initial answers of a dialogue: the current settings."""
    person = context.person
    match dialog:
        case DialogName.ZONE:
            return {"suggested": [person.zone]}
        case DialogName.KIT:
            profile = person.profile
            return {"places": sorted(profile.places), "equipment": sorted(profile.equipment)}
        case DialogName.DAYS:
            plan = await context.deps.services.schedules.plan(person.id)
            return {"days": sorted(plan.weekdays)}
        case DialogName.BROADCAST:
            return {"people": await context.deps.services.broadcasts.audience()}
        case _:
            return {}


async def change(context: Context, dialog: DialogName, text: str | None = None) -> None:
    """Open a dialogue that changes something. Most require finished onboarding."""
    if dialog not in {DialogName.FORGET, DialogName.SYMPTOMS}:
        require_joined(context.person)
    await open_dialog(context, dialog, text)


async def times(update: Update, context: Context) -> None:
    """/times: change when reminders are due."""
    await change(context, DialogName.TIMES, argument(context))


async def zone(update: Update, context: Context) -> None:
    """/zone: change the time zone."""
    await change(context, DialogName.ZONE, argument(context))


async def pause(update: Update, context: Context) -> None:
    """/pause: pause reminders."""
    await change(context, DialogName.PAUSE, argument(context))


async def pain(update: Update, context: Context) -> None:
    """/pain: save pain scores."""
    await change(context, DialogName.PAIN, argument(context))


async def forget(update: Update, context: Context) -> None:
    """/forget: delete everything, after one confirmation."""
    await change(context, DialogName.FORGET)


async def symptoms(update: Update, context: Context) -> None:
    """/symptoms: show the emergency list. A running session is paused meanwhile."""
    waiting = await context.deps.services.sessions.wait(context.person.id)
    if waiting is not None:
        await context.deps.session_view.show(waiting)
    await change(context, DialogName.SYMPTOMS)


async def resume(update: Update, context: Context) -> None:
    """/resume: end a pause."""
    person, services = context.person, context.deps.services
    was_paused = person.pause is not None
    if was_paused:
        person = await services.reminders.resume(person)
    plan = await services.schedules.plan(person.id)
    await context.reply(resumed(context.words, person, plan, was_paused=was_paused))


async def button_pressed(update: Update, context: Context, action: DialogChoice) -> None:
    """Answer the current question with a button."""
    query = update.callback_query
    message = query.message.message_id if query and query.message else None
    conversations = context.deps.services.conversations
    turn = await conversations.answer(context.person, ButtonAnswer(action.choice), action.version)
    await context.answer(update)
    await context.deps.dialogs.show(turn, message)
    await context.deps.session_view.end_of(context.person.id)


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
    if asked is None or asked.conversation.dialog not in {DialogName.ZONE, DialogName.ONBOARDING}:
        answers = await _known(context, DialogName.ZONE)
        await context.deps.services.conversations.open(context.person, DialogName.ZONE, answers)
    await _take(context, pin)


async def _take(context: Context, answer: Answer) -> None:
    conversations = context.deps.services.conversations
    turn = await conversations.answer(context.person, answer, update=context.number)
    await context.deps.dialogs.show(turn)
