"""Says things to people on behalf of the clock: the port that the services send through."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.chat.keeping import Recent
from bot.chat.limits import Priority
from bot.chat.messages import admin, look_back, reminders
from bot.chat.messages.message import Message
from bot.chat.screen import Screen
from bot.chat.sender import Sender
from bot.chat.talks import Talks
from bot.chat.words import Words
from bot.domain.broadcasts import Progress
from bot.domain.people import Person
from bot.domain.safety import Advice
from bot.domain.workouts import WorkoutId
from bot.services.offers import minutes
from bot.services.ports import Attempt, Library, Reminder, SendOutcome

TEXTS = 500
"""Texts of reminders that are kept, each some hundred characters."""


@dataclass(frozen=True, slots=True)
class ChatMessenger:
    """`services.ports.Messenger` and `Crier`, by Telegram."""

    sender: Sender
    screen: Screen
    talks: Talks
    library: Library
    words_for: Callable[[str], Words]
    _texts: Recent[reminders.Kind, str] = field(default_factory=lambda: Recent(TEXTS))

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        """Send a reminder, or what comes in the place of one."""
        words = self.words_for(reminder.person.language)
        message = self._message(words, reminder)
        return await self.sender.send(reminder.person.id, message, Priority.REMINDER, attempt)

    def _message(self, words: Words, reminder: Reminder) -> Message:
        if reminder.week is not None:
            return look_back.look_back(words, reminder.week)
        if reminder.last:
            return reminders.last_word(words, reminder)
        return reminders.reminder(words, reminder, self._text(words, reminder))

    def _text(self, words: Words, reminder: Reminder) -> str:
        kind = reminders.Kind.of(words, reminder)
        text = self._texts.get(kind)
        if text is None:
            length = minutes(reminder.offer.items, self.library)
            text = reminders.text_of(words, kind, length)
            if kind.is_for_many:
                self._texts.keep(kind, text)
        return text

    async def show_workout(self, workout: WorkoutId) -> None:
        """Bring a card up to date."""
        await self.screen.show(workout, Priority.TICK)

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        """Show safety advice again, below everything else."""
        return await self.talks.advise(person, advice)

    async def announce(self, person: Person, text: str, attempt: Attempt) -> SendOutcome:
        """Send a broadcast's text, behind everything else."""
        letter = admin.letter(self.words_for(person.language), text)
        return await self.sender.send(person.id, letter, Priority.BROADCAST, attempt)

    async def report(self, author: Person, progress: Progress) -> None:
        """Tell the author what became of their broadcast."""
        message = admin.over(self.words_for(author.language), progress)
        await self.sender.send(author.id, message, Priority.FOLLOW_UP)
