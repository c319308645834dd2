"""The buttons of a reminder, and the commands that say when reminders come."""

from telegram import Update

from bot.chat.callback_data import ReminderAction
from bot.chat.context import Context
from bot.chat.dialogs.handlers import opens
from bot.chat.entry_points import Command
from bot.chat.message import Message
from bot.chat.people.settings import resumed
from bot.chat.reminders import texts as reminders_texts
from bot.domain.dialogs import settings
from bot.domain.dialogs.pause import DIALOG as PAUSE
from bot.domain.errors import StaleButton


async def resume(update: Update, context: Context) -> None:
    """/resume: end a pause."""
    person, services = context.person, context.deps.services
    was_paused = person.pause is not None
    if was_paused:
        person = await services.reminders.resume(person)
    plan = await services.schedules.plan(person.id)
    await context.reply(resumed(context.words, person, plan, was_paused=was_paused))


async def pressed(update: Update, context: Context, action: ReminderAction) -> None:
    """Run the action of a button: Start, 1 minute, Later…, Not today."""
    match action.verb:
        case "start" | "short":
            await start(update, context, action)
        case "later":
            ask = reminders_texts.ask_snooze(context.words, context.person, action.key)
            await _show(update, context, ask)
        case "snooze":
            await snooze(update, context, action)
        case "back":
            await back(update, context, action)
        case "not-today":
            await not_today(update, context, action)
        case _:
            raise StaleButton


async def start(update: Update, context: Context, action: ReminderAction) -> None:
    """Start the routine from the reminder."""
    services, person = context.deps.services, context.person
    await services.reminders.answered(person, action.key, action.verb)
    own = await services.own.of_reminder(person, action.key.slot)
    short = action.verb == "short"
    session = await (
        services.sessions.start(person, short=short)
        if own is None
        else services.sessions.start_offer(person, own, short=short)
    )
    await _show(update, context, reminders_texts.started(context.words))
    await context.deps.session_view.show(session.id, anew=True)


async def snooze(update: Update, context: Context, action: ReminderAction) -> None:
    """Remind the person later today."""
    if action.snooze is None:
        raise StaleButton
    person = context.person
    until = await context.deps.services.reminders.snooze(person, action.key, action.snooze)
    await _show(update, context, reminders_texts.snoozed(context.words, person, until))


async def not_today(update: Update, context: Context, action: ReminderAction) -> None:
    """Send no more reminders today."""
    await context.deps.services.reminders.not_today(context.person, action.key)
    await _show(update, context, reminders_texts.not_today(context.words))


async def back(update: Update, context: Context, action: ReminderAction) -> None:
    """Go back from "Later…" to the buttons of the reminder."""
    offer, minutes = await context.deps.services.own.now(context.person, action.key.slot)
    message = reminders_texts.again(context.words, context.person, action.key, offer, minutes)
    await _show(update, context, message)


async def _show(update: Update, context: Context, message: Message) -> None:
    await context.answer(update)
    query = update.callback_query
    if query is not None and query.message is not None:
        await context.replace(query.message.message_id, message)


ENTRY_POINTS = (
    Command("times", opens(settings.TIMES)),
    Command("zone", opens(settings.ZONE)),
    Command("pause", opens(PAUSE), button=True),
    Command("resume", resume, button=True),
)
