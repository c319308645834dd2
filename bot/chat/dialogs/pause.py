"""Pause reminders."""

from bot.chat import callback_data
from bot.chat.dialogs.view import DialogView, StepView, prefixed
from bot.chat.localizer import Localizer
from bot.chat.message import Button, Message
from bot.domain.dialogs.conversation import Effect
from bot.domain.dialogs.effects import PauseFor
from bot.domain.dialogs.pause import DIALOG
from bot.services.dialogs.dialog_states import DialogResult


def _paused(words: Localizer, done: DialogResult, _: Effect) -> Message:
    pause = done.person.pause
    resume = ((Button(words.say("button-resume"), callback_data.open_("resume")),),)
    if pause is None or pause.until is None:
        return Message(words.say("set-pause-open"), resume)
    return Message(words.say("set-pause", until=words.date(pause.until)), resume)


VIEW = DialogView(
    DIALOG.name, {"until": StepView(label=prefixed("pause-choice"))}, {PauseFor: _paused}
)
