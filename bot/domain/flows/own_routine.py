"""A routine of one's own: moves picked or brought along, a name, its reminder, or an end to it."""

from collections.abc import Mapping
from typing import Any

from bot.domain.conversation import (
    Again,
    Answer,
    Answers,
    Finished,
    Flow,
    Next,
    Pressed,
    Reading,
    Shown,
    StepOutcome,
    Typed,
)
from bot.domain.flows import steps
from bot.domain.flows.effects import (
    DropOwn,
    KeepOwn,
    Nothing,
    RenameOwn,
    ScheduleOwn,
)
from bot.domain.own import Media, MediaKind, Own, captioned, name_of
from bot.domain.own_routines import MOST_MOVES, OwnId
from bot.domain.plain import from_plain, to_plain
from bot.domain.routines import Item

READY, MORE, TAKE_BACK, NEVER_MIND, USUAL, OFF = (
    "ready",
    "more",
    "take-back",
    "never-mind",
    "usual",
    "off",
)

PAGE = 10
"""Moves on one screen."""


def items_of(answers: Answers) -> tuple[Item, ...]:
    """The moves so far."""
    return tuple(from_plain(each) for each in answers.get("items", ()))


def menu_of(answers: Answers) -> Mapping[str, list[dict[str, Any]]]:
    """What suits the person, as it was when the talk began: the moves with their doses."""
    menu: Mapping[str, list[dict[str, Any]]] = answers.get("menu", {})
    return menu


def doses_of(answers: Answers) -> tuple[Item, ...]:
    """The doses on offer for the move that was picked, the lightest first."""
    return tuple(from_plain(each) for each in menu_of(answers)[answers["picked"]])


def slots_of(answers: Answers) -> Mapping[str, str]:
    """The reminders that there are: their numbers and times."""
    slots: Mapping[str, str] = answers["slots"]
    return slots


def _moves(answers: Answers, answer: Answer, reading: Reading) -> StepOutcome:
    items = items_of(answers)
    match answer:
        case Pressed("never-mind" | "ready" | "take-back" | "more" as choice):
            return _on(answers, choice)
        case Pressed() | Shown() if len(items) >= MOST_MOVES:
            return Again("again-own-full")
        case Pressed(choice):
            return _picked(answers, choice)
        case Shown():
            return _brought(answers, answer, reading)
    return Again("again-own-move")


def _on(answers: Answers, choice: str) -> StepOutcome:
    items = items_of(answers)
    if choice == NEVER_MIND:
        return Finished(Nothing())
    if choice == MORE:
        return Next("moves", steps.keep(answers, page=answers.get("page", 0) + 1))
    if not items:
        return Again("again-own-move")
    return Next("name", answers) if choice == READY else _with(answers, items[:-1])


def _picked(answers: Answers, choice: str) -> StepOutcome:
    if choice not in menu_of(answers):
        return Again("again-own-move")
    picked = steps.keep(answers, picked=choice)
    doses = doses_of(picked)
    return Next("dose", picked) if len(doses) > 1 else _with(answers, (*items_of(answers), *doses))


def _brought(answers: Answers, shown: Shown, reading: Reading) -> StepOutcome:
    found = captioned(shown.caption, reading.vocabulary, answers["unnamed"])
    if found is None:
        return Again("again-own-caption")
    media = Media(MediaKind(shown.kind), shown.file)
    own = Own(found.title, found.sides, found.rhythm, media)
    return _with(answers, (*items_of(answers), Item(own.id, found.dose, own=own)))


def _dose(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    doses = doses_of(answers)
    if isinstance(answer, Pressed) and answer.choice in map(str, range(len(doses))):
        return _with(answers, (*items_of(answers), doses[int(answer.choice)]))
    return Again(steps.NOT_A_CHOICE)


def _with(answers: Answers, items: tuple[Item, ...]) -> Next:
    return Next("moves", steps.keep(answers, items=[to_plain(item) for item in items]))


def _name(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    name = _named(answers, answer)
    if name is None:
        return Again("again-own-name")
    return Finished(KeepOwn(name, items_of(answers)))


def _rename(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    if answer == Pressed(NEVER_MIND):
        return Finished(Nothing())
    name = _named(answers, answer)
    if name is None:
        return Again("again-own-name")
    return Finished(RenameOwn(_routine(answers), name))


def _named(answers: Answers, answer: Answer) -> str | None:
    match answer:
        case Pressed("usual"):
            usual: str = answers["usual"]
            return usual
        case Typed(text):
            return name_of(text)
        case _:
            return None


def _slot(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    match answer:
        case Pressed("never-mind"):
            return Finished(Nothing())
        case Pressed("off"):
            return Finished(ScheduleOwn(_routine(answers), None))
        case Pressed(choice) if choice in slots_of(answers):
            return Finished(ScheduleOwn(_routine(answers), int(choice)))
    return Again(steps.NOT_A_CHOICE)


def _routine(answers: Answers) -> OwnId:
    return OwnId(answers["routine"])


def _page(answers: Answers) -> tuple[str, ...]:
    """A screen of the menu, and the way to the next; after the last comes the first."""
    menu = tuple(menu_of(answers))
    if len(menu) <= PAGE:
        return menu
    first = answers.get("page", 0) * PAGE % (-(-len(menu) // PAGE) * PAGE)
    return (*menu[first : first + PAGE], MORE)


def _choices(step: str, answers: Answers) -> tuple[str, ...]:
    match step:
        case "moves":
            done = bool(answers.get("items"))
            more = _page(answers) if len(items_of(answers)) < MOST_MOVES else ()
            return (*((READY,) if done else ()), *more, TAKE_BACK if done else NEVER_MIND)
        case "dose":
            return tuple(str(number) for number in range(len(doses_of(answers))))
        case "name":
            return (USUAL,)
        case "slot":
            return (*slots_of(answers), *((OFF,) if answers.get("on") else ()), NEVER_MIND)
        case "drop":
            return ("drop", NEVER_MIND)
        case _:
            return (NEVER_MIND,)


FLOW = Flow(
    "moves",
    {
        "moves": _moves,
        "dose": _dose,
        "name": _name,
        "rename": _rename,
        "slot": _slot,
        "drop": steps.one_of(
            drop=lambda answers: Finished(DropOwn(_routine(answers))),
            never_mind=lambda _: Finished(Nothing()),
        ),
    },
    _choices,
)
