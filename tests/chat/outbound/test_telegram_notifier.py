"""Reminders: a text is formatted once for many people, each with their name and buttons."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, cast

from bot.chat.dialogs.dialog_presenter import DialogPresenter
from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.outbound.rate_limits import Priority
from bot.chat.outbound.sender import Sender
from bot.chat.outbound.telegram_notifier import TelegramNotifier
from bot.chat.recent_values import RecentValues
from bot.chat.reminders import texts as reminders_texts
from bot.chat.session.session_view import SessionView
from bot.domain.people.person import PersonId
from bot.domain.routines.routine import Offer
from bot.services.ports import Reminder, SendSlot, TryLater
from tests.builders import a_delivery, a_person
from tests.services.fakes import LIBRARY, slot


@dataclass
class Outbox:
    """A sender that stores its messages."""

    messages: list[Message] = field(default_factory=list)

    def slot(self, _: int, message: Message, __: Priority) -> SendSlot:
        self.messages.append(message)
        return slot(TryLater(timedelta(0), certain=True))


class Formatted:
    """Texts that count how often a text with a name is formatted."""

    def __init__(self, texts: Any) -> None:
        self._texts = texts
        self.language = texts.language
        self.named = 0

    def say(self, key: str, /, **values: Any) -> str:
        self.named += "name" in values
        return str(self._texts.say(key, **values))


def a_reminder(name: str, id: int, offer: Offer, *, late: bool = False) -> Reminder:
    person = a_person(id=PersonId(id), first_name=name)
    delivery = a_delivery()
    return Reminder(
        person, replace(delivery, key=replace(delivery.key, person=person.id, slot=id)), offer, late
    )


def test_a_text_is_formatted_once_and_has_each_persons_name(words: Localizer) -> None:
    texts, outbox = Formatted(words.texts), Outbox()
    counting = replace(words, texts=cast(Any, texts))
    notifier = TelegramNotifier(
        cast(Sender, outbox),
        cast(SessionView, None),
        cast(DialogPresenter, None),
        LIBRARY,
        lambda _: counting,
    )
    routine, facts = next(iter(LIBRARY.routines.items()))
    offer = Offer(routine, facts.items)
    for number, name in enumerate(("Ada", "<b>Ben", "Ada")):
        notifier.remind(a_reminder(name, number, offer))
    assert texts.named == 1
    ada, ben, again = outbox.messages
    assert ada.text == again.text
    assert "Ada" in ada.text
    assert ben.text == ada.text.replace("Ada", "&lt;b&gt;Ben")
    assert len({message.keyboard[0][0].data for message in outbox.messages}) == 3
    notifier.remind(a_reminder("Ada", 9, offer, late=True))
    assert texts.named == 2
    assert outbox.messages[-1].text != ada.text


def test_texts_that_a_person_wrote_are_not_shared(words: Localizer) -> None:
    routine, facts = next(iter(LIBRARY.routines.items()))
    ours, theirs = Offer(routine, facts.items), Offer(routine, facts.items, name="Mine")
    assert reminders_texts.Kind.of(words, a_reminder("Ada", 1, ours)).is_for_many
    assert not reminders_texts.Kind.of(words, a_reminder("Ada", 1, theirs)).is_for_many


def test_the_least_recently_used_value_is_dropped() -> None:
    recent: RecentValues[int, timedelta] = RecentValues(2)
    for number in (1, 2):
        recent.keep(number, timedelta(number))
    assert recent.get(1) == timedelta(1)
    recent.keep(3, timedelta(3))
    assert recent.get(2) is None
    assert recent.get(1) == timedelta(1)
