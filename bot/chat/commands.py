"""The command menu and its registration with Telegram."""

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
    """Return every command with its description in one language."""
    return [BotCommand(name, texts.say(f"command-{name}")) for name in COMMANDS]


async def publish(bot: Bot, texts: Texts) -> None:
    """Set the command menu and the bot's descriptions at Telegram."""
    await asyncio.gather(  # concurrently: the bot answers nobody before all are done
        bot.set_my_commands(menu(texts), scope=BotCommandScopeAllPrivateChats()),
        bot.set_my_short_description(texts.say("bot-short-description")),
        bot.set_my_description(texts.say("bot-description")),
    )
