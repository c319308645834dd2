"""What a handler has at hand: the services, and how to say something to whoever wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat.chart_cache import Charts
from bot.chat.in_hand import number_of
from bot.chat.messages.message import Message
from bot.chat.messages.settings import notice
from bot.chat.outcomes import Missing
from bot.chat.screen import Screen
from bot.chat.sender import Sender
from bot.chat.talks import Talks
from bot.chat.words import Words
from bot.content.catalogue import Catalogue
from bot.domain.people import Person, PersonId
from bot.services.bundle import Services
from bot.services.people import Met
from bot.services.ports import Sent

WordsFor = Callable[[str], Words]


@dataclass(frozen=True, slots=True)
class Room:
    """Everything the chat edge is built from."""

    services: Services
    sender: Sender
    screen: Screen
    talks: Talks
    catalogue: Catalogue
    words_for: WordsFor
    charts: Charts
    admins: frozenset[PersonId] = frozenset()


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update. `person` and `words` are there once `meet` has run."""

    person: Person
    words: Words
    answered: bool = False
    number: int
    """The number of the update, by which the services know it when it comes again."""

    @property
    def room(self) -> Room:
        """What the chat edge is built from; put there by `bot.app`."""
        room: Room = self.bot_data["room"]
        return room

    async def meet(self, update: Update) -> Person:
        """Who this update is from; made known to the bot on the first one."""
        user = update.effective_user
        if user is None:
            raise TypeError("handlers are bound to updates that have a sender")
        if update.effective_message is not None:
            self.room.sender.lost.seen(update.effective_message.message_id)
        self.number = number_of(self.bot.id, update)
        language = (user.language_code or "en").split("-")[0]
        people = self.room.services.people
        await self.greet(await people.meet(PersonId(user.id), user.first_name, language))
        return self.person

    async def greet(self, met: Met) -> None:
        """Speak with this person from here on; somebody who is back is told what rested."""
        self.person = met.person
        self.words = self.room.words_for(self.person.language)
        if met.is_back:
            await self.say(notice(self.words, met.person, "back-again"))

    async def say(self, message: Message) -> int | None:
        """Say something to the person; the message id when it arrived."""
        outcome = await self.room.sender.send(self.person.id, message)
        return outcome.message if isinstance(outcome, Sent) else None

    async def replace(self, id: int, message: Message, *, redraw: bool = False) -> None:
        """Edit one of our messages, with `redraw` its picture too; say it anew if it is gone."""
        outcome = await self.room.sender.edit(self.person.id, id, message, redraw=redraw)
        if isinstance(outcome, Missing):
            await self.say(message)

    async def show(self, update: Update, message: Message) -> None:
        """Put a message in the place of the one whose button was pressed."""
        query = update.callback_query
        if query is not None and query.message is not None:
            await self.replace(query.message.message_id, message)
        else:
            await self.say(message)

    async def answer(self, update: Update, text: str | None = None, *, alert: bool = False) -> None:
        """Answer the button press of this update: first thing, so that the button stops waiting.

        Telegram shows the first answer only, so there is never a second. An alert that it does
        not take is said in the chat.
        """
        if update.callback_query is not None and not self.answered:
            self.answered = True
            taken = await self.room.sender.answer(update.callback_query.id, text, alert=alert)
            if alert and text and not taken:
                await self.say(Message(text))


App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]
