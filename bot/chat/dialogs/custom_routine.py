"""Build, rename, schedule or delete a custom routine."""

from collections.abc import Sequence

from bot.chat import callback_data
from bot.chat.dialogs.view import DialogView, StepView, result
from bot.chat.localizer import Localizer
from bot.chat.message import Button, Keyboard, Message, paragraphs, rows
from bot.chat.reminders.texts import left_out
from bot.chat.routines.custom_routines import moves
from bot.domain.dialogs import custom_routine, effects
from bot.domain.routines.custom_routines import MOST_EXERCISES
from bot.domain.routines.exercises import ExerciseId, Filter
from bot.domain.routines.routine import LeftOut, LeftOutBy, Offer, RoutineId
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.reminders.schedules import ReminderPlan


def _text(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    """Return the question below the exercises so far."""
    answers = asked.conversation.answers
    items = custom_routine.items_of(answers)
    step = asked.conversation.step
    if step == "moves" and items:
        key = "own-moves-full" if len(items) >= MOST_EXERCISES else "own-moves-next"
        return paragraphs(moves(words, items), words.say(key))
    if step == "moves":
        gone = left_out(words, Offer(RoutineId(""), (), _gone(answers.get("gone", ()))))
        return paragraphs(words.say("own-moves"), gone)
    if step == "dose":
        title = words.exercise(ExerciseId(answers["picked"])).title
        return words.say("own-dose", title=title)
    lead = moves(words, items) if step == "name" else None
    return paragraphs(lead, words.say(f"own-ask-{step}", name=answers.get("name", "")))


def _label(words: Localizer, asked: Prompt, choice: str) -> str:
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


def _arranged(buttons: Sequence[Button], asked: Prompt) -> Keyboard:
    """Arrange the next step above, exercises in pairs, and the way back below."""
    on = int(asked.choices[0] == custom_routine.READY)
    return (*rows(buttons[:on], 1), *rows(buttons[on:-1], 2), *rows(buttons[-1:], 1))


def _gone(pairs: Sequence[Sequence[str]]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(ExerciseId(exercise), _by(why)) for exercise, why in pairs)


def _by(why: str) -> Filter | LeftOutBy:
    return LeftOutBy(why) if why in set(LeftOutBy) else Filter(why)


def _saved(words: Localizer, _: DialogResult, effect: effects.SaveCustomRoutine) -> Message:
    return Message(words.say("own-kept", name=effect.name), _custom_routines(words))


def _scheduled(
    words: Localizer, done: DialogResult, effect: effects.ScheduleCustomRoutine
) -> Message:
    if effect.slot is None:
        return Message(words.say("own-unscheduled"), _custom_routines(words))
    time = done.conversation.answers["slots"][str(effect.slot)]
    return Message(words.say("own-scheduled", time=time), _custom_routines(words))


def _custom_routines(words: Localizer) -> Keyboard:
    return ((Button(words.say("button-mine"), callback_data.open_("mine")),),)


VIEW = DialogView(
    custom_routine.DIALOG.name,
    {
        **dict.fromkeys(custom_routine.DIALOG.steps, StepView(_text, _label)),
        "moves": StepView(_text, _label, _arranged),
    },
    {
        effects.SaveCustomRoutine: _saved,
        effects.RenameCustomRoutine: result("own-renamed", _custom_routines),
        effects.ScheduleCustomRoutine: _scheduled,
        effects.DeleteCustomRoutine: result("own-dropped", _custom_routines),
    },
)
