"""What should have come: worked out from what people asked for, without looking at the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import DeliveryKey
from bot.domain.reminders.schedule import Rule
from bot.tools.simulation.local_time_oracle import LocalTimeOracle

DAY = timedelta(days=1)
AROUND = 2 * DAY
"""A local date may lie this far from the UTC date of its ring, clock changes included."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for in one slot, where, and from when on."""

    rule: Rule
    zone: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """What a person was told after an edit: the next ring."""

    person: PersonId
    at: datetime
    made: datetime


@dataclass
class Expected:
    """Every ring that has to have a row, and every promise that has to be kept."""

    begin: datetime
    end: datetime
    rings: dict[DeliveryKey, datetime] = field(default_factory=dict)
    promises: dict[PersonId, Promise] = field(default_factory=dict)
    kept: list[Promise] = field(default_factory=list)
    _wishes: dict[PersonId, list[Wish]] = field(default_factory=dict)
    _walls: dict[str, LocalTimeOracle] = field(default_factory=dict)

    def set(
        self, person: PersonId, rules: Sequence[Rule], zone: str, now: datetime, told: datetime
    ) -> None:
        """The person asks for these rules from now on, and was told when the next one rings."""
        self._close(person, now)
        self._wishes[person] = [Wish(rule, zone, now) for rule in rules]
        self.promises[person] = Promise(person, told, now)

    def close(self, now: datetime) -> None:
        """The simulation is over."""
        for person in self._wishes:
            self._close(person, now)

    def _close(self, person: PersonId, until: datetime) -> None:
        for slot, wish in enumerate(self._wishes.get(person, [])):
            self._expect(person, slot, wish, until)
        promise = self.promises.pop(person, None)
        if promise is not None and promise.at <= until:
            self.kept.append(promise)

    def _expect(self, person: PersonId, slot: int, wish: Wish, until: datetime) -> None:
        wall = self._wall(wish.zone)
        day = (wish.since - AROUND).date()
        while day <= (until + AROUND).date():
            self._ring(DeliveryKey(person, day, slot), wish, wall, until)
            day += DAY

    def _ring(self, key: DeliveryKey, wish: Wish, wall: LocalTimeOracle, until: datetime) -> None:
        day: date = key.date
        if key in self.rings or day.weekday() not in wish.rule.weekdays:
            return
        at = wall.rings(day, wish.rule.at)
        if at is not None and wish.since < at <= until:
            self.rings[key] = at

    def _wall(self, zone: str) -> LocalTimeOracle:
        if zone not in self._walls:
            self._walls[zone] = LocalTimeOracle(zone, self.begin, self.end)
        return self._walls[zone]
