"""Showing dialogues: the question in place, or below what the person just typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.chat.chart_cache import Charts
from bot.chat.messages import lessons
from bot.chat.messages.conclusions import conclusion
from bot.chat.messages.finish import summary
from bot.chat.messages.message import Message
from bot.chat.messages.questions import question
from bot.chat.outcomes import Missing
from bot.chat.sender import Sender
from bot.chat.words import Words
from bot.domain.conversation import Conversation, FlowName
from bot.domain.errors import Refusal
from bot.domain.flows.effects import Declined, ForgetEverything
from bot.domain.people import Person
from bot.domain.workouts import WorkoutId
from bot.services.bundle import Services
from bot.services.conversations import Asked, Concluded, Turn
from bot.services.ports import Sent


@dataclass(frozen=True, slots=True)
class Talks:
    """Puts questions and conclusions into the chat."""

    services: Services
    sender: Sender
    words_for: Callable[[str], Words]
    charts: Charts

    async def show(self, turn: Turn, place: int | None = None) -> None:
        """Show where a dialogue stands: in the message `place`, else as a new one."""
        words = self.words_for(turn.person.language)
        match turn:
            case Asked():
                await self._show_question(words, turn, place)
            case Concluded():
                await self._show_conclusion(words, turn, place)

    async def _show_question(self, words: Words, asked: Asked, place: int | None) -> None:
        plan = await self.services.schedules.plan(asked.person.id)
        message = question(words, asked, plan, await self._lead(words, asked.conversation))
        before = asked.conversation.message
        now = await self._put(asked.person, message, place)
        if now is not None:
            await self.services.conversations.shown(asked.conversation, now)
        if before is not None and now is not None and before != now:
            await self.sender.strip(asked.person.id, before)

    async def _show_conclusion(self, words: Words, done: Concluded, place: int | None) -> None:
        if isinstance(done.effect, ForgetEverything | Declined):
            self.charts.forget(done.person.id)
        lead = await self._lead(words, done.conversation)
        message = conclusion(words, done, await self._minutes(done.person), lead)
        if lead is not None:
            message = await self._with_lesson(words, done.person, message)
        before = done.conversation.message
        now = await self._put(done.person, message, place)
        if before is not None and before != now:
            await self.sender.strip(done.person.id, before)

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

    async def _put(self, person: Person, message: Message, place: int | None) -> int | None:
        if place is not None:
            outcome = await self.sender.edit(person.id, place, message)
            if not isinstance(outcome, Missing):
                return outcome.message if isinstance(outcome, Sent) else None
        sent = await self.sender.send(person.id, message)
        return sent.message if isinstance(sent, Sent) else None

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
