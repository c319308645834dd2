"""Dialogues: load the row, advance, apply the effect and save the step in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain.dialogs import registry
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Conversation,
    DialogName,
    Effect,
    Finished,
    Next,
    ParserContext,
    StepOutcome,
)
from bot.domain.dialogs.effects import NoSymptoms, NotePain
from bot.domain.errors import Refusal, StaleButton
from bot.domain.pain.feedback import PainFeedback
from bot.domain.pain.safety_screen import advice_at
from bot.domain.people.person import Person, PersonId
from bot.domain.plan.programme import AfterSession
from bot.domain.progress.streak import user_day
from bot.services.dialogs import effects
from bot.services.dialogs.dialog_states import (
    DialogResult,
    DialogState,
    Prompt,
    advice_of,
    open_dialog,
    prompt_of,
)
from bot.services.pain.pain_diary import opening, told
from bot.services.pain.safety_advice import AT_FIRST
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.services.progress.progress import Standing, standing
from bot.services.reminders.schedules import ReminderPlan, plan_of
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Conversations:
    """Talks that survive a restart: their state is a row, and a row is all they need."""

    unit: UnitOfWorkFactory
    clock: Clock
    reading: ParserContext
    rules: AfterSession
    admins: frozenset[PersonId] = frozenset()
    """Who may write to everybody."""

    async def open(
        self,
        person: Person,
        dialog: DialogName,
        answers: Mapping[str, Any] | None = None,
        step: str | None = None,
    ) -> Prompt:
        """Put a question of a dialogue on the table, the first unless `step` names another.

        Any other dialogue ends. Raises `StaleButton` when it is not for this person.
        """
        self._expect_allowed(person, dialog)
        async with self.unit() as uow:
            if dialog is DialogName.PAIN:
                known = await opening(uow, person, self._today(person))
                answers = known | dict(answers or {})
            asked = await open_dialog(uow, person, dialog, answers, step)
            await self._note_need(uow, asked)
            await uow.commit()
            return asked

    async def current(self, person: Person) -> Prompt | None:
        """The question on the table, if any."""
        async with self.unit() as uow:
            conversation = await uow.conversations.get(person.id)
        return None if conversation is None else prompt_of(person, conversation)

    async def answer(
        self,
        person: Person,
        answer: Answer,
        version: int | None = None,
        update: int | None = None,
    ) -> DialogState:
        """Take an answer to the question on the table.

        `version` is the one a button carries; `update` tells words from the same words that
        Telegram brings a second time. Raises `StaleButton` when the talk has moved on, and
        `Refusal` when there is no question at all.
        """
        async with self.unit() as uow:
            await self._expect_new(uow, update)
            conversation = await uow.conversations.get(person.id)
            if conversation is None:
                raise StaleButton if version is not None else Refusal("no-question")
            self._expect_allowed(person, conversation.dialog)
            if version is not None and version != conversation.version:
                raise StaleButton
            outcome = registry.advance(conversation, answer, self.reading)
            try:
                turn = await self._take(uow, person, conversation, outcome)
            except Refusal as refusal:
                return prompt_of(person, conversation, refusal.text)
            if not isinstance(outcome, Again):
                await self._note_need(uow, turn, conversation)
            await uow.commit()
            return turn

    async def open_with(
        self,
        person: Person,
        dialog: DialogName,
        answers: Mapping[str, Any],
        read: Callable[[Prompt], Answer],
        update: int,
    ) -> DialogState:
        """Open a dialogue and take the answer that came along with the command, at once."""
        self._expect_allowed(person, dialog)
        async with self.unit() as uow:
            await self._expect_new(uow, update)
            if dialog is DialogName.PAIN:
                answers = await opening(uow, person, self._today(person)) | dict(answers)
            asked = await open_dialog(uow, person, dialog, answers)
            outcome = registry.advance(asked.conversation, read(asked), self.reading)
            try:
                turn = await self._take(uow, person, asked.conversation, outcome)
            except Refusal as refusal:
                turn = prompt_of(person, asked.conversation, refusal.text)
            await self._note_need(uow, turn)
            await uow.commit()
            return turn

    async def shown(self, asked: Prompt, message: int) -> None:
        """Remember the message that shows the question, to edit it in place."""
        conversation = asked.conversation
        async with self.unit() as uow:
            await uow.conversations.set_message(conversation.person, conversation.version, message)
            advice = advice_of(asked)
            if advice is not None:
                await uow.safety.arrived(conversation.person, advice)
            await uow.commit()

    async def told(self, person: Person) -> PainFeedback | None:
        """What the person's newest pain note says."""
        async with self.unit() as uow:
            return await told(uow, person, self.rules, self._today(person))

    async def _note_need(
        self, uow: UnitOfWork, turn: DialogState, left: Conversation | None = None
    ) -> None:
        """What belongs to safety is needed until it was shown; who answered it has seen it."""
        seen = None if left is None else advice_at(left.step)
        if seen is not None:
            await uow.safety.arrived(turn.person.id, seen)
        advice, now = advice_of(turn), self.clock.now()
        if advice is not None:
            await uow.safety.need(turn.person.id, advice, now, now + AT_FIRST)

    async def _take(
        self, uow: UnitOfWork, person: Person, conversation: Conversation, outcome: StepOutcome
    ) -> DialogState:
        match outcome:
            case Again(reason):
                return prompt_of(person, conversation, reason)
            case Next(step, answers, effect):
                after = await self._apply(uow, person, effect) if effect else person
                following = replace(
                    conversation, step=step, answers=dict(answers), version=conversation.version + 1
                )
                # Without the message: it does not show this question yet.
                await uow.conversations.save(replace(following, message=None))
                note = await self._told(uow, person, effect, conversation)
                return replace(prompt_of(after or person, following), told=note)
            case Finished(effect):
                after = await self._apply(uow, person, effect)
                if after is None:
                    return DialogResult(
                        person, conversation, effect, ReminderPlan(), Standing(), person
                    )
                await uow.conversations.close(conversation)
                plan = plan_of(await uow.schedules.slots(person.id))
                now_stands = await standing(uow, after, self.clock.now())
                note = await self._told(uow, after, effect, conversation)
                return DialogResult(after, conversation, effect, plan, now_stands, person, note)

    async def _told(
        self, uow: UnitOfWork, person: Person, effect: Effect | None, conversation: Conversation
    ) -> PainFeedback | None:
        """What the pain note says that this talk is about."""
        ends = conversation.dialog is DialogName.PAIN and isinstance(effect, NoSymptoms)
        if not (ends or isinstance(effect, NotePain)):
            return None
        return await told(uow, person, self.rules, self._today(person))

    async def _expect_new(self, uow: UnitOfWork, update: int | None) -> None:
        """Raises `StaleButton` when what this update changes was kept before."""
        if update is not None and not await uow.updates.keep(update, self.clock.now()):
            raise StaleButton

    def _today(self, person: Person) -> date:
        return user_day(self.clock.now(), person.zone, person.day_starts)

    def _expect_allowed(self, person: Person, dialog: DialogName) -> None:
        if dialog is DialogName.BROADCAST and person.id not in self.admins:
            raise StaleButton

    async def _apply(self, uow: UnitOfWork, person: Person, effect: Effect) -> Person | None:
        scene = effects.EffectContext(uow, person, self.clock.now(), self.reading.vocabulary)
        return await effects.apply(scene, effect)
