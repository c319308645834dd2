"""Messages of custom routines: the list, their pages, and the dialogue that creates one."""

import re
from collections.abc import Sequence

from bot.chat import callback_data
from bot.chat.localizer import CLOCK, Localizer, SafeHtml, plain
from bot.chat.message import Button, Message, lines, paragraphs, rows
from bot.chat.reminders.texts import left_out
from bot.domain.routines.custom_routines import CustomRoutine
from bot.domain.routines.routine import Item
from bot.services.routines.custom_routines import Look

SHARED = "r-"
"""The prefix of a share token after /start."""

_WORD = re.compile(rf"{SHARED}([\w-]{{16}})", re.ASCII)


def shared_word(text: str | None) -> str | None:
    """Return the share token after /start, if it has the form of ours."""
    found = _WORD.fullmatch(text or "")
    return None if found is None else found[1]


def unnamed(words: Localizer) -> dict[str, str]:
    """Return default names for custom exercises and routines."""
    return {"unnamed": plain(words.say("own-move")), "usual": plain(words.say("own-usual-name"))}


def mine(words: Localizer, routines: Sequence[CustomRoutine]) -> Message:
    """List the custom routines, the newest first, with a button for a new one."""
    buttons = [
        Button(each.name, callback_data.open_("own", str(each.id))) for each in reversed(routines)
    ]
    new = Button(words.say("own-new"), callback_data.open_("own-new"))
    said = words.say("mine", n=len(routines))
    return Message(said, rows((*buttons, new), 1))


def routine(words: Localizer, look: Look) -> Message:
    """Return a routine as this person would get it now."""
    number = str(look.own.id)
    times = words.listed([slot.rule.at.strftime(CLOCK) for slot in look.slots])
    when = words.say("own-comes-with", times=times) if look.slots else None
    start = (Button(words.say("own-start"), callback_data.open_("own-begin", number)),)
    others = [
        Button(words.say(f"own-{verb}"), callback_data.open_(f"own-{verb}", number))
        for verb in ("schedule", "share", "rename", "drop")
    ]
    back = Button(words.say("own-back"), callback_data.open_("mine"))
    keyboard = (*((start,) if look.offer.items else ()), *rows(others, 2), (back,))
    return Message(paragraphs(_page(words, look), when), keyboard)


def shared(words: Localizer, look: Look) -> Message:
    """Return a shared routine."""
    keep = Button(words.say("own-copy"), callback_data.open_("own-copy", look.own.share))
    text = paragraphs(words.say("own-shared"), _page(words, look))
    return Message(text, rows((keep,), 1))


def link(words: Localizer, own: CustomRoutine, url: str) -> Message:
    """Return the link to share a routine."""
    back = Button(words.say("own-back-one"), callback_data.open_("own", str(own.id)))
    return Message(words.say("own-link", name=own.name, url=url), rows((back,), 1))


def moves(words: Localizer, items: Sequence[Item]) -> str:
    """Return a numbered list of exercises with their doses."""
    return lines(
        *(
            f"{number}. {words.listed([words.move(item).title])} · {words.dose(item)}"
            for number, item in enumerate(items, 1)
        )
    )


def _page(words: Localizer, look: Look) -> str:
    title = words.say("own-page", name=look.own.name, minutes=words.minutes(look.minutes))
    has_custom = any(item.own for item in look.offer.items)
    note: SafeHtml | None = words.say("own-brought") if has_custom else None
    nothing = None if look.offer.items else words.say("own-nothing-fits")
    said = moves(words, look.offer.items)
    return paragraphs(title, said, nothing, left_out(words, look.offer), note)
