"""Showing dialogues: the question in place, or below what the person just typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.chat.chart_cache import Charts
from bot.chat.limits import Priority
from bot.chat.messages import lessons
from bot.chat.messages.conclusions import conclusion, pain_advice
from bot.chat.messages.finish import summary
from bot.chat.messages.message import Message
from bot.chat.messages.questions import question, today
from bot.chat.outcomes import Missing
from bot.chat.sender import Sender
from bot.chat.words import Words
from bot.domain.conversation import Conversation, FlowName
from bot.domain.errors import Refusal
from bot.domain.flows.effects import Declined, ForgetEverything
from bot.domain.people import Person, SafetyHold
from bot.domain.safety import Advice, Light, advice_at
from bot.domain.workouts import WorkoutId
from bot.services.bundle import Services
from bot.services.ports import SendOutcome, Sent
from bot.services.turns import Asked, Concluded, Turn, advice_of


@dataclass(frozen=True, slots=True)
class Talks:
    """Puts questions and conclusions into the chat."""

    services: Services
    sender: Sender
    words_for: Callable[[str], Words]
    charts: Charts

    async def show(
        self, turn: Turn, place: int | None = None, priority: Priority = Priority.ANSWER
    ) -> SendOutcome:
        """Show where a dialogue stands: in the message `place`, else as a new one."""
        words = self.words_for(turn.person.language)
        match turn:
            case Asked():
                lead = await self._lead(words, turn.conversation)
                return await self._show_question(words, turn, lead, place, priority)
            case Concluded():
                return await self._show_conclusion(words, turn, place)

    async def _show_question(
        self, words: Words, asked: Asked, lead: str | None, place: int | None, priority: Priority
    ) -> SendOutcome:
        plan = await self.services.schedules.plan(asked.person.id)
        message = question(words, asked, plan, lead)
        outcome = await self._put(asked.person, message, place, priority)
        if isinstance(outcome, Sent):
            await self.services.conversations.shown(asked, outcome.message)
            await self._strip(asked.conversation, outcome)
        return outcome

    async def _show_conclusion(
        self, words: Words, done: Concluded, place: int | None
    ) -> SendOutcome:
        if isinstance(done.effect, ForgetEverything | Declined):
            self.charts.forget(done.person.id)
        lead = await self._lead(words, done.conversation)
        message = conclusion(words, done, await self._minutes(done.person), lead)
        if lead is not None:
            message = await self._with_lesson(words, done.person, message)
        outcome = await self._put(done.person, message, place)
        if isinstance(outcome, Sent):
            advice = advice_of(done)
            if advice is not None:
                await self.services.safety.arrived(done.person.id, advice)
            await self._strip(done.conversation, outcome)
        return outcome

    async def _strip(self, talk: Conversation, now: Sent) -> None:
        """Take the buttons off where the dialogue stood before it moved to another message."""
        if talk.message is not None and talk.message != now.message:
            await self.sender.strip(talk.person, talk.message)

    async def _lead(self, words: Words, talk: Conversation) -> str | None:
        """What stays above the pain questions: the session that they belong to."""
        workout = talk.answers.get("workout")
        if workout is None:
            return None
        view = await self.services.cards.recall(WorkoutId(workout))
        return None if view is None else summary(words, view)

    async def _with_lesson(self, words: Words, person: Person, message: Message) -> Message:
        """After a session there is today's lesson to read, if it was not read yet."""
        course = await self.services.lessons.course(person)
        button = lessons.todays(words, course, "lesson-below") if course.waits else None
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
        except Refusal:  # no routine to offer, so nothing that a length could be said of
            return 0

    async def held(self, person: Person) -> Asked:
        """Ask somebody who is held back whether they were seen."""
        return await self.services.conversations.open(person, FlowName.SYMPTOMS, step="held")

    async def symptoms(self, person: Person) -> None:
        """Show the emergency list."""
        await self.show(await self.services.conversations.open(person, FlowName.SYMPTOMS))

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        """Show safety advice again, below everything else; None when it is not needed any more.

        It does not wait while nothing goes out: whoever asks comes again.
        """
        if advice is Advice.PAIN:
            return await self._advise_pain(person)
        words = self.words_for(person.language)
        asked, lead = await self.services.conversations.current(person), None
        if asked is None or advice_at(asked.conversation.step) is not advice:
            if person.hold is not _HOLDS.get(advice):
                return None
            asked = await self._open_for(person, advice)
            lead = today(words) if advice is Advice.TODAY else None
        return await self._show_question(words, asked, lead, None, Priority.REMINDER)

    async def _open_for(self, person: Person, advice: Advice) -> Asked:
        """Another dialogue came in between: this one is more important."""
        step = {Advice.RED: "red", Advice.TODAY: "held"}.get(advice)
        return await self.services.conversations.open(person, FlowName.SYMPTOMS, step=step)

    async def _advise_pain(self, person: Person) -> SendOutcome | None:
        told = await self.services.conversations.told(person)
        if told is None or told.light is not Light.RED:
            return None
        message = pain_advice(self.words_for(person.language), told)
        return await self.sender.send(person.id, message, Priority.REMINDER)


_HOLDS = {Advice.RED: SafetyHold.RED, Advice.TODAY: SafetyHold.TODAY}
"""What holds somebody back to whom that was said; nothing does who was only asked."""
