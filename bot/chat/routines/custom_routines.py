"""Messages of custom routines: the list, their pages, and the dialogue that creates one."""

import re
from collections.abc import Sequence

from bot.chat import callback_data
from bot.chat.localizer import CLOCK, Localizer, SafeHtml, plain
from bot.chat.message import Button, Keyboard, Message, lines, paragraphs, rows
from bot.chat.reminders.texts import left_out
from bot.domain.dialogs import custom_routine
from bot.domain.routines.custom_routines import MOST_MOVES, CustomRoutine
from bot.domain.routines.exercises import ExerciseId, Filter
from bot.domain.routines.routine import Item, LeftOut, LeftOutBy, Offer, RoutineId
from bot.services.dialogs.dialog_states import Prompt
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


def question(words: Localizer, asked: Prompt) -> str:
    """Return the current question of the dialogue, below the exercises so far."""
    answers = asked.conversation.answers
    items = custom_routine.items_of(answers)
    step = asked.conversation.step
    if step == "moves" and items:
        key = "own-moves-full" if len(items) >= MOST_MOVES else "own-moves-next"
        return paragraphs(moves(words, items), words.say(key))
    if step == "moves":
        gone = left_out(words, Offer(RoutineId(""), (), _gone(answers.get("gone", ()))))
        return paragraphs(words.say("own-moves"), gone)
    if step == "dose":
        title = words.exercise(ExerciseId(answers["picked"])).title
        return words.say("own-dose", title=title)
    lead = moves(words, items) if step == "name" else None
    return paragraphs(lead, words.say(f"own-ask-{step}", name=answers.get("name", "")))


def label(words: Localizer, asked: Prompt, choice: str) -> str:
    """Return the label of a choice in the dialogue."""
    answers = asked.conversation.answers
    match asked.conversation.step:
        case "moves" if choice in custom_routine.menu_of(answers):
            return words.exercise(ExerciseId(choice)).title
        case "dose" if choice != custom_routine.BACK:
            return words.dose(custom_routine.doses_of(answers)[int(choice)])
        case "name" if choice == custom_routine.USUAL:
            return str(answers["usual"])
        case "slot" if choice in custom_routine.slots_of(answers):
            return custom_routine.slots_of(answers)[choice]
        case _:
            return words.say(f"own-choice-{choice}")


def arranged(buttons: Sequence[Button], choices: Sequence[str]) -> Keyboard:
    """Arrange the next step above, exercises in pairs, and the way back below."""
    on = int(choices[0] == custom_routine.READY)
    return (*rows(buttons[:on], 1), *rows(buttons[on:-1], 2), *rows(buttons[-1:], 1))


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


def _gone(pairs: Sequence[Sequence[str]]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(ExerciseId(exercise), _by(why)) for exercise, why in pairs)


def _by(why: str) -> Filter | LeftOutBy:
    return LeftOutBy(why) if why in set(LeftOutBy) else Filter(why)
