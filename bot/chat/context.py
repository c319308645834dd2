"""The context of a handler: its dependencies, the current person, and ways to reply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat.charts.chart_cache import Charts
from bot.chat.dialogs.dialog_presenter import DialogPresenter
from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.outbound.send_outcomes import Missing
from bot.chat.outbound.sender import Sender
from bot.chat.people.settings import notice
from bot.chat.session.session_view import SessionView
from bot.chat.updates_in_progress import number_of
from bot.content.catalogue import Catalogue
from bot.domain.people.person import Person, PersonId
from bot.services.container import Services
from bot.services.people.people import Visit
from bot.services.ports import Sent

LocalizerFor = Callable[[str], Localizer]


@dataclass(frozen=True, slots=True)
class ChatDependencies:
    """The dependencies of the chat layer."""

    services: Services
    sender: Sender
    session_view: SessionView
    dialogs: DialogPresenter
    catalogue: Catalogue
    localizer_for: LocalizerFor
    charts: Charts
    admins: frozenset[PersonId] = frozenset()


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update. `meet` sets `person`, `words` and `number`."""

    person: Person
    words: Localizer
    answered: bool = False
    number: int
    """Identifies the update (64 bits), so that services recognise a repeated delivery."""

    @property
    def deps(self) -> ChatDependencies:
        """The dependencies of the chat layer, set by `bot.app`."""
        deps: ChatDependencies = self.bot_data["dependencies"]
        return deps

    @property
    def argument(self) -> str | None:
        """The text after the command, or None."""
        return " ".join(self.args or ()) or None

    async def meet(self, update: Update) -> Person:
        """Load the sender of this update, or store them if they are new."""
        user = update.effective_user
        if user is None:
            raise TypeError("handlers are bound to updates that have a sender")
        if update.effective_message is not None:
            self.deps.sender.lost.seen(update.effective_message.message_id)
        self.number = number_of(self.bot.id, update)
        language = (user.language_code or "en").split("-")[0]
        people = self.deps.services.people
        await self.load_person(await people.meet(PersonId(user.id), user.first_name, language))
        return self.person

    async def load_person(self, met: Visit) -> None:
        """Set the current person. Tell people who come back that reminders were paused."""
        self.person = met.person
        self.words = self.deps.localizer_for(self.person.language)
        if met.is_back:
            await self.reply(notice(self.words, met.person, "back-again"))

    async def reply(self, message: Message) -> int | None:
        """Send a message to the person. Return its id, or None if it was not delivered."""
        outcome = await self.deps.sender.send(self.person.id, message)
        return outcome.message if isinstance(outcome, Sent) else None

    async def replace(self, id: int, message: Message, *, redraw: bool = False) -> None:
        """Edit one of our messages, and its picture if `redraw`. Send a new one if it is gone."""
        outcome = await self.deps.sender.edit(self.person.id, id, message, redraw=redraw)
        if isinstance(outcome, Missing):
            await self.reply(message)

    async def edit_or_reply(self, update: Update, message: Message) -> None:
        """Replace the message whose button was pressed, or send a new one after a command."""
        query = update.callback_query
        if query is not None and query.message is not None:
            await self.replace(query.message.message_id, message)
        else:
            await self.reply(message)

    async def answer(self, update: Update, text: str | None = None, *, alert: bool = False) -> None:
        """Answer the button press of this update early, so that the button stops loading.

        Telegram shows only the first answer, so this sends at most one. If Telegram rejects an
        alert, its text is sent as a message.
        """
        if update.callback_query is not None and not self.answered:
            self.answered = True
            taken = await self.deps.sender.answer(update.callback_query.id, text, alert=alert)
            if alert and text and not taken:
                await self.reply(Message(text))


App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]
