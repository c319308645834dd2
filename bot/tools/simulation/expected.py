"""The reminders that should arrive, computed from people's settings without the bot's own code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import DeliveryKey
from bot.domain.reminders.schedule import Rule
from bot.tools.simulation.local_time_oracle import LocalTimeOracle

DAY = timedelta(days=1)
AROUND = 2 * DAY
"""A local date may be this far from the UTC date of its reminder, clock changes included."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The rule of one slot, the time zone, and since when it applies."""

    rule: Rule
    zone: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """The next reminder that a person was told about after an edit."""

    person: PersonId
    at: datetime
    made: datetime


@dataclass
class Expected:
    """Every occurrence that must have a row, and every promise that must be kept."""

    begin: datetime
    end: datetime
    occurrences: dict[DeliveryKey, datetime] = field(default_factory=dict)
    promises: dict[PersonId, Promise] = field(default_factory=dict)
    kept: list[Promise] = field(default_factory=list)
    _wishes: dict[PersonId, list[Wish]] = field(default_factory=dict)
    _oracles: dict[str, LocalTimeOracle] = field(default_factory=dict)

    def set(
        self, person: PersonId, rules: Sequence[Rule], zone: str, now: datetime, told: datetime
    ) -> None:
        """Note that these rules apply from `now` on, and that the next reminder was announced."""
        self._close(person, now)
        self._wishes[person] = [Wish(rule, zone, now) for rule in rules]
        self.promises[person] = Promise(person, told, now)

    def close(self, now: datetime) -> None:
        """Settle what is still open at the end of the simulation."""
        for person in self._wishes:
            self._close(person, now)

    def _close(self, person: PersonId, until: datetime) -> None:
        for slot, wish in enumerate(self._wishes.get(person, [])):
            self._expect(person, slot, wish, until)
        promise = self.promises.pop(person, None)
        if promise is not None and promise.at <= until:
            self.kept.append(promise)

    def _expect(self, person: PersonId, slot: int, wish: Wish, until: datetime) -> None:
        oracle = self._oracle(wish.zone)
        day = (wish.since - AROUND).date()
        while day <= (until + AROUND).date():
            self._add(DeliveryKey(person, day, slot), wish, oracle, until)
            day += DAY

    def _add(self, key: DeliveryKey, wish: Wish, oracle: LocalTimeOracle, until: datetime) -> None:
        day: date = key.date
        if key in self.occurrences or day.weekday() not in wish.rule.weekdays:
            return
        at = oracle.occurrence(day, wish.rule.at)
        if at is not None and wish.since < at <= until:
            self.occurrences[key] = at

    def _oracle(self, zone: str) -> LocalTimeOracle:
        if zone not in self._oracles:
            self._oracles[zone] = LocalTimeOracle(zone, self.begin, self.end)
        return self._oracles[zone]
