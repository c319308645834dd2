"""Messages for operators: the bot's status and the progress of a broadcast."""

from math import isinf

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Message, paragraphs, rows
from bot.chat.next_steps import start_keyboard
from bot.domain.broadcasts import BroadcastStatus, Progress
from bot.services.admin.statistics import Status


def page(words: Localizer, status: Status, waiting: int, progress: Progress | None) -> Message:
    """Return the status page. `waiting` is the number of queued messages."""
    people, live, since = status.people, status.live, status.since_start
    text = paragraphs(
        words.say(
            "admin-people",
            known=people.known,
            joined=people.joined,
            paused=people.paused,
            unreachable=people.unreachable,
        ),
        words.say(
            "admin-now",
            sessions=live.sessions,
            overdue=live.overdue,
            behind=round(live.behind.total_seconds()),
            waiting=waiting,
        ),
        words.say(
            "admin-since-start",
            sent=since.sent,
            late=since.late,
            left=since.left_out,
            floods=since.floods,
            unreachable=since.unreachable,
        ),
        _lag(words, since.half_within, since.most_within),
        None if progress is None else _progress(words, progress),
    )
    return Message(text, rows(_buttons(words, progress), 1))


def broadcast_message(words: Localizer, text: str) -> Message:
    """Return a broadcast's message. It is silent, because it is night for some people."""
    return Message(words.quoted(text), start_keyboard(words), silent=True)


def broadcast_finished(words: Localizer, progress: Progress) -> Message:
    """Return the report of a broadcast that is complete or was stopped."""
    return Message(_progress(words, progress), rows((_refresh_button(words),), 1))


def _lag(words: Localizer, half: float | None, most: float | None) -> SafeHtml | None:
    if half is None or most is None:
        return None
    return words.say("admin-lag", half=_step(half), most=_step(most))


def _step(seconds: float) -> int:
    """Return whole seconds, or 0 for a delay beyond the last histogram bucket."""
    return 0 if isinf(seconds) else int(seconds)


def _progress(words: Localizer, progress: Progress) -> SafeHtml:
    broadcast = progress.broadcast
    return words.say(
        "broadcast-progress",
        state=broadcast.ending.value if broadcast.ending else "running",
        percent=progress.percent,
        settled=progress.settled,
        people=broadcast.people,
        sent=progress.count(BroadcastStatus.SENT),
        paused=progress.count(BroadcastStatus.PAUSED),
        gone=progress.count(BroadcastStatus.GONE),
        unsure=progress.count(BroadcastStatus.UNSURE),
    )


def _buttons(words: Localizer, progress: Progress | None) -> list[Button]:
    buttons = [_refresh_button(words)]
    if progress is not None and progress.broadcast.ending is None:
        stop = callback_data.open_("hush", str(progress.broadcast.id))
        buttons.append(Button(words.say("button-hush"), stop))
    buttons.append(Button(words.say("button-broadcast"), callback_data.open_("broadcast")))
    return buttons


def _refresh_button(words: Localizer) -> Button:
    return Button(words.say("button-admin"), callback_data.open_("admin"))
