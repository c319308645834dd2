"""Build, rename, schedule or delete a custom routine."""

from collections.abc import Mapping
from typing import Any

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    DialogName,
    Finished,
    MediaAnswer,
    Next,
    ParserContext,
    Step,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import (
    DeleteCustomRoutine,
    Nothing,
    RenameCustomRoutine,
    SaveCustomRoutine,
    ScheduleCustomRoutine,
)
from bot.domain.routines.custom_exercise import CustomExercise, Media, MediaKind, captioned, name_of
from bot.domain.routines.custom_routines import MOST_EXERCISES, CustomRoutineId
from bot.domain.routines.item_json import from_plain, to_plain
from bot.domain.routines.routine import Item

READY, MORE, TAKE_BACK, NEVER_MIND = "ready", "more", "take-back", "never-mind"
USUAL, OFF, BACK = "usual", "off", "back"

PAGE = 10
"""Exercises on one page."""


def items_of(answers: Answers) -> tuple[Item, ...]:
    """The exercises so far."""
    return tuple(from_plain(each) for each in answers.get("items", ()))


def menu_of(answers: Answers) -> Mapping[str, list[dict[str, Any]]]:
    """The exercises to choose from with their doses, as computed when the dialogue began."""
    menu: Mapping[str, list[dict[str, Any]]] = answers.get("menu", {})
    return menu


def doses_of(answers: Answers) -> tuple[Item, ...]:
    """The doses on offer for the exercise that was picked, the lightest first."""
    plain = menu_of(answers).get(answers.get("picked", ""), ())
    return tuple(from_plain(each) for each in plain)


def slots_of(answers: Answers) -> Mapping[str, str]:
    """The existing reminders: slot number to time."""
    slots: Mapping[str, str] = answers.get("slots", {})
    return slots


def _exercises(answers: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
    items = items_of(answers)
    match answer:
        case ButtonAnswer("never-mind" | "ready" | "take-back" | "more" as choice):
            return _on(answers, choice)
        case ButtonAnswer() | MediaAnswer() if len(items) >= MOST_EXERCISES:
            return Again("again-own-full")
        case ButtonAnswer(choice):
            return _picked(answers, choice)
        case MediaAnswer():
            return _added(answers, answer, context)
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


def _added(answers: Answers, shown: MediaAnswer, context: ParserContext) -> StepOutcome:
    found = captioned(shown.caption, context.vocabulary, answers["unnamed"])
    if found is None:
        return Again("again-own-caption")
    media = Media(MediaKind(shown.kind), shown.file)
    own = CustomExercise(found.title, found.sides, found.rhythm, media)
    return _with(answers, (*items_of(answers), Item(own.id, found.dose, own=own)))


def _dose(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    doses = doses_of(answers)
    if answer == ButtonAnswer(BACK):
        return Next("moves", answers)
    if isinstance(answer, ButtonAnswer) and answer.choice in map(str, range(len(doses))):
        return _with(answers, (*items_of(answers), doses[int(answer.choice)]))
    return Again(steps.NOT_A_CHOICE)


def _with(answers: Answers, items: tuple[Item, ...]) -> Next:
    return Next("moves", steps.keep(answers, items=[to_plain(item) for item in items]))


def _name(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    name = _named(answers, answer)
    if name is None:
        return Again("again-own-name")
    return Finished(SaveCustomRoutine(name, items_of(answers)))


def _rename(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    if answer == ButtonAnswer(NEVER_MIND):
        return Finished(Nothing())
    name = _named(answers, answer)
    if name is None:
        return Again("again-own-name")
    return Finished(RenameCustomRoutine(_routine(answers), name))


def _named(answers: Answers, answer: Answer) -> str | None:
    match answer:
        case ButtonAnswer("usual"):
            usual: str = answers["usual"]
            return usual
        case TextAnswer(text):
            return name_of(text)
        case _:
            return None


def _slot(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("never-mind"):
            return Finished(Nothing())
        case ButtonAnswer("off"):
            return Finished(ScheduleCustomRoutine(_routine(answers), None))
        case ButtonAnswer(choice) if choice in slots_of(answers):
            return Finished(ScheduleCustomRoutine(_routine(answers), int(choice)))
    return Again(steps.NOT_A_CHOICE)


def _routine(answers: Answers) -> CustomRoutineId:
    return CustomRoutineId(answers["routine"])


def _page(answers: Answers) -> tuple[str, ...]:
    """One page of the menu and the button for the next; after the last page comes the first."""
    menu = tuple(menu_of(answers))
    if len(menu) <= PAGE:
        return menu
    first = answers.get("page", 0) * PAGE % (-(-len(menu) // PAGE) * PAGE)
    return (*menu[first : first + PAGE], MORE)


def _menu(answers: Answers) -> tuple[str, ...]:
    done = bool(answers.get("items"))
    more = _page(answers) if len(items_of(answers)) < MOST_EXERCISES else ()
    return (*((READY,) if done else ()), *more, TAKE_BACK if done else NEVER_MIND)


def _doses(answers: Answers) -> tuple[str, ...]:
    return (*map(str, range(len(doses_of(answers)))), BACK)


def _slots(answers: Answers) -> tuple[str, ...]:
    return (*slots_of(answers), *((OFF,) if answers.get("on") else ()), NEVER_MIND)


DIALOG = Dialog(
    DialogName("own"),
    {
        "moves": Step(_exercises, _menu),
        "dose": Step(_dose, _doses),
        "name": Step(_name, lambda _: (USUAL,)),
        "rename": Step(_rename, lambda _: (NEVER_MIND,)),
        "slot": Step(_slot, _slots),
        "drop": steps.one_of(
            drop=lambda answers: Finished(DeleteCustomRoutine(_routine(answers))),
            never_mind=lambda _: Finished(Nothing()),
        ),
    },
)
