"""Voting in polls, and closing them."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.world.action_checks import Impossible, NotThere, existing
from bot.sandbox.world.groups import Chat
from bot.sandbox.world.polls import Poll, answer_view
from bot.sandbox.world.values import Person, StoredMessage
from bot.sandbox.world.world import World


def poll_of_message(world: World, message: StoredMessage) -> Poll:
    """Return the poll in a message, closed if its time has passed; raises `NotThere`."""
    poll = world.polls.get(message.body.get("poll", {}).get("id", ""))
    if poll is None:
        raise NotThere(f"message {message.message_id} is no poll")
    if not poll.is_closed and poll.closes_at is not None and world.timestamp() >= poll.closes_at:
        return close(world, poll)
    return poll


def vote(
    world: World,
    person: Person,
    message_id: int,
    options: list[int | str],
    chat: Chat | None = None,
) -> Poll:
    """Choose options of a poll by number or text; none takes the vote back."""
    poll = poll_of_message(world, existing(world, chat or person, message_id))
    chosen = tuple(sorted({_number(poll, option) for option in options}))
    _check(poll, person, chosen)
    votes = {key: value for key, value in poll.votes.items() if key != person.id}
    changed = _put(world, replace(poll, votes={**votes, person.id: chosen} if chosen else votes))
    world.push("poll", changed.as_json())
    if not poll.asked["is_anonymous"]:
        world.push("poll_answer", answer_view(poll, person.as_user(), chosen))
    return changed


def close(world: World, poll: Poll) -> Poll:
    """Close a poll: nobody can vote in it any more."""
    closed = _put(world, replace(poll, is_closed=True))
    world.push("poll", closed.as_json())
    return closed


def _number(poll: Poll, option: int | str) -> int:
    texts = [item["text"] for item in poll.asked["options"]]
    if isinstance(option, int) and 0 <= option < len(texts):
        return option
    if isinstance(option, str) and option in texts:
        return texts.index(option)
    raise NotThere(f"the poll has no option {option!r}")


def _check(poll: Poll, person: Person, chosen: tuple[int, ...]) -> None:
    if poll.is_closed:
        raise Impossible("this poll is closed")
    if len(chosen) > 1 and not poll.asked["allows_multiple_answers"]:
        raise Impossible("this poll takes one answer only")
    if person.id in poll.votes and not poll.asked["allows_revoting"]:
        raise Impossible("a vote in this poll can't be changed")


def _put(world: World, poll: Poll) -> Poll:
    world.polls[poll.id] = poll
    message = world.message(poll.chat_id, poll.message_id)
    if message is not None:
        world.change_message(replace(message, body={**message.body, "poll": poll.as_json()}))
    return poll
