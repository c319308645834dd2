"""Dialogues: load the row, advance, apply the effect and save the step in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain.dialogs import broadcast, pain_check, registry
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Conversation,
    Dialog,
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
from bot.services.dialogs.dialog_states import (
    DialogResult,
    DialogState,
    Prompt,
    advice_of,
    open_dialog,
    prompt_of,
)
from bot.services.dialogs.effects import Applied, EffectContext, apply
from bot.services.pain.pain_diary import latest_feedback, opening
from bot.services.pain.safety_advice_resending import AT_FIRST
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.services.progress.progress import Standing, standing
from bot.services.reminders.schedules import ReminderPlan, plan_of
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Conversations:
    """Dialogues that survive a restart: their whole state is one row per person."""

    unit: UnitOfWorkFactory
    clock: Clock
    context: ParserContext
    rules: AfterSession
    admins: frozenset[PersonId] = frozenset()
    """People who may send broadcasts."""

    async def open(
        self,
        person: Person,
        dialog: Dialog,
        answers: Mapping[str, Any] | None = None,
        step: str | None = None,
    ) -> Prompt:
        """Ask a question of a dialogue: the first, unless `step` names another.

        This ends any other dialogue. Raises `StaleButton` if the person may not use this one.
        """
        self._expect_allowed(person, dialog.name)
        async with self.unit() as uow:
            if dialog is pain_check.DIALOG:
                known = await opening(uow, person, self._today(person))
                answers = known | dict(answers or {})
            asked = await open_dialog(uow, person, dialog, answers, step)
            await self._note_need(uow, asked)
            await uow.commit()
            return asked

    async def current(self, person: Person) -> Prompt | None:
        """The current question, if any."""
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
        """Apply an answer to the current question.

        `version` is the one that a button carries; `update` detects a text that Telegram
        delivers a second time. Raises `StaleButton` if the dialogue has moved on, and `Refusal`
        if there is no question.
        """
        async with self.unit() as uow:
            await self._expect_new(uow, update)
            conversation = await uow.conversations.get(person.id)
            if conversation is None:
                raise StaleButton if version is not None else Refusal("no-question")
            self._expect_allowed(person, conversation.dialog)
            if version is not None and version != conversation.version:
                raise StaleButton
            outcome = registry.advance(conversation, answer, self.context)
            try:
                state = await self._advance(uow, person, conversation, outcome)
            except Refusal as refusal:
                return prompt_of(person, conversation, refusal.text)
            if not isinstance(outcome, Again):
                await self._note_need(uow, state, conversation)
            await uow.commit()
            return state

    async def open_with(
        self,
        person: Person,
        dialog: Dialog,
        answers: Mapping[str, Any],
        read: Callable[[Prompt], Answer],
        update: int,
    ) -> DialogState:
        """Open a dialogue and at once apply the answer that was given with the command."""
        self._expect_allowed(person, dialog.name)
        async with self.unit() as uow:
            await self._expect_new(uow, update)
            if dialog is pain_check.DIALOG:
                answers = await opening(uow, person, self._today(person)) | dict(answers)
            asked = await open_dialog(uow, person, dialog, answers)
            outcome = registry.advance(asked.conversation, read(asked), self.context)
            try:
                state = await self._advance(uow, person, asked.conversation, outcome)
            except Refusal as refusal:
                state = prompt_of(person, asked.conversation, refusal.text)
            await self._note_need(uow, state)
            await uow.commit()
            return state

    async def shown(self, asked: Prompt, message: int) -> None:
        """Store the id of the message that shows the question, so that it can be edited."""
        conversation = asked.conversation
        async with self.unit() as uow:
            await uow.conversations.set_message(conversation.person, conversation.version, message)
            advice = advice_of(asked)
            if advice is not None:
                await uow.safety.arrived(conversation.person, advice)
            await uow.commit()

    async def latest_feedback(self, person: Person) -> PainFeedback | None:
        """Feedback on the person's newest pain note."""
        async with self.unit() as uow:
            return await latest_feedback(uow, person, self.rules, self._today(person))

    async def _note_need(
        self, uow: UnitOfWork, state: DialogState, left: Conversation | None = None
    ) -> None:
        """Store safety advice as needed until it was shown. An answer to it proves that it was."""
        seen = None if left is None else advice_at(left.step)
        if seen is not None:
            await uow.safety.arrived(state.person.id, seen)
        advice, now = advice_of(state), self.clock.now()
        if advice is not None:
            await uow.safety.need(state.person.id, advice, now, now + AT_FIRST)

    async def _advance(
        self, uow: UnitOfWork, person: Person, conversation: Conversation, outcome: StepOutcome
    ) -> DialogState:
        match outcome:
            case Again(reason):
                return prompt_of(person, conversation, reason)
            case Next(step, answers, effect):
                done = await self._apply(uow, person, effect) if effect else Applied(person)
                following = replace(
                    conversation, step=step, answers=dict(answers), version=conversation.version + 1
                )
                # No message id is kept: that message still shows the previous question.
                await uow.conversations.save(replace(following, message=None))
                note = await self._note_feedback(uow, person, effect, conversation)
                asked = prompt_of(done.person or person, following)
                return replace(asked, feedback=note, ended=done.ended)
            case Finished(effect):
                done = await self._apply(uow, person, effect)
                after = done.person
                if after is None:
                    return DialogResult(
                        person, conversation, effect, ReminderPlan(), Standing(), person
                    )
                await uow.conversations.close(conversation)
                plan = plan_of(await uow.schedules.slots(person.id))
                now_stands = await standing(uow, after, self.clock.now())
                note = await self._note_feedback(uow, after, effect, conversation)
                return DialogResult(
                    after, conversation, effect, plan, now_stands, person, note, done.ended
                )

    async def _note_feedback(
        self, uow: UnitOfWork, person: Person, effect: Effect | None, conversation: Conversation
    ) -> PainFeedback | None:
        """Feedback on the pain note that this dialogue made."""
        ends = conversation.dialog == pain_check.DIALOG.name and isinstance(effect, NoSymptoms)
        if not (ends or isinstance(effect, NotePain)):
            return None
        return await latest_feedback(uow, person, self.rules, self._today(person))

    async def _expect_new(self, uow: UnitOfWork, update: int | None) -> None:
        """Raise `StaleButton` if this update was already processed."""
        if update is not None and not await uow.updates.keep(update, self.clock.now()):
            raise StaleButton

    def _today(self, person: Person) -> date:
        return user_day(self.clock.now(), person.zone, person.day_starts)

    def _expect_allowed(self, person: Person, dialog: DialogName) -> None:
        if dialog == broadcast.DIALOG.name and person.id not in self.admins:
            raise StaleButton

    async def _apply(self, uow: UnitOfWork, person: Person, effect: Effect) -> Applied:
        context = EffectContext(uow, person, self.clock.now(), self.context.vocabulary)
        return await apply(context, effect)
