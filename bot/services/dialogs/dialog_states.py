"""Where a dialogue stands after an answer: a question on the table, or a conclusion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.dialogs import registry
from bot.domain.dialogs.conversation import Conversation, DialogName, Effect
from bot.domain.pain.feedback import PainFeedback
from bot.domain.pain.safety_screen import Advice, Light, advice_at
from bot.domain.people.person import Person
from bot.services.progress.progress import Standing
from bot.services.reminders.schedules import ReminderPlan
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question is on the table. `again` names the sentence that says why it is asked again.

    `told` is what the pain note says that the answer before has left.
    """

    person: Person
    conversation: Conversation
    choices: tuple[str, ...]
    again: str | None = None
    told: PainFeedback | None = None


@dataclass(frozen=True, slots=True)
class DialogResult:
    """A dialogue is over: its effect, and how things stand now."""

    person: Person
    conversation: Conversation
    effect: Effect
    plan: ReminderPlan
    standing: Standing
    was: Person
    """The person as they were before, for "from … to …"."""

    told: PainFeedback | None = None
    """What the pain note says, when that was what the talk was about."""


DialogState = Prompt | DialogResult


def advice_of(turn: DialogState) -> Advice | None:
    """What of a turn must not get lost."""
    if isinstance(turn, Prompt) and (advice := advice_at(turn.conversation.step)) is not None:
        return advice
    return Advice.PAIN if turn.told is not None and turn.told.light is Light.RED else None


async def open_dialog(
    uow: UnitOfWork,
    person: Person,
    dialog: DialogName,
    answers: Mapping[str, Any] | None = None,
    step: str | None = None,
) -> Prompt:
    """Start a dialogue inside somebody else's unit of work."""
    version = await uow.conversations.version(person.id) + 1
    conversation = Conversation(
        person.id, dialog, step or registry.DIALOGS[dialog].first, dict(answers or {}), version
    )
    await uow.conversations.save(conversation)
    return prompt_of(person, conversation)


def prompt_of(person: Person, conversation: Conversation, again: str | None = None) -> Prompt:
    """The question that a dialogue has come to; `again` says why it is asked once more."""
    return Prompt(person, conversation, registry.choices(conversation), again)
