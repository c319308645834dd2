"""Custom routines: /mine, their pages, and shared links."""

from telegram import Message, Update
from telegram.helpers import create_deep_linked_url

from bot.chat.callback_data import number
from bot.chat.context import Context
from bot.chat.entry_points import Command, Page, PageOf
from bot.chat.fallback import other_kind
from bot.chat.routines import custom_routines as messages
from bot.domain.dialogs import custom_routine
from bot.domain.dialogs.conversation import MediaAnswer
from bot.domain.people.person import require_joined
from bot.domain.routines.custom_exercise import Media, MediaKind
from bot.domain.routines.custom_routines import CustomRoutineId


async def routines_page(update: Update, context: Context) -> None:
    """/mine: list the person's custom routines."""
    require_joined(context.person)
    routines = await context.deps.services.own.all(context.person)
    await context.reply(messages.mine(context.words, routines))


async def new(update: Update, context: Context) -> None:
    """Begin to create a routine."""
    require_joined(context.person)
    menu, gone = await context.deps.services.own.to_make(context.person)
    known = messages.unnamed(context.words)
    left_out = [[each.exercise, each.by.value] for each in gone]
    await _ask(context, "moves", {**known, "menu": menu, "gone": left_out})


async def one(update: Update, context: Context, id: str) -> None:
    """Show a routine as this person would get it now."""
    look = await context.deps.services.own.look(context.person, _id(id))
    await context.reply(messages.routine(context.words, look))


async def begin(update: Update, context: Context, id: str) -> None:
    """Start a session with a routine."""
    services = context.deps.services
    look = await services.own.look(context.person, _id(id))
    session = await services.sessions.start_offer(context.person, look.offer)
    await context.deps.session_view.show(session.id, anew=True)


async def rename(update: Update, context: Context, id: str) -> None:
    """Ask for a new name."""
    look = await context.deps.services.own.look(context.person, _id(id))
    await _ask(context, "rename", {"routine": look.own.id, "name": look.own.name})


async def schedule(update: Update, context: Context, id: str) -> None:
    """Ask which reminder should offer the routine."""
    known = await context.deps.services.own.to_schedule(context.person, _id(id))
    await _ask(context, "slot", known)


async def drop(update: Update, context: Context, id: str) -> None:
    """Ask whether to delete the routine."""
    look = await context.deps.services.own.look(context.person, _id(id))
    await _ask(context, "drop", {"routine": look.own.id, "name": look.own.name})


async def share(update: Update, context: Context, id: str) -> None:
    """Send the link to share a routine."""
    look = await context.deps.services.own.look(context.person, _id(id))
    word = f"{messages.SHARED}{look.own.share}"
    link = create_deep_linked_url(context.bot.username, word)
    await context.reply(messages.link(context.words, look.own, link))


async def shared(update: Update, context: Context, word: str) -> None:
    """Show a shared routine as this person would get it."""
    look = await context.deps.services.own.shared(context.person, word)
    await context.reply(messages.shared(context.words, look))


async def copy(update: Update, context: Context, word: str) -> None:
    """Copy a shared routine."""
    require_joined(context.person)
    made = await context.deps.services.own.copy(context.person, word)
    await one(update, context, str(made.id))


async def media_sent(update: Update, context: Context) -> None:
    """Add a photo, video or GIF as a custom exercise while a routine is being created."""
    asked = await context.deps.services.conversations.current(context.person)
    message = update.effective_message
    media = None if message is None else media_of(message)
    making = asked is not None and asked.conversation.dialog == custom_routine.DIALOG.name
    if message is None or media is None or not making:
        await other_kind(update, context)
        return
    answer = MediaAnswer(media.kind.value, media.file, message.caption or "")
    turn = await context.deps.services.conversations.answer(
        context.person, answer, update=context.number
    )
    await context.deps.dialogs.show(turn)


def media_of(message: Message) -> Media | None:
    """Return the media of a message. Animations come first, as GIFs also count as documents."""
    if message.animation is not None:
        return Media(MediaKind.ANIMATION, message.animation.file_id)
    if message.video is not None:
        return Media(MediaKind.VIDEO, message.video.file_id)
    return Media(MediaKind.PHOTO, message.photo[-1].file_id) if message.photo else None


def _id(text: str) -> CustomRoutineId:
    return CustomRoutineId(number(text))


async def _ask(context: Context, step: str, known: dict[str, object]) -> None:
    deps = context.deps
    conversation = await deps.services.conversations.open(
        context.person, custom_routine.DIALOG, known, step
    )
    await deps.dialogs.show(conversation)


ENTRY_POINTS = (
    Command("mine", routines_page, button=True),
    Page("own-new", new),
    PageOf("own", one),
    PageOf("own-begin", begin),
    PageOf("own-schedule", schedule),
    PageOf("own-share", share),
    PageOf("own-rename", rename),
    PageOf("own-drop", drop),
    PageOf("own-shared", shared),
    PageOf("own-copy", copy),
)
