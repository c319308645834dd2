"""Handle other updates: unsupported media, unknown commands, groups, blocking."""

from telegram import ChatMember, Update

from bot.chat.context import Context
from bot.chat.message import Message
from bot.chat.people.settings import notice
from bot.domain.people.person import PersonId


async def other_kind(update: Update, context: Context) -> None:
    """Reply to a sticker, photo or audio message that only text and buttons work."""
    await context.reply(notice(context.words, context.person, "not-that-kind"))


async def unknown_command(update: Update, context: Context) -> None:
    """Reply to a command that does not exist."""
    await context.reply(notice(context.words, context.person, "unknown-command"))


async def in_group(update: Update, context: Context) -> None:
    """Reply to a command in a group. Nothing is stored."""
    chat = update.effective_chat
    if chat is not None:
        words = context.deps.localizer_for("en")
        await context.deps.sender.send(chat.id, Message(words.say("group")))


async def membership(update: Update, context: Context) -> None:
    """Record that the person blocked or unblocked the bot."""
    change = update.my_chat_member
    if change is None or change.chat.type != "private":
        return
    reachable = change.new_chat_member.status not in {ChatMember.BANNED, ChatMember.LEFT}
    people = context.deps.services.people
    met = await people.set_reachable(PersonId(change.chat.id), reachable=reachable)
    if met is not None:
        await context.load_person(met)
        if reachable:
            await context.deps.services.safety.wake(met.person.id)
