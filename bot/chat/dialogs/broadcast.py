"""Write a broadcast, with a preview; for operators."""

from typing import Any

from bot.chat import callback_data
from bot.chat.dialogs.view import DialogView, StepView, prefixed
from bot.chat.localizer import Localizer
from bot.chat.message import Button, Message, paragraphs
from bot.domain.dialogs.broadcast import DIALOG
from bot.domain.dialogs.conversation import Effect
from bot.domain.dialogs.effects import SendToAll
from bot.domain.people.person import Person
from bot.services.container import Services
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.reminders.schedules import ReminderPlan


def _text(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    return words.say("broadcast-text", n=asked.conversation.answers["people"])


def _preview(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    answers = asked.conversation.answers
    said = words.say("broadcast-confirm", n=answers["people"])
    return paragraphs(said, words.quoted(answers["text"]))


def _started(words: Localizer, _: DialogResult, __: Effect) -> Message:
    status = Button(words.say("button-admin"), callback_data.open_("admin"))
    return Message(words.say("broadcast-begun"), ((status,),))


async def _known(services: Services, _: Person) -> dict[str, Any]:
    return {"people": await services.broadcasts.audience()}


_LABEL = prefixed("broadcast")
VIEW = DialogView(
    DIALOG.name,
    {"text": StepView(_text, _LABEL), "confirm": StepView(_preview, _LABEL)},
    {SendToAll: _started},
    _known,
)
