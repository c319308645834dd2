"""Reminders in words: the message itself, "Later…", and what was chosen."""

from datetime import datetime

from bot.chat import actions
from bot.chat.messages.message import Button, Keyboard, Message, paragraphs, rows
from bot.chat.words import Markup, Words
from bot.domain.exercises import ExerciseId, Filter
from bot.domain.people import Person
from bot.domain.reminders import FOLLOW_UP, DeliveryKey, Snooze, offers_evening
from bot.domain.routines import LeftOut, LeftOutBy, Offer
from bot.services.ports import Reminder


def reminder(words: Words, due: Reminder, minutes: int) -> Message:
    """The daily message; it says so when it is late."""
    person, offer = due.person, due.offer
    text = words.say(
        "reminder-late" if due.late else "reminder",
        name=person.first_name,
        minutes=words.minutes(minutes),
        due=words.clock(due.delivery.due_at, person.zone),
        routine=offer.name or words.routine(offer.routine).title,
        moves=moves(words, offer),
    )
    keys = keyboard(words, due.delivery.key)
    sore = words.say("reminder-sore") if due.asks_sore else None
    if due.asks_sore:
        still = Button(words.say("button-still-sore"), actions.open_("plan", "soft"))
        keys = (keys[0], (still,), *keys[1:])
    nudge = words.say("reminder-nudge") if due.delivery.key.round >= FOLLOW_UP else None
    return Message(paragraphs(nudge, text, left_out(words, offer), sore), keys)


def last_word(words: Words, due: Reminder) -> Message:
    """Nobody has answered for weeks: no more will come, and one tap brings them back."""
    buttons = (
        Button(words.say("button-remind-again"), actions.open_("resume")),
        Button(words.say("button-one-minute"), actions.open_("short")),
    )
    return Message(words.say("reminder-last", name=due.person.first_name), rows(buttons, 2))


def again(words: Words, person: Person, key: DeliveryKey, offer: Offer, minutes: int) -> Message:
    """The reminder once more, after "Later…" was taken back."""
    text = words.say(
        "reminder",
        name=person.first_name,
        minutes=words.minutes(minutes),
        routine=offer.name or words.routine(offer.routine).title,
        moves=moves(words, offer),
    )
    return Message(paragraphs(text, left_out(words, offer)), keyboard(words, key))


def keyboard(words: Words, key: DeliveryKey) -> Keyboard:
    """Start · 1 minute · Later… · Not today · New symptoms."""

    def button(verb: str) -> Button:
        return Button(words.say(f"reminder-{verb}"), actions.reminder(verb, key))

    symptoms = Button(words.say("button-symptoms"), actions.open_("symptoms"))
    return (
        (button("start"), button("short")),
        (button("later"), button("not-today")),
        (Button(words.say("button-why"), actions.open_("why")), symptoms),
    )


def snoozes(words: Words, person: Person, key: DeliveryKey) -> Keyboard:
    """The choices of "Later…"; this evening only while it is still far off."""
    evening = offers_evening(words.now(), person.zone)
    offered = [each for each in Snooze if evening or each is not Snooze.EVENING]
    buttons = [
        Button(words.say(f"snooze-{each.value}"), actions.reminder("snooze", key, each))
        for each in offered
    ]
    back = Button(words.say("snooze-back"), actions.reminder("back", key))
    return (*rows(buttons, 2), (back,))


def ask_snooze(words: Words, person: Person, key: DeliveryKey) -> Message:
    """When to come back."""
    return Message(words.say("snooze-ask"), snoozes(words, person, key))


def snoozed(words: Words, person: Person, until: datetime) -> Message:
    """It comes back at that time."""
    return Message(words.say("snoozed", time=words.clock(until, person.zone)), _start(words))


def not_today(words: Words) -> Message:
    """No more today."""
    return Message(words.say("not-today"), _start(words))


def started(words: Words) -> Message:
    """The reminder after its Start was pressed."""
    return Message(words.say("reminder-started"))


def moves(words: Words, offer: Offer) -> Markup:
    """The exercises of an offer, in order."""
    return words.listed([words.move(item).title for item in offer.items])


def left_out(words: Words, offer: Offer) -> Markup | None:
    """Which exercises were left out and why."""
    if not offer.left_out:
        return None
    return words.say("left-out", moves=words.listed([_why(words, each) for each in offer.left_out]))


def left_out_line(words: Words, gone: LeftOut) -> Markup:
    """One exercise that is not for this person, and why."""
    return words.say("left-out", moves=_why(words, gone))


def _why(words: Words, gone: LeftOut) -> Markup:
    title = gone.own.title if gone.own else words.exercise(gone.exercise).title
    return words.say("left-out-why", move=title, why=reason(words, gone.exercise, gone.by))


def reason(words: Words, exercise: ExerciseId, by: Filter | LeftOutBy) -> Markup:
    """Why an exercise is left out, in a few words."""
    if by is LeftOutBy.EQUIPMENT:
        needed = sorted(words.catalogue.exercises[exercise].equipment)
        things = words.listed([words.say(f"equipment-{each.value}").lower() for each in needed])
        return words.say("why-equipment", things=things)
    return words.say(f"why-{by.value}")


def _start(words: Words) -> Keyboard:
    return rows((Button(words.say("button-start-today"), actions.open_("today")),), 1)
