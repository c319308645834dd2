"""Dialogues: commands that open one, buttons and typed words that answer it."""

from telegram import Update

from bot.chat.actions import Choose
from bot.chat.context import Context
from bot.chat.handlers import mine
from bot.chat.messages.mine import shared_word
from bot.chat.messages.questions import choice_for
from bot.chat.messages.settings import join_first, resumed, welcome_back
from bot.domain.conversation import Answer, FlowName, Pinned, Pressed, Typed
from bot.domain.errors import Refusal
from bot.services.places import suggested
from bot.services.turns import Asked


def argument(context: Context) -> str | None:
    """What stands behind a command on the same line."""
    return " ".join(context.args or ()) or None


async def start(update: Update, context: Context) -> None:
    """/start: begin the first talk, go on with it, or say where we are."""
    person, room = context.person, context.room
    share = shared_word(argument(context))
    if person.joined_at is None:
        asked = await room.services.conversations.current(person)
        if asked is None or asked.conversation.flow is not FlowName.ONBOARDING:
            answers = {"suggested": [suggested(person.language)], "shared": share}
            asked = await room.services.conversations.open(person, FlowName.ONBOARDING, answers)
        await room.talks.show(asked)
    elif person.hold is not None:
        await room.talks.show(await room.talks.held(person))
    elif share is not None:
        await mine.shared(update, context, share)
    else:
        plan = await room.services.schedules.plan(person.id)
        await context.say(welcome_back(context.words, person, plan))


async def open_flow(context: Context, flow: FlowName, text: str | None = None) -> None:
    """Ask the first question of a dialogue, and take the answer that came along with it."""
    conversations = context.room.services.conversations
    answers = await _known(context, flow)
    if text is None:
        await context.room.talks.show(await conversations.open(context.person, flow, answers))
        return

    def read(asked: Asked) -> Answer:
        choice = choice_for(context.words, asked, text)
        return Typed(text) if choice is None else Pressed(choice)

    turn = await conversations.open_with(context.person, flow, answers, read, context.number)
    await context.room.talks.show(turn)


async def _known(context: Context, flow: FlowName) -> dict[str, object]:
    """What a dialogue starts from: how things stand now."""
    person = context.person
    match flow:
        case FlowName.ZONE:
            return {"suggested": [person.zone]}
        case FlowName.KIT:
            profile = person.profile
            return {"places": sorted(profile.places), "equipment": sorted(profile.equipment)}
        case FlowName.DAYS:
            plan = await context.room.services.schedules.plan(person.id)
            return {"days": sorted(plan.weekdays)}
        case FlowName.BROADCAST:
            return {"people": await context.room.services.broadcasts.audience()}
        case _:
            return {}


def _needs_joining(flow: FlowName) -> bool:
    return flow not in {FlowName.FORGET, FlowName.SYMPTOMS}


async def change(context: Context, flow: FlowName, text: str | None = None) -> None:
    """Open a dialogue that changes something; most need the first talk to be over."""
    if _needs_joining(flow) and context.person.joined_at is None:
        await context.say(join_first(context.words))
        return
    await open_flow(context, flow, text)


async def times(update: Update, context: Context) -> None:
    """/times: when reminders ring."""
    await change(context, FlowName.TIMES, argument(context))


async def zone(update: Update, context: Context) -> None:
    """/zone: where the person is in time."""
    await change(context, FlowName.ZONE, argument(context))


async def pause(update: Update, context: Context) -> None:
    """/pause: let reminders rest."""
    await change(context, FlowName.PAUSE, argument(context))


async def pain(update: Update, context: Context) -> None:
    """/pain: note a score."""
    await change(context, FlowName.PAIN, argument(context))


async def forget(update: Update, context: Context) -> None:
    """/forget: delete everything, after one confirmation."""
    await change(context, FlowName.FORGET)


async def symptoms(update: Update, context: Context) -> None:
    """/symptoms: the emergency list, from anywhere. A session in work waits meanwhile."""
    waiting = await context.room.services.workouts.wait(context.person.id)
    if waiting is not None:
        await context.room.screen.show(waiting)
    await change(context, FlowName.SYMPTOMS)


async def resume(update: Update, context: Context) -> None:
    """/resume: end a pause."""
    person, services = context.person, context.room.services
    was_paused = person.pause is not None
    if was_paused:
        person = await services.reminders.pause_over(person)
    plan = await services.schedules.plan(person.id)
    await context.say(resumed(context.words, person, plan, was_paused=was_paused))


async def chosen(update: Update, context: Context, action: Choose) -> None:
    """A button of the question on the table."""
    query = update.callback_query
    message = query.message.message_id if query and query.message else None
    conversations = context.room.services.conversations
    turn = await conversations.answer(context.person, Pressed(action.choice), action.version)
    await context.answer(update)
    await context.room.talks.show(turn, message)
    await context.room.screen.end_of(context.person.id)


async def typed(update: Update, context: Context) -> None:
    """Words: the answer to the question on the table, else a hint."""
    text = (update.effective_message.text if update.effective_message else None) or ""
    asked = await context.room.services.conversations.current(context.person)
    choice = None if asked is None else choice_for(context.words, asked, text)
    await _take(context, Typed(text) if choice is None else Pressed(choice))


async def pinned(update: Update, context: Context) -> None:
    """A location: the answer to "where", or the quickest way to move to another zone."""
    location = update.effective_message.location if update.effective_message else None
    asked = await context.room.services.conversations.current(context.person)
    if location is None or (asked is None and context.person.joined_at is None):
        raise Refusal("not-understood")
    pins = context.room.services.pins
    pin = Pinned(await pins.zone(location.latitude, location.longitude))
    if asked is None or asked.conversation.flow not in {FlowName.ZONE, FlowName.ONBOARDING}:
        answers = await _known(context, FlowName.ZONE)
        await context.room.services.conversations.open(context.person, FlowName.ZONE, answers)
    await _take(context, pin)


async def _take(context: Context, answer: Answer) -> None:
    conversations = context.room.services.conversations
    turn = await conversations.answer(context.person, answer, update=context.number)
    await context.room.talks.show(turn)
