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
from bot.services.ports import Library, Reminder, SendOutcome, SendSlot

TEXTS = 500
"""The most cached texts of reminders, each a few hundred characters."""


@dataclass(frozen=True, slots=True)
class TelegramNotifier:
    """`services.ports.Notifier`, by Telegram."""

    sender: Sender
    session_view: SessionView
    dialogs: DialogPresenter
    library: Library
    localizer_for: Callable[[str], Localizer]
    _texts: RecentValues[reminders_texts.Kind, str] = field(
        default_factory=lambda: RecentValues(TEXTS)
    )

    def remind(self, reminder: Reminder) -> SendSlot:
        """Wait until a reminder, a weekly review or the last reminder may be sent."""
        words = self.localizer_for(reminder.person.language)
        message = self._message(words, reminder)
        return self.sender.slot(reminder.person.id, message, Priority.REMINDER)

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

    def announce(self, person: Person, text: str) -> SendSlot:
        """Wait until a broadcast's text may be sent, with the lowest priority."""
        message = admin_texts.broadcast_message(self.localizer_for(person.language), text)
        return self.sender.slot(person.id, message, Priority.BROADCAST)

    async def report(self, author: Person, progress: Progress) -> None:
        """Send the author the report of their broadcast."""
        message = admin_texts.broadcast_finished(self.localizer_for(author.language), progress)
        await self.sender.send(author.id, message, Priority.FOLLOW_UP)
