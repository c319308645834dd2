"""Encode and parse the callback data of buttons: versioned, never trusted, at most 64 bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date

from bot.domain.dialogs.parsing import whole
from bot.domain.errors import StaleButton
from bot.domain.pain.notes import Region
from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import DeliveryKey, Snooze
from bot.domain.session.card_buttons import CardButton, CardPosition
from bot.domain.session.session import SessionId

MAX_BYTES = 64

_MAX_SCORE = 10
_MAX_ID = 2**63 - 1
_MAX_VERSION = 2**31 - 1
_MAX_SMALL = 2**15 - 1
"""The largest values of the database columns. The bot never issues a larger one."""


@dataclass(frozen=True, slots=True)
class DialogChoice:
    """An answer to the current question, at one version of the dialogue."""

    version: int
    choice: str


@dataclass(frozen=True, slots=True)
class ReminderAction:
    """A button of a reminder."""

    verb: str
    key: DeliveryKey
    snooze: Snooze | None = None


@dataclass(frozen=True, slots=True)
class CardAction:
    """A button of an exercise card."""

    press: CardButton
    where: CardPosition


@dataclass(frozen=True, slots=True)
class Navigate:
    """A button that opens a page: a routine, the streak, an exercise of the library."""

    what: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class PainScore:
    """A pain score (0 to 10) chosen on the first card, before the session begins."""

    session: SessionId
    region: Region
    score: int


Action = DialogChoice | ReminderAction | CardAction | Navigate | PainScore


def choose(version: int, choice: str) -> str:
    """Return the data of an answer button."""
    return f"c:{version}:{choice}"


def reminder(verb: str, key: DeliveryKey, snooze: Snooze | None = None) -> str:
    """Return the data of a reminder's button. The person is not part of it: the presser counts."""
    tail = f":{snooze.value}" if snooze else ""
    day = key.date.isoformat().replace("-", "")
    return f"r:{verb}:{day}:{key.slot}:{key.round}{tail}"


def card(press: CardButton, where: CardPosition) -> str:
    """Return the data of a card's button."""
    segment = "" if where.segment is None else str(where.segment)
    return f"w:{press.value}:{where.session}:{where.item}:{segment}"


def sore(session: SessionId, region: Region, score: int) -> str:
    """Return the data of a pain score on the first card."""
    return f"p:{session}:{region.value}:{score}"


def open_(what: str, argument: str = "") -> str:
    """Return the data of a button that opens a page."""
    return f"o:{what}:{argument}"


def parse(data: str, person: PersonId) -> Action | None:
    """Return the action of a button, or None for data that this bot did not create."""
    if not data.isprintable():  # PostgreSQL rejects text with a NUL character
        return None
    kind, _, rest = data.partition(":")
    read = _READERS.get(kind)
    try:
        return None if read is None else read(rest, person)
    except ValueError:
        return None


def number(argument: str) -> int:
    """Return the argument of a button as a number. Raises `StaleButton` if it is not one."""
    try:
        return whole(argument, _MAX_ID)
    except ValueError:
        raise StaleButton from None


def _choose(rest: str, _: PersonId) -> DialogChoice:
    version, _colon, choice = rest.partition(":")
    return DialogChoice(whole(version, _MAX_VERSION), choice)


def _reminder(rest: str, person: PersonId) -> ReminderAction:
    verb, day, slot, round_, *more = rest.split(":")
    on = date(whole(day[:4], MAXYEAR), whole(day[4:6], 12), whole(day[6:], 31))
    snooze = Snooze(more[0]) if more else None
    key = DeliveryKey(person, on, whole(slot, _MAX_SMALL), whole(round_, _MAX_SMALL))
    return ReminderAction(verb, key, snooze)


def _card(rest: str, _: PersonId) -> CardAction:
    press, session, item, segment = rest.split(":")
    part = whole(segment, _MAX_SMALL) if segment else None
    where = CardPosition(SessionId(whole(session, _MAX_ID)), whole(item, _MAX_SMALL), part)
    return CardAction(CardButton(press), where)


def _sore(rest: str, _: PersonId) -> PainScore:
    session, region, score = rest.split(":")
    return PainScore(SessionId(whole(session, _MAX_ID)), Region(region), whole(score, _MAX_SCORE))


def _open(rest: str, _: PersonId) -> Navigate:
    what, _colon, argument = rest.partition(":")
    return Navigate(what, argument)


_READERS: Mapping[str, Callable[[str, PersonId], Action]] = {
    "c": _choose,
    "r": _reminder,
    "w": _card,
    "p": _sore,
    "o": _open,
}
