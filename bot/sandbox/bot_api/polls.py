"""Polls: sending and stopping them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox.bot_api.chats import find_message, find_writable_chat
from bot.sandbox.bot_api.markup import read_markup
from bot.sandbox.bot_api.params import check_nested, read_json, read_list
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import send_message
from bot.sandbox.bot_api.text_and_captions import finished, plain_content, read_formatted
from bot.sandbox.text import FormattedText
from bot.sandbox.world import Json, Poll, World
from bot.sandbox.world.voting import close, poll_of_message

_MOST_QUESTION = 300
_MOST_OPTION = 100
_MOST_OPTIONS = 12
_FIRST_POLL = 5_100_000_000_000_000_000


@method("sendPoll")
def send_poll(request: Request) -> Json:
    """Send a poll."""
    params, world = request.params, request.world
    question = read_formatted(params, "question", "question_parse_mode", "question_entities")
    options = _read_options(params.get("options"))
    description = read_formatted(
        params, "description", "description_parse_mode", "description_entities"
    )
    kind = _read_kind(params)

    def content() -> Json:
        asked = _question(world, question) | {"options": _options(world, options)}
        asked |= _rules(params, kind, len(options)) | kind
        asked |= plain_content(world, description, "description", "description_entities")
        number = str(_FIRST_POLL + world.seq)
        poll = Poll(number, 0, 0, asked, is_closed=params.get("is_closed", False))
        return {"poll": _timed(world, poll, params).as_json()}

    message = send_message(request, content)
    body = message.body["poll"]
    asked = {key: body[key] for key in body if key not in ("id", "total_voter_count", "is_closed")}
    world.polls[body["id"]] = Poll(
        id=body["id"],
        chat_id=message.chat_id,
        message_id=message.message_id,
        asked=asked,
        is_closed=body["is_closed"],
        closes_at=body.get("close_date"),
    )
    return message.body


@method("stopPoll")
def stop_poll(request: Request) -> Json:
    """Close a poll, and return it with its final votes."""
    params, world = request.params, request.world
    markup = read_markup(params.get("reply_markup"))
    chat = find_writable_chat(world, params.get("chat_id"))
    message = find_message(world, chat, params.get("message_id"), "with poll to stop")
    if "poll" not in message.body:
        raise bad_request("message with poll to stop not found")
    if not message.from_bot:
        raise bad_request("poll can't be stopped")
    markup.require_inline()
    poll = poll_of_message(world, message)
    if poll.is_closed:
        raise bad_request("poll has already been closed")
    closed = close(world, poll)
    message = find_message(world, chat, params["message_id"], "with poll to stop")
    body = {key: value for key, value in message.body.items() if key != "reply_markup"}
    world.change_message(replace(message, body={**body, **markup.content()}))
    return closed.as_json()


def _read_options(value: Any) -> list[FormattedText]:
    return [_read_option(item) for item in _option_list(value)]


def _option_list(value: Any) -> list[Any]:
    if read_json(value, "options") is None:
        raise bad_request("can't parse options JSON object")
    return read_list(value, "options", "an Array of String as options")


def _read_option(item: Any) -> FormattedText:
    if isinstance(item, str):
        return FormattedText(item)
    if not isinstance(item, dict):
        raise bad_request("expected an option to be of type String")
    check_nested(item, "InputPollOption")
    return read_formatted(item, "text", "text_parse_mode", "text_entities")


def _question(world: World, question: FormattedText) -> Json:
    final = finished(world, question)
    if not final.text:
        raise bad_request("text must be non-empty")
    if len(final.text) > _MOST_QUESTION:
        raise bad_request(f"poll question length must not exceed {_MOST_QUESTION}")
    return plain_content(world, question, "question", "question_entities")


def _options(world: World, options: list[FormattedText]) -> list[Json]:
    if not options:
        raise bad_request("poll must have at least one answer option")
    if len(options) > _MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {_MOST_OPTIONS} options")
    return [_option(world, number, option) for number, option in enumerate(options)]


def _option(world: World, number: int, option: FormattedText) -> Json:
    final = finished(world, option)
    if not final.text:
        raise bad_request("text must be non-empty")
    if len(final.text) > _MOST_OPTION:
        raise bad_request(f"poll options length must not exceed {_MOST_OPTION}")
    content = plain_content(world, option, "text", "text_entities")
    return {"persistent_id": str(number), **content, "voter_count": 0}


def _read_kind(params: Json) -> Json:
    kind = params.get("type") or "regular"
    if kind == "regular":
        return {"type": kind}
    if kind != "quiz":
        raise bad_request("unsupported poll type specified")
    expected = "an Array of correct option identifiers"
    right = read_list(params.get("correct_option_ids"), "correct option identifiers", expected)
    if any(isinstance(number, bool) or not isinstance(number, int) for number in right):
        raise bad_request("correct option identifier must be of type Number")
    explanation = str(params.get("explanation") or "")
    return {
        "type": kind,
        "correct_option_ids": right,
        **({"correct_option_id": right[0]} if len(right) == 1 else {}),
        **({"explanation": explanation, "explanation_entities": []} if explanation else {}),
    }


def _rules(params: Json, kind: Json, options: int) -> Json:
    right = kind.get("correct_option_ids")
    if right is not None:
        _check_right(right, options)
    return {
        "is_anonymous": params.get("is_anonymous", True),
        "allows_multiple_answers": params.get("allows_multiple_answers", False),
        "allows_revoting": params.get("allows_revoting", kind["type"] != "quiz"),
        "members_only": False,
    }


def _check_right(right: list[int], options: int) -> None:
    if not right:
        raise bad_request("correct quiz option list must be non-empty")
    if sorted(set(right)) != right:
        raise bad_request("correct quiz option list must be increasing")
    if not 0 <= right[0] <= right[-1] < options:
        raise bad_request("wrong quiz correct_option_id")


def _timed(world: World, poll: Poll, params: Json) -> Poll:
    period, until = params.get("open_period", 0), params.get("close_date", 0)
    if period:
        until = world.timestamp() + period
    if not until:
        return poll
    times = {"open_period": period or until - world.timestamp(), "close_date": until}
    return replace(poll, asked={**poll.asked, **times}, closes_at=until)
