"""The command menu, and telling Telegram about it."""

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
    await bot.set_my_commands(menu(texts), scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_short_description(texts.say("bot-short-description"))
    await bot.set_my_description(texts.say("bot-description"))
