"""The data of buttons: small, versioned, never trusted. 64 bytes is Telegram's limit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date

from bot.domain.errors import StaleButton
from bot.domain.pain import Region
from bot.domain.people import PersonId
from bot.domain.presses import Press, Where
from bot.domain.reading import whole
from bot.domain.reminders import DeliveryKey, Snooze
from bot.domain.workouts import WorkoutId

MAX_BYTES = 64

_MOST_SORE = 10
_ID = 2**63 - 1
_VERSION = 2**31 - 1
_SMALL = 2**15 - 1
"""The largest numbers that the database's columns hold: a larger one was never given out."""


@dataclass(frozen=True, slots=True)
class Choose:
    """A choice of the question on the table, at that version of the talk."""

    version: int
    choice: str


@dataclass(frozen=True, slots=True)
class OnReminder:
    """A button of a reminder."""

    verb: str
    key: DeliveryKey
    snooze: Snooze | None = None


@dataclass(frozen=True, slots=True)
class OnCard:
    """A button of an exercise card."""

    press: Press
    where: Where


@dataclass(frozen=True, slots=True)
class Open:
    """A button that opens something: a routine, the streak, a page of the library."""

    what: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Sore:
    """A score on the first card: how it is before the session begins."""

    workout: WorkoutId
    region: Region
    score: int


Action = Choose | OnReminder | OnCard | Open | Sore


def choose(version: int, choice: str) -> str:
    """Data of a choice."""
    return f"c:{version}:{choice}"


def reminder(verb: str, key: DeliveryKey, snooze: Snooze | None = None) -> str:
    """Data of a reminder's button; the person is whoever presses it."""
    tail = f":{snooze.value}" if snooze else ""
    day = key.date.isoformat().replace("-", "")
    return f"r:{verb}:{day}:{key.slot}:{key.round}{tail}"


def card(press: Press, where: Where) -> str:
    """Data of a card's button."""
    segment = "" if where.segment is None else str(where.segment)
    return f"w:{press.value}:{where.workout}:{where.item}:{segment}"


def sore(workout: WorkoutId, region: Region, score: int) -> str:
    """Data of a score on the first card."""
    return f"p:{workout}:{region.value}:{score}"


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


def _choose(rest: str, _: PersonId) -> Choose:
    version, _colon, choice = rest.partition(":")
    return Choose(whole(version, _VERSION), choice)


def _reminder(rest: str, person: PersonId) -> OnReminder:
    verb, day, slot, round_, *more = rest.split(":")
    on = date(whole(day[:4], MAXYEAR), whole(day[4:6], 12), whole(day[6:], 31))
    snooze = Snooze(more[0]) if more else None
    key = DeliveryKey(person, on, whole(slot, _SMALL), whole(round_, _SMALL))
    return OnReminder(verb, key, snooze)


def _card(rest: str, _: PersonId) -> OnCard:
    press, workout, item, segment = rest.split(":")
    part = whole(segment, _SMALL) if segment else None
    return OnCard(Press(press), Where(WorkoutId(whole(workout, _ID)), whole(item, _SMALL), part))


def _sore(rest: str, _: PersonId) -> Sore:
    session, region, score = rest.split(":")
    return Sore(WorkoutId(whole(session, _ID)), Region(region), whole(score, _MOST_SORE))


def _open(rest: str, _: PersonId) -> Open:
    what, _colon, argument = rest.partition(":")
    return Open(what, argument)


_READERS: Mapping[str, Callable[[str, PersonId], Action]] = {
    "c": _choose,
    "r": _reminder,
    "w": _card,
    "p": _sore,
    "o": _open,
}
