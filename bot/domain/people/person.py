"""A person: their profile, and why their reminders may be paused."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType, TypedDict, Unpack

from bot.domain.errors import HeldBack, NotJoined
from bot.domain.routines.exercises import Equipment, Filter, Place

PersonId = NewType("PersonId", int)
"""A person's Telegram id, which is also the id of their private chat with the bot."""

DAY_STARTS = time(3, 0)
"""A person's day ends at this hour unless they chose another."""

EVERY_PLACE = frozenset(Place)


class SafetyHold(StrEnum):
    """Why a person must not exercise now."""

    RED = "red"
    TODAY = "today"
    NOT_NOW = "not-now"


class Bending(StrEnum):
    """What bending forward does to the leg pain."""

    UNCLEAR = "unclear"
    BRINGS_ON = "brings-on"
    EASES = "eases"

    @property
    def filter(self) -> Filter | None:
        """The filter that follows from this answer, if any."""
        return {Bending.BRINGS_ON: Filter.BEND, Bending.EASES: Filter.ARCH}.get(self)


@dataclass(frozen=True, slots=True)
class Profile:
    """Where and with what a person stretches, and the filters from their health answers."""

    places: frozenset[Place] = EVERY_PLACE
    equipment: frozenset[Equipment] = frozenset()
    bending: Bending = Bending.UNCLEAR
    health: frozenset[Filter] = frozenset()

    @property
    def filters(self) -> frozenset[Filter]:
        """Every filter that applies: from health answers, bending, and the places they chose."""
        found = set(self.health)
        if self.bending.filter is not None:
            found.add(self.bending.filter)
        if not self.places & {Place.FLOOR, Place.BED}:
            found.add(Filter.NO_FLOOR)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Pause:
    """Reminders are paused from `since` until `until`; None means until the person resumes them."""

    since: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person. `zone` is an IANA name; `joined_at` is None until onboarding is complete."""

    id: PersonId
    first_name: str
    language: str = "en"
    zone: str = "UTC"
    day_starts: time = DAY_STARTS
    profile: Profile = Profile()
    consented_at: datetime | None = None
    joined_at: datetime | None = None
    hold: SafetyHold | None = None
    pause: Pause | None = None
    reachable: bool = True
    weekly_goal: int | None = None
    """Days a week, 2 to 7; None: as many as there are reminder days."""
    motion: bool = True
    """Whether to show animations of the exercises."""
    heard_on: date | None = None
    """The person's day on which they last wrote or pressed something."""

    def is_paused(self, today: date) -> bool:
        """Whether reminders are paused on this local date."""
        return self.pause is not None and (self.pause.until is None or today < self.pause.until)


def require_joined(person: Person) -> None:
    """Raise `NotJoined` for a person who has not finished onboarding."""
    if person.joined_at is None:
        raise NotJoined


def require_no_hold(person: Person) -> None:
    """Raise `NotJoined` or `HeldBack` for a person who may not start a session."""
    require_joined(person)
    if person.hold is not None:
        raise HeldBack


class PersonChange(TypedDict, total=False):
    """Fields of a person to change. Fields that are not named keep their stored value."""

    first_name: str
    zone: str
    day_starts: time
    places: frozenset[Place]
    equipment: frozenset[Equipment]
    bending: Bending
    health: frozenset[Filter]
    consented_at: datetime
    joined_at: datetime
    hold: SafetyHold | None
    pause: Pause | None
    reachable: bool
    weekly_goal: int | None
    motion: bool
    heard_on: date


PROFILE_FIELDS = frozenset(each.name for each in fields(Profile))


def changed(person: Person, **change: Unpack[PersonChange]) -> Person:
    """The person with these changes."""
    profile = {name: value for name, value in change.items() if name in PROFILE_FIELDS}
    others = {name: value for name, value in change.items() if name not in PROFILE_FIELDS}
    return replace(person, profile=replace(person.profile, **profile), **others)  # type: ignore[arg-type]
