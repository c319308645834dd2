"""Where a dialogue stands after an answer: a question on the table, or a conclusion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain import flows
from bot.domain.conversation import Conversation, Effect, FlowName
from bot.domain.pain_reading import Told
from bot.domain.people import Person
from bot.domain.safety import Advice, Light, advice_at
from bot.services.progress import Standing
from bot.services.schedules import Plan
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is on the table. `again` names the sentence that says why it is asked again.

    `told` is what the pain note says that the answer before has left.
    """

    person: Person
    conversation: Conversation
    choices: tuple[str, ...]
    again: str | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Concluded:
    """A dialogue is over: its effect, and how things stand now."""

    person: Person
    conversation: Conversation
    effect: Effect
    plan: Plan
    standing: Standing
    was: Person
    """The person as they were before, for "from … to …"."""

    told: Told | None = None
    """What the pain note says, when that was what the talk was about."""


Turn = Asked | Concluded


def advice_of(turn: Turn) -> Advice | None:
    """What of a turn must not get lost."""
    if isinstance(turn, Asked) and (advice := advice_at(turn.conversation.step)) is not None:
        return advice
    return Advice.PAIN if turn.told is not None and turn.told.light is Light.RED else None


async def open_flow(
    uow: UnitOfWork,
    person: Person,
    flow: FlowName,
    answers: Mapping[str, Any] | None = None,
    step: str | None = None,
) -> Asked:
    """Start a dialogue inside somebody else's unit of work."""
    version = await uow.conversations.version(person.id) + 1
    conversation = Conversation(
        person.id, flow, step or flows.FLOWS[flow].first, dict(answers or {}), version
    )
    await uow.conversations.save(conversation)
    return asked_of(person, conversation)


def asked_of(person: Person, conversation: Conversation, again: str | None = None) -> Asked:
    """The question that a dialogue has come to; `again` says why it is asked once more."""
    return Asked(person, conversation, flows.choices(conversation), again)
