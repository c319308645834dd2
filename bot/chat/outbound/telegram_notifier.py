"""Send reminders, session cards, advice and broadcasts for the services."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.chat.admin import texts as admin_texts
from bot.chat.dialogs.dialog_presenter import DialogPresenter
from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.outbound.rate_limits import Priority
from bot.chat.outbound.sender import Sender
from bot.chat.plan import weekly_review
from bot.chat.recent_values import RecentValues
from bot.chat.reminders import texts as reminders_texts
from bot.chat.session.session_view import SessionView
from bot.domain.broadcasts import Progress
from bot.domain.pain.safety_screen import Advice
from bot.domain.people.person import Person
from bot.domain.session.session import SessionId
from bot.services.plan.recommendations import minutes
from bot.services.ports import Attempt, Library, Reminder, SendOutcome

TEXTS = 500
"""The most cached texts of reminders, each a few hundred characters."""


@dataclass(frozen=True, slots=True)
class TelegramNotifier:
    """`services.ports.Messenger` and `Crier`, by Telegram."""

    sender: Sender
    session_view: SessionView
    dialogs: DialogPresenter
    library: Library
    localizer_for: Callable[[str], Localizer]
    _texts: RecentValues[reminders_texts.Kind, str] = field(
        default_factory=lambda: RecentValues(TEXTS)
    )

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        """Send a reminder, a weekly review or the last reminder."""
        words = self.localizer_for(reminder.person.language)
        message = self._message(words, reminder)
        return await self.sender.send(reminder.person.id, message, Priority.REMINDER, attempt)

    def _message(self, words: Localizer, reminder: Reminder) -> Message:
        if reminder.week is not None:
            return weekly_review.review(words, reminder.week)
        if reminder.last:
            return reminders_texts.last_reminder(words, reminder)
        return reminders_texts.reminder(words, reminder, self._text(words, reminder))

    def _text(self, words: Localizer, reminder: Reminder) -> str:
        kind = reminders_texts.Kind.of(words, reminder)
        text = self._texts.get(kind)
        if text is None:
            length = minutes(reminder.offer.items, self.library)
            text = reminders_texts.text_of(words, kind, length)
            if kind.is_for_many:
                self._texts.keep(kind, text)
        return text

    async def show_session(self, session: SessionId) -> None:
        """Update the card of a session."""
        await self.session_view.show(session, Priority.TICK)

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        """Show safety advice again in a new message."""
        return await self.dialogs.advise(person, advice)

    async def announce(self, person: Person, text: str, attempt: Attempt) -> SendOutcome:
        """Send a broadcast's text with the lowest priority."""
        message = admin_texts.broadcast_message(self.localizer_for(person.language), text)
        return await self.sender.send(person.id, message, Priority.BROADCAST, attempt)

    async def report(self, author: Person, progress: Progress) -> None:
        """Send the author the report of their broadcast."""
        message = admin_texts.broadcast_finished(self.localizer_for(author.language), progress)
        await self.sender.send(author.id, message, Priority.FOLLOW_UP)
