"""Handle errors: explain refusals to the person, log bugs with an id and apologise once."""

import asyncio
import functools
import logging
import secrets

from telegram import Update
from telegram.error import NetworkError

from bot import metrics
from bot.chat.context import Context
from bot.chat.dialogs import current_state
from bot.chat.entry_points import Handler
from bot.chat.people.settings import notice
from bot.domain.errors import HeldBack, Refusal, StaleButton
from bot.domain.people.person import Person, PersonId
from bot.storage.core.errors import DatabaseFailed, VersionConflict

log = logging.getLogger(__name__)


def with_person(handler: Handler) -> Handler:
    """Load the person before the handler runs, and explain refusals to them."""

    @functools.wraps(handler)
    async def handle(update: Update, context: Context) -> None:
        await context.meet(update)
        try:
            await handler(update, context)
        except (StaleButton, VersionConflict):
            # After two taps at once, the other tap has already done the work.
            await context.answer(update, context.words.say("stale-button"))
            await current_state.show(update, context)
        except HeldBack:
            await context.answer(update)
            await context.deps.dialogs.show(await context.deps.dialogs.held(context.person))
        except Refusal as refusal:
            await context.answer(update)
            await context.reply(notice(context.words, context.person, refusal.text))

    return handle


async def on_error(update: object, context: Context) -> None:
    """Log a bug with an id that the person can quote, and apologise once."""
    error = context.error
    if isinstance(error, NetworkError) and not isinstance(update, Update):
        log.warning("Telegram could not be reached: %s", type(error).__name__)
        return
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        log.info("a stop cut off an update; Telegram delivers it again: %s", type(error).__name__)
        return
    metrics.ERRORS.inc()
    number = secrets.token_hex(3)
    log.error("error %s while handling an update", number, exc_info=error)
    if not isinstance(update, Update) or update.effective_user is None:
        return
    words = context.deps.localizer_for(update.effective_user.language_code or "en")
    await context.answer(update)
    person = await _known(context, PersonId(update.effective_user.id))
    apology = notice(words, person, "sorry", id=number)
    await context.deps.sender.send(update.effective_user.id, apology)


async def _known(context: Context, id: PersonId) -> Person | None:
    """Return the person, whose state decides the button of the apology, or None if unknown."""
    try:
        return await context.deps.services.people.find(id)
    except DatabaseFailed:  # the database itself may have failed
        return None
