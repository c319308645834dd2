"""Answering callback queries (button presses)."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method

# Telegram does not publish how long it accepts an answer; a queued callback query lives this long.
_ANSWERABLE = timedelta(seconds=150)
_MOST_CHARACTERS = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def answer_callback_query(request: Request) -> bool:
    """Answer a button press: with nothing, a notification or an alert."""
    params, world = request.params, request.world
    query = world.queries.get(params.get("callback_query_id", ""))
    if query is None or world.now() - query.pressed_at > _ANSWERABLE:
        raise bad_request(TOO_OLD)
    text = params.get("text", "")
    if len(text) > _MOST_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answer(query, text, show_alert=params.get("show_alert", False), url=params.get("url"))
    return True
