"""Show dialogues: edit the question in place, or send it below what the person typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.chat.charts.chart_cache import Charts
from bot.chat.dialogs.pain_check import pain_advice
from bot.chat.dialogs.registry import dialog_result, question
from bot.chat.dialogs.symptoms import today
from bot.chat.learning import lessons
from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.outbound.rate_limits import Priority
from bot.chat.outbound.send_outcomes import Missing
from bot.chat.outbound.sender import Sender
from bot.chat.session.finish import summary
from bot.domain.dialogs.conversation import Conversation
from bot.domain.dialogs.effects import Declined, ForgetEverything, Joined
from bot.domain.dialogs.symptoms import DIALOG as SYMPTOMS
from bot.domain.errors import Refusal
from bot.domain.pain.safety_screen import Advice, Light, advice_at
from bot.domain.people.person import Person, SafetyHold
from bot.domain.session.session import SessionId
from bot.services.container import Services
from bot.services.dialogs.dialog_states import DialogResult, DialogState, Prompt, advice_of
from bot.services.ports import SendOutcome, Sent


@dataclass(frozen=True, slots=True)
class DialogPresenter:
    """Shows the questions and results of dialogues."""

    services: Services
    sender: Sender
    localizer_for: Callable[[str], Localizer]
    charts: Charts

    async def show(
        self, turn: DialogState, place: int | None = None, priority: Priority = Priority.ANSWER
    ) -> SendOutcome:
        """Show the state of a dialogue in the message `place`, or in a new message."""
        words = self.localizer_for(turn.person.language)
        match turn:
            case Prompt():
                lead = await self._lead(words, turn.conversation)
                return await self._show_question(words, turn, lead, place, priority)
            case DialogResult():
                return await self._show_result(words, turn, place)

    async def _show_question(
        self,
        words: Localizer,
        asked: Prompt,
        lead: str | None,
        place: int | None,
        priority: Priority,
    ) -> SendOutcome:
        plan = await self.services.schedules.plan(asked.person.id)
        message = question(words, asked, plan, lead)
        outcome = await self._put(asked.person, message, place, priority)
        if isinstance(outcome, Sent):
            await self.services.conversations.shown(asked, outcome.message)
            await self._strip(asked.conversation, outcome)
        return outcome

    async def _show_result(
        self, words: Localizer, done: DialogResult, place: int | None
    ) -> SendOutcome:
        if isinstance(done.effect, ForgetEverything | Declined):
            self.charts.forget(done.person.id)
        lead = await self._lead(words, done.conversation)
        minutes = await self._minutes(done.person) if isinstance(done.effect, Joined) else 0
        message = dialog_result(words, done, minutes, lead)
        if lead is not None:
            message = await self._with_lesson(words, done.person, message)
        outcome = await self._put(done.person, message, place)
        if isinstance(outcome, Sent):
            advice = advice_of(done)
            if advice is not None:
                await self.services.safety.arrived(done.person.id, advice)
            await self._strip(done.conversation, outcome)
        return outcome

    async def _strip(self, conversation: Conversation, now: Sent) -> None:
        """Remove the buttons of the dialogue's previous message."""
        if conversation.message is not None and conversation.message != now.message:
            await self.sender.strip(conversation.person, conversation.message)

    async def _lead(self, words: Localizer, conversation: Conversation) -> str | None:
        """Return the summary of the session that the pain questions follow, if any."""
        session = conversation.answers.get("workout")
        if session is None:
            return None
        view = await self.services.cards.recall(SessionId(session))
        return None if view is None else summary(words, view)

    async def _with_lesson(self, words: Localizer, person: Person, message: Message) -> Message:
        """Add a button for today's lesson after a session, if it was not read yet."""
        at = await self.services.lessons.progress(person)
        button = lessons.todays_lesson_button(words, at, "lesson-below") if at.waits else None
        if button is None:
            return message
        return replace(message, keyboard=(*message.keyboard, (button,)))

    async def _put(
        self,
        person: Person,
        message: Message,
        place: int | None,
        priority: Priority = Priority.ANSWER,
    ) -> SendOutcome:
        if place is not None:
            outcome = await self.sender.edit(person.id, place, message, priority)
            if not isinstance(outcome, Missing):
                return outcome
        return await self.sender.send(person.id, message, priority)

    async def _minutes(self, person: Person) -> int:
        try:
            return (await self.services.offers.now(person))[1]
        except Refusal:  # there is no routine to offer
            return 0

    async def held(self, person: Person) -> Prompt:
        """Ask somebody with a safety hold whether a doctor has seen them."""
        return await self.services.conversations.open(person, SYMPTOMS, step="held")

    async def symptoms(self, person: Person) -> None:
        """Show the emergency list."""
        await self.show(await self.services.conversations.open(person, SYMPTOMS))

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        """Show safety advice again in a new message; None if it is not needed any more.

        It does not wait while sending is paused: the caller retries.
        """
        if advice is Advice.PAIN:
            return await self._advise_pain(person)
        words = self.localizer_for(person.language)
        asked, lead = await self.services.conversations.current(person), None
        if asked is None or advice_at(asked.conversation.step) is not advice:
            if person.hold is not _HOLDS.get(advice):
                return None
            asked = await self._open_for(person, advice)
            lead = today(words) if advice is Advice.TODAY else None
        return await self._show_question(words, asked, lead, None, Priority.REMINDER)

    async def _open_for(self, person: Person, advice: Advice) -> Prompt:
        """Open the safety dialogue, which replaces a less important one."""
        step = {Advice.RED: "red", Advice.TODAY: "held"}.get(advice)
        return await self.services.conversations.open(person, SYMPTOMS, step=step)

    async def _advise_pain(self, person: Person) -> SendOutcome | None:
        feedback = await self.services.conversations.latest_feedback(person)
        if feedback is None or feedback.light is not Light.RED:
            return None
        message = pain_advice(self.localizer_for(person.language), feedback)
        return await self.sender.send(person.id, message, Priority.REMINDER)


_HOLDS = {Advice.RED: SafetyHold.RED, Advice.TODAY: SafetyHold.TODAY}
"""The hold that belongs to each advice. A mere question has none."""
