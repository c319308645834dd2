"""Every command and page, in the order of the menu, and the menu at Telegram."""

import asyncio
from collections.abc import Mapping

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats

from bot.chat.admin import handlers as admin
from bot.chat.entry_points import ArgumentHandler, Command, EntryPoint, Handler, Page, PageOf
from bot.chat.learning import handlers as learning
from bot.chat.pain import handlers as pain
from bot.chat.people import handlers as people
from bot.chat.plan import handlers as plan
from bot.chat.progress import handlers as progress
from bot.chat.reminders import handlers as reminders
from bot.chat.routines import handlers as routines
from bot.chat.routines import library_handlers as library
from bot.chat.session import handlers as session
from bot.content.translations import Texts

ENTRY_POINTS: tuple[EntryPoint, ...] = (
    people.START,
    *session.ENTRY_POINTS,
    *progress.ENTRY_POINTS,
    *plan.ENTRY_POINTS,
    *reminders.ENTRY_POINTS,
    *pain.ENTRY_POINTS,
    *library.ENTRY_POINTS,
    *routines.ENTRY_POINTS,
    *learning.ENTRY_POINTS,
    *people.ENTRY_POINTS,
    *admin.ENTRY_POINTS,
)
COMMANDS = tuple(each for each in ENTRY_POINTS if isinstance(each, Command))
MENU = tuple(each.name for each in COMMANDS if not each.operators)
PAGES: Mapping[str, Handler] = {
    each.name: each.handler
    for each in ENTRY_POINTS
    if isinstance(each, Page) or (isinstance(each, Command) and each.button)
}
PAGES_OF: Mapping[str, ArgumentHandler] = {
    each.name: each.handler for each in ENTRY_POINTS if isinstance(each, PageOf)
}


def menu(texts: Texts) -> list[BotCommand]:
    """Return every command of the menu with its description in one language."""
    return [BotCommand(name, texts.say(f"command-{name}")) for name in MENU]


async def publish(bot: Bot, texts: Texts) -> None:
    """Set the command menu and the bot's descriptions at Telegram."""
    await asyncio.gather(  # concurrently: the bot answers nobody before all are done
        bot.set_my_commands(menu(texts), scope=BotCommandScopeAllPrivateChats()),
        bot.set_my_short_description(texts.say("bot-short-description")),
        bot.set_my_description(texts.say("bot-description")),
    )
