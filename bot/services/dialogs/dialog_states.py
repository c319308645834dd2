"""The state of a dialogue after an answer: another question, or its result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.dialogs import registry
from bot.domain.dialogs.conversation import Conversation, Dialog, Effect
from bot.domain.pain.feedback import PainFeedback
from bot.domain.pain.safety_screen import Advice, Light, advice_at
from bot.domain.people.person import Person
from bot.domain.session.session import SessionId
from bot.services.progress.progress import Standing
from bot.services.reminders.schedules import ReminderPlan
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Prompt:
    """The current question. `again` is the key of the text that says why it is asked again.

    `feedback` is the feedback on the pain note that the previous answer made, and `ended` is the
    session that it ended.
    """

    person: Person
    conversation: Conversation
    choices: tuple[str, ...]
    again: str | None = None
    feedback: PainFeedback | None = None
    ended: SessionId | None = None


@dataclass(frozen=True, slots=True)
class DialogResult:
    """The result of a dialogue: its effect, and the person's state after it."""

    person: Person
    conversation: Conversation
    effect: Effect
    plan: ReminderPlan
    standing: Standing
    was: Person
    """The person before the dialogue, for "from … to …"."""

    feedback: PainFeedback | None = None
    """Feedback on the pain note, if the dialogue made one."""
    ended: SessionId | None = None
    """The session that the last answer ended."""


DialogState = Prompt | DialogResult


def advice_of(state: DialogState) -> Advice | None:
    """The safety advice in a state, which must reach the person; None if there is none."""
    if isinstance(state, Prompt) and (advice := advice_at(state.conversation.step)) is not None:
        return advice
    return Advice.PAIN if state.feedback is not None and state.feedback.light is Light.RED else None


async def open_dialog(
    uow: UnitOfWork,
    person: Person,
    dialog: Dialog,
    answers: Mapping[str, Any] | None = None,
    step: str | None = None,
) -> Prompt:
    """Start a dialogue within the caller's unit of work."""
    version = await uow.conversations.version(person.id) + 1
    conversation = Conversation(
        person.id, dialog.name, step or next(iter(dialog.steps)), dict(answers or {}), version
    )
    await uow.conversations.save(conversation)
    return prompt_of(person, conversation)


def prompt_of(person: Person, conversation: Conversation, again: str | None = None) -> Prompt:
    """The current question of a dialogue; `again` says why it is asked once more."""
    return Prompt(person, conversation, registry.choices(conversation), again)
