"""Correct the log: fill in a day, or undo the last entry."""

from datetime import date

from bot.chat.dialogs.view import DialogView, ResultText, StepView, columns, prefixed, streak_line
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Message, paragraphs
from bot.chat.next_steps import streak_keyboard
from bot.domain.dialogs import log_corrections
from bot.domain.dialogs.effects import CallOff, FillIn, UndoLog
from bot.services.dialogs.dialog_states import Prompt
from bot.services.reminders.schedules import ReminderPlan


def _day_label(words: Localizer, _: Prompt, choice: str) -> str:
    if choice == log_corrections.NEVER_MIND:
        return words.say("fill-never-mind")
    return words.date(date.fromisoformat(choice))


def _what_text(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    return words.say("fill-what", day=_day_of(words, asked))


def _undo_text(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    kind = "session" if asked.conversation.answers.get("undo") else "by-hand"
    return words.say(f"undo-confirm-{kind}", day=_day_of(words, asked))


def _day_of(words: Localizer, asked: Prompt) -> SafeHtml:
    return words.date(date.fromisoformat(asked.conversation.answers["day"]))


def _corrected(key: str) -> ResultText:
    return lambda words, done, effect: Message(
        paragraphs(words.say(key, day=words.date(effect.day)), streak_line(words, done)),
        streak_keyboard(words),
    )


FILL = DialogView(
    log_corrections.FILL.name,
    {
        "day": StepView(label=_day_label, layout=columns(2)),
        "what": StepView(_what_text, prefixed("fill")),
    },
    {FillIn: _corrected("filled-in"), CallOff: _corrected("called-off")},
    lambda services, person: services.logbook.to_fill(person),
)
UNDO = DialogView(
    log_corrections.UNDO.name,
    {"confirm": StepView(_undo_text, prefixed("undo"))},
    {UndoLog: _corrected("undone")},
    lambda services, person: services.logbook.last(person),
)
