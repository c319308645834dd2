"""Who stretches: the person, their profile, and why reminders may be silent for them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType, TypedDict, Unpack

from bot.domain.routines.exercises import Equipment, Filter, Place

PersonId = NewType("PersonId", int)
"""A person's Telegram id, which is also the id of their private chat with the bot."""

DAY_STARTS = time(3, 0)
"""A person's day ends at this hour unless they chose another (PRODUCT.md)."""

EVERY_PLACE = frozenset(Place)


class SafetyHold(StrEnum):
    """Why a person must not exercise now (content pack 3.2)."""

    RED = "red"
    TODAY = "today"
    NOT_NOW = "not-now"


class Bending(StrEnum):
    """What bending forward does to the leg pain (content pack 3.5)."""

    UNCLEAR = "unclear"
    BRINGS_ON = "brings-on"
    EASES = "eases"

    @property
    def filter(self) -> Filter | None:
        """The filter that this answer asks for, if any."""
        return {Bending.BRINGS_ON: Filter.BEND, Bending.EASES: Filter.ARCH}.get(self)


@dataclass(frozen=True, slots=True)
class Profile:
    """Where and with what a person stretches, and the filters kept from their answers."""

    places: frozenset[Place] = EVERY_PLACE
    equipment: frozenset[Equipment] = frozenset()
    bending: Bending = Bending.UNCLEAR
    health: frozenset[Filter] = frozenset()

    @property
    def filters(self) -> frozenset[Filter]:
        """Every filter that applies: from health answers, bending, and where they can be."""
        found = set(self.health)
        if self.bending.filter is not None:
            found.add(self.bending.filter)
        if not self.places & {Place.FLOOR, Place.BED}:
            found.add(Filter.NO_FLOOR)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Pause:
    """Reminders rest from `since` until the morning of `until`; None means until told otherwise."""

    since: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person. `zone` is an IANA name; `joined_at` is None until the first talk is finished."""

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
    """Whether the pictures of the exercises move."""
    heard_on: date | None = None
    """The person's day on which they last wrote or pressed something."""

    def is_paused(self, today: date) -> bool:
        """Whether reminders rest on this local date."""
        return self.pause is not None and (self.pause.until is None or today < self.pause.until)


class PersonChange(TypedDict, total=False):
    """What changes about a person. What is not named stays, whatever a copy of the person says."""

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


_OF_THE_PROFILE = frozenset({"places", "equipment", "bending", "health"})


def changed(person: Person, **change: Unpack[PersonChange]) -> Person:
    """The person after a change."""
    profile = {name: value for name, value in change.items() if name in _OF_THE_PROFILE}
    others = {name: value for name, value in change.items() if name not in _OF_THE_PROFILE}
    return replace(person, profile=replace(person.profile, **profile), **others)  # type: ignore[arg-type]
