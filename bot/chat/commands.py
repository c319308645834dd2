"""The command menu, and telling Telegram about it."""

import asyncio

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats

from bot.content.translations import Texts

COMMANDS = (
    "start",
    "today",
    "streak",
    "progress",
    "plan",
    "times",
    "zone",
    "pause",
    "resume",
    "pain",
    "symptoms",
    "library",
    "mine",
    "learn",
    "settings",
    "export",
    "privacy",
    "forget",
    "help",
)


def menu(texts: Texts) -> list[BotCommand]:
    """Every command with its description in one language."""
    return [BotCommand(name, texts.say(f"command-{name}")) for name in COMMANDS]


async def publish(bot: Bot, texts: Texts) -> None:
    """Put the menu and the start screen into Telegram."""
    await asyncio.gather(  # together: nobody is answered before they are all there
        bot.set_my_commands(menu(texts), scope=BotCommandScopeAllPrivateChats()),
        bot.set_my_short_description(texts.say("bot-short-description")),
        bot.set_my_description(texts.say("bot-description")),
    )
