"""Messages of reminders: the reminder, "Later…", and confirmations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, paragraphs, rows
from bot.domain.people.person import Person
from bot.domain.reminders.delivery import FOLLOW_UP, DeliveryKey, Snooze, offers_evening
from bot.domain.routines.exercises import ExerciseId, Filter
from bot.domain.routines.routine import LeftOut, LeftOutBy, Offer
from bot.services.ports import Reminder

NAME = "\ue000"
"""A placeholder for the name: a private-use character that no translation contains."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Everything that a reminder's text depends on except the name, as thousands share a text."""

    language: str
    offer: Offer
    asks_sore: bool
    nudges: bool
    late_since: str | None
    """The local time when a late reminder was due."""

    @classmethod
    def of(cls, words: Localizer, due: Reminder) -> Self:
        """Return the kind of a reminder."""
        since = words.clock(due.delivery.due_at, due.person.zone) if due.late else None
        nudges = due.delivery.key.round >= FOLLOW_UP
        return cls(words.texts.language, due.offer, due.asks_sore, nudges, since)

    @property
    def is_for_many(self) -> bool:
        """Whether the text contains nothing that the person wrote."""
        offer = self.offer
        own = (*(each.own for each in offer.items), *(each.own for each in offer.left_out))
        return offer.name is None and not any(own)


def text_of(words: Localizer, kind: Kind, minutes: int) -> str:
    """Return the text of a reminder, with `NAME` for the name. A late one says so."""
    offer = kind.offer
    text = words.say(
        "reminder" if kind.late_since is None else "reminder-late",
        name=NAME,
        minutes=words.minutes(minutes),
        due=kind.late_since or "",
        routine=offer.name or words.routine(offer.routine).title,
        moves=moves(words, offer),
    )
    sore = words.say("reminder-sore") if kind.asks_sore else None
    nudge = words.say("reminder-nudge") if kind.nudges else None
    return paragraphs(nudge, text, left_out(words, offer), sore)


def reminder(words: Localizer, due: Reminder, text: str) -> Message:
    """Return a person's reminder, made from the text of its kind."""
    keys = keyboard(words, due.delivery.key)
    if due.asks_sore:
        still = Button(words.say("button-still-sore"), callback_data.open_("plan", "soft"))
        keys = (keys[0], (still,), *keys[1:])
    return Message(text.replace(NAME, words.quoted(due.person.first_name)), keys)


def last_reminder(words: Localizer, due: Reminder) -> Message:
    """Return the last reminder after weeks without an answer. A button resumes reminders."""
    buttons = (
        Button(words.say("button-remind-again"), callback_data.open_("resume")),
        Button(words.say("button-one-minute"), callback_data.open_("short")),
    )
    return Message(words.say("reminder-last", name=due.person.first_name), rows(buttons, 2))


def again(
    words: Localizer, person: Person, key: DeliveryKey, offer: Offer, minutes: int
) -> Message:
    """Return the reminder again, after "Later…" was taken back."""
    text = words.say(
        "reminder",
        name=person.first_name,
        minutes=words.minutes(minutes),
        routine=offer.name or words.routine(offer.routine).title,
        moves=moves(words, offer),
    )
    return Message(paragraphs(text, left_out(words, offer)), keyboard(words, key))


def keyboard(words: Localizer, key: DeliveryKey) -> Keyboard:
    """Return the buttons Start, 1 minute, Later…, Not today, Why these? and New symptoms."""

    def button(verb: str) -> Button:
        return Button(words.say(f"reminder-{verb}"), callback_data.reminder(verb, key))

    symptoms = Button(words.say("button-symptoms"), callback_data.open_("symptoms"))
    return (
        (button("start"), button("short")),
        (button("later"), button("not-today")),
        (Button(words.say("button-why"), callback_data.open_("why")), symptoms),
    )


def ask_snooze(words: Localizer, person: Person, key: DeliveryKey) -> Message:
    """Ask when to send the reminder again: this evening only while that is far enough away."""
    evening = offers_evening(words.now(), person.zone)
    offered = [each for each in Snooze if evening or each is not Snooze.EVENING]
    buttons = [
        Button(words.say(f"snooze-{each.value}"), callback_data.reminder("snooze", key, each))
        for each in offered
    ]
    back = Button(words.say("snooze-back"), callback_data.reminder("back", key))
    return Message(words.say("snooze-ask"), (*rows(buttons, 2), (back,)))


def snoozed(words: Localizer, person: Person, until: datetime) -> Message:
    """Confirm when the reminder is sent again."""
    return Message(words.say("snoozed", time=words.clock(until, person.zone)), _start(words))


def not_today(words: Localizer) -> Message:
    """Confirm that no more reminders are sent today."""
    return Message(words.say("not-today"), _start(words))


def started(words: Localizer) -> Message:
    """Return the text that replaces a reminder after Start was pressed."""
    return Message(words.say("reminder-started"))


def moves(words: Localizer, offer: Offer) -> SafeHtml:
    """Return the titles of an offer's exercises, in order."""
    return words.listed([words.move(item).title for item in offer.items])


def left_out(words: Localizer, offer: Offer) -> SafeHtml | None:
    """Return which exercises were left out and why, or None."""
    if not offer.left_out:
        return None
    return words.say("left-out", moves=words.listed([_why(words, each) for each in offer.left_out]))


def left_out_line(words: Localizer, gone: LeftOut) -> SafeHtml:
    """Return why one exercise does not suit this person."""
    return words.say("left-out", moves=_why(words, gone))


def _why(words: Localizer, gone: LeftOut) -> SafeHtml:
    title = gone.own.title if gone.own else words.exercise(gone.exercise).title
    return words.say("left-out-why", move=title, why=reason(words, gone.exercise, gone.by))


def reason(words: Localizer, exercise: ExerciseId, by: Filter | LeftOutBy) -> SafeHtml:
    """Return why an exercise is left out."""
    if by is LeftOutBy.EQUIPMENT:
        needed = sorted(words.catalogue.exercises[exercise].equipment)
        things = words.listed([words.say(f"equipment-{each.value}").lower() for each in needed])
        return words.say("why-equipment", things=things)
    return words.say(f"why-{by.value}")


def _start(words: Localizer) -> Keyboard:
    return rows((Button(words.say("button-start-today"), callback_data.open_("today")),), 1)
