"""Start, settings, privacy, help, and the export and deletion of all data."""

import asyncio

from telegram import Update

from bot.chat.context import Context
from bot.chat.dialogs.handlers import open_dialog
from bot.chat.entry_points import Command, PageOf
from bot.chat.people import export_texts, settings
from bot.chat.routines import handlers as routines_handlers
from bot.chat.routines.custom_routines import shared_word
from bot.domain.dialogs.forget import DIALOG as FORGET
from bot.domain.dialogs.onboarding import DIALOG as ONBOARDING
from bot.domain.errors import StaleButton
from bot.domain.people.person import require_joined
from bot.services.people import export as exports
from bot.services.people.timezone_lookup import suggested

_WRITERS = {"json": exports.as_json, "csv": exports.as_csv}


async def start(update: Update, context: Context) -> None:
    """/start: begin or continue onboarding, or welcome the person back."""
    person, deps = context.person, context.deps
    share = shared_word(context.argument)
    if person.joined_at is None:
        asked = await deps.services.conversations.current(person)
        if asked is None or asked.conversation.dialog != ONBOARDING.name:
            answers = {"suggested": [suggested(person.language)], "shared": share}
            asked = await deps.services.conversations.open(person, ONBOARDING, answers)
        await deps.dialogs.show(asked)
    elif person.hold is not None:
        await deps.dialogs.show(await deps.dialogs.held(person))
    elif share is not None:
        await routines_handlers.shared(update, context, share)
    else:
        plan = await deps.services.schedules.plan(person.id)
        await context.reply(settings.welcome_back(context.words, person, plan))


async def settings_page(update: Update, context: Context) -> None:
    """/settings: everything that can be changed."""
    require_joined(context.person)
    plan = await context.deps.services.schedules.plan(context.person.id)
    await context.reply(settings.settings(context.words, context.person, plan))


async def pictures(update: Update, context: Context, motion: str) -> None:
    """Set whether exercises are shown as animations or still pictures."""
    if motion not in {"moving", "still"}:
        raise StaleButton
    people = context.deps.services.people
    context.person = await people.set_motion(context.person, motion=motion == "moving")
    await settings_page(update, context)


async def export(update: Update, context: Context) -> None:
    """/export: offer the file formats, or send the requested one."""
    kind = (context.argument or "").casefold()
    if kind in export_texts.KINDS:
        await export_file(update, context, kind)
    else:
        await context.reply(export_texts.choices(context.words))


async def export_file(update: Update, context: Context, kind: str) -> None:
    """Send one file."""
    if kind not in export_texts.KINDS:
        raise StaleButton
    data = await (_report(context) if kind == "pdf" else _everything(context, kind))
    await context.reply(export_texts.file(context.words, kind, data))


async def privacy(update: Update, context: Context) -> None:
    """/privacy: what is stored."""
    await context.reply(settings.privacy(context.words))


async def forget(update: Update, context: Context) -> None:
    """/forget: delete everything, after one confirmation."""
    await open_dialog(context, FORGET)


async def help_page(update: Update, context: Context) -> None:
    """/help: what Limber can do."""
    await context.reply(settings.help_page(context.words))


async def _report(context: Context) -> bytes:
    overview = await context.deps.services.overviews.of(context.person)
    report = export_texts.report(context.words, context.person, overview)
    return await context.deps.charts.page(report)


async def _everything(context: Context, kind: str) -> bytes:
    taken = await context.deps.services.exports.of(context.person)
    return await asyncio.to_thread(_WRITERS[kind], taken)


START = Command("start", start, button=True)
ENTRY_POINTS = (
    Command("settings", settings_page, button=True),
    PageOf("pictures", pictures),
    Command("export", export, button=True),
    PageOf("export-file", export_file),
    Command("privacy", privacy),
    Command("forget", forget),
    Command("help", help_page),
)
