"""Questions and results of all dialogues as messages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.chat import callback_data
from bot.chat.dialogs import (
    broadcast,
    custom_routine,
    forget,
    log_corrections,
    onboarding,
    pain_check,
    pause,
    settings,
    symptoms,
)
from bot.chat.dialogs.view import DialogView, StepView, result
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, paragraphs
from bot.domain.dialogs.conversation import Dialog, DialogName
from bot.domain.dialogs.effects import Joined, Nothing
from bot.domain.people.person import Person
from bot.domain.reminders.schedule import local_time
from bot.services.container import Services
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.reminders.schedules import ReminderPlan

VIEWS: Mapping[DialogName, DialogView] = {
    each.dialog: each
    for each in (
        onboarding.VIEW,
        *settings.VIEWS,
        pause.VIEW,
        pain_check.VIEW,
        symptoms.VIEW,
        forget.VIEW,
        log_corrections.FILL,
        log_corrections.UNDO,
        custom_routine.VIEW,
        broadcast.VIEW,
    )
}
"""Views by dialogue. A dialogue without one has the default texts and layout."""


def question(
    words: Localizer, asked: Prompt, plan: ReminderPlan, lead: str | None = None
) -> Message:
    """Return the question. `lead` comes before it, such as the summary of a session."""
    again = _again(words, asked) if asked.again else None
    text = _step(asked).text(words, asked, plan)
    return Message(paragraphs(again, lead, text), keyboard(words, asked))


def label(words: Localizer, asked: Prompt, choice: str) -> str:
    """Return the label of a choice."""
    return _step(asked).label(words, asked, choice)


def keyboard(words: Localizer, asked: Prompt) -> Keyboard:
    """Return one button for each choice, the natural next step first."""
    version = asked.conversation.version
    buttons = [
        Button(label(words, asked, choice), callback_data.choose(version, choice))
        for choice in asked.choices
    ]
    return _step(asked).layout(buttons, asked)


def choice_for(words: Localizer, asked: Prompt, typed: str) -> str | None:
    """Return the choice whose label equals the typed text, or None."""
    plain = typed.strip().casefold()
    for choice in asked.choices:
        if label(words, asked, choice).casefold() == plain:
            return choice
    return None


def dialog_result(
    words: Localizer, done: DialogResult, minutes: int = 0, lead: str | None = None
) -> Message:
    """Return the last message of a dialogue. `minutes`: of the routine after joining."""
    if isinstance(done.effect, Joined):
        return onboarding.joined(words, done, minutes)
    dialog = done.conversation.dialog
    default = "nothing-changed" if isinstance(done.effect, Nothing) else f"set-{dialog}"
    text = _view(dialog).results.get(type(done.effect), result(default))
    message = text(words, done, done.effect)
    return Message(paragraphs(lead, message.text), message.keyboard)


async def known(services: Services, person: Person, dialog: Dialog) -> dict[str, Any]:
    """Return the initial answers of a dialogue, such as the current settings."""
    load = _view(dialog.name).known
    return {} if load is None else await load(services, person)


def _again(words: Localizer, asked: Prompt) -> SafeHtml:
    example = local_time(words.now(), asked.person.zone).date() + timedelta(days=10)
    return words.say(str(asked.again), example=example.isoformat())


def _step(asked: Prompt) -> StepView:
    return _view(asked.conversation.dialog).steps.get(asked.conversation.step, StepView())


def _view(dialog: DialogName) -> DialogView:
    return VIEWS.get(dialog, DialogView(dialog))
