"""The data of buttons: small, versioned, never trusted. 64 bytes is Telegram's limit."""

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

_MOST_SORE = 10
_ID = 2**63 - 1
_VERSION = 2**31 - 1
_SMALL = 2**15 - 1
"""The largest numbers that the database's columns hold: a larger one was never given out."""


@dataclass(frozen=True, slots=True)
class DialogChoice:
    """A choice of the question on the table, at that version of the talk."""

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
    """A button that opens something: a routine, the streak, a page of the library."""

    what: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class PainScore:
    """A score on the first card: how it is before the session begins."""

    session: SessionId
    region: Region
    score: int


Action = DialogChoice | ReminderAction | CardAction | Navigate | PainScore


def choose(version: int, choice: str) -> str:
    """Data of a choice."""
    return f"c:{version}:{choice}"


def reminder(verb: str, key: DeliveryKey, snooze: Snooze | None = None) -> str:
    """Data of a reminder's button; the person is whoever presses it."""
    tail = f":{snooze.value}" if snooze else ""
    day = key.date.isoformat().replace("-", "")
    return f"r:{verb}:{day}:{key.slot}:{key.round}{tail}"


def card(press: CardButton, where: CardPosition) -> str:
    """Data of a card's button."""
    segment = "" if where.segment is None else str(where.segment)
    return f"w:{press.value}:{where.session}:{where.item}:{segment}"


def sore(session: SessionId, region: Region, score: int) -> str:
    """Data of a score on the first card."""
    return f"p:{session}:{region.value}:{score}"


def open_(what: str, argument: str = "") -> str:
    """Data of a button that opens something."""
    return f"o:{what}:{argument}"


def parse(data: str, person: PersonId) -> Action | None:
    """What a button means; None for data that this bot never made."""
    if not data.isprintable():  # PostgreSQL refuses a text with a zero in it
        return None
    kind, _, rest = data.partition(":")
    read = _READERS.get(kind)
    try:
        return None if read is None else read(rest, person)
    except ValueError:
        return None


def number(argument: str) -> int:
    """The number that the data of a button carries. Raises `StaleButton` for anything else."""
    try:
        return whole(argument, _ID)
    except ValueError:
        raise StaleButton from None


def _choose(rest: str, _: PersonId) -> DialogChoice:
    version, _colon, choice = rest.partition(":")
    return DialogChoice(whole(version, _VERSION), choice)


def _reminder(rest: str, person: PersonId) -> ReminderAction:
    verb, day, slot, round_, *more = rest.split(":")
    on = date(whole(day[:4], MAXYEAR), whole(day[4:6], 12), whole(day[6:], 31))
    snooze = Snooze(more[0]) if more else None
    key = DeliveryKey(person, on, whole(slot, _SMALL), whole(round_, _SMALL))
    return ReminderAction(verb, key, snooze)


def _card(rest: str, _: PersonId) -> CardAction:
    press, session, item, segment = rest.split(":")
    part = whole(segment, _SMALL) if segment else None
    return CardAction(
        CardButton(press), CardPosition(SessionId(whole(session, _ID)), whole(item, _SMALL), part)
    )


def _sore(rest: str, _: PersonId) -> PainScore:
    session, region, score = rest.split(":")
    return PainScore(SessionId(whole(session, _ID)), Region(region), whole(score, _MOST_SORE))


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
