"""The buttons of a reminder."""

from telegram import Update

from bot.chat.actions import OnReminder
from bot.chat.context import Context
from bot.chat.messages import reminders
from bot.chat.messages.message import Message
from bot.domain.errors import StaleButton


async def pressed(update: Update, context: Context, action: OnReminder) -> None:
    """Start, 1 minute, Later…, Not today."""
    match action.verb:
        case "start" | "short":
            await start(update, context, action)
        case "later":
            ask = reminders.ask_snooze(context.words, context.person, action.key)
            await _show(update, context, ask)
        case "snooze":
            await snooze(update, context, action)
        case "back":
            await back(update, context, action)
        case "not-today":
            await not_today(update, context, action)
        case _:
            raise StaleButton


async def start(update: Update, context: Context, action: OnReminder) -> None:
    """Start the routine from the reminder."""
    services, person = context.room.services, context.person
    await services.reminders.answered(person, action.key, action.verb)
    own = await services.own.of_reminder(person, action.key.slot)
    short = action.verb == "short"
    workout = await (
        services.workouts.start(person, short=short)
        if own is None
        else services.workouts.start_offer(person, own, short=short)
    )
    await _show(update, context, reminders.started(context.words))
    await context.room.screen.show(workout.id, anew=True)


async def snooze(update: Update, context: Context, action: OnReminder) -> None:
    """Come back later today."""
    if action.snooze is None:
        raise StaleButton
    person = context.person
    until = await context.room.services.reminders.snooze(person, action.key, action.snooze)
    await _show(update, context, reminders.snoozed(context.words, person, until))


async def not_today(update: Update, context: Context, action: OnReminder) -> None:
    """No more reminders today."""
    await context.room.services.reminders.not_today(context.person, action.key)
    await _show(update, context, reminders.not_today(context.words))


async def back(update: Update, context: Context, action: OnReminder) -> None:
    """From "Later…" back to the choices of the reminder."""
    offer, minutes = await context.room.services.own.now(context.person, action.key.slot)
    message = reminders.again(context.words, context.person, action.key, offer, minutes)
    await _show(update, context, message)


async def _show(update: Update, context: Context, message: Message) -> None:
    await context.answer(update)
    query = update.callback_query
    if query is not None and query.message is not None:
        await context.replace(query.message.message_id, message)
