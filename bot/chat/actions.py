"""The data of buttons: small, versioned, never trusted. 64 bytes is Telegram's limit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.pain import Region
from bot.domain.people import PersonId
from bot.domain.presses import Press, Where
from bot.domain.reminders import DeliveryKey, Snooze
from bot.domain.workouts import WorkoutId

MAX_BYTES = 64


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
    kind, _, rest = data.partition(":")
    read = _READERS.get(kind)
    try:
        return None if read is None else read(rest, person)
    except ValueError:
        return None


def _choose(rest: str, _: PersonId) -> Choose:
    version, _colon, choice = rest.partition(":")
    return Choose(int(version), choice)


def _reminder(rest: str, person: PersonId) -> OnReminder:
    verb, day, slot, round_, *more = rest.split(":")
    on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    snooze = Snooze(more[0]) if more else None
    return OnReminder(verb, DeliveryKey(person, on, int(slot), int(round_)), snooze)


def _card(rest: str, _: PersonId) -> OnCard:
    press, workout, item, segment = rest.split(":")
    where = Where(WorkoutId(int(workout)), int(item), int(segment) if segment else None)
    return OnCard(Press(press), where)


def _sore(rest: str, _: PersonId) -> Sore:
    session, region, score = rest.split(":")
    return Sore(WorkoutId(int(session)), Region(region), int(score))


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
