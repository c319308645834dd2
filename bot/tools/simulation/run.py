"""Runs a simulation: from event to event the bot does what is due, and people edit."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.domain.people.person import Person
from bot.domain.plan.selection import PLAN
from bot.domain.reminders.delivery import Delivery, DeliveryKey, Send
from bot.domain.reminders.schedule import Rule
from bot.domain.routines.routine import Offer
from bot.services.ports import Reminder
from bot.services.reminders import schedules
from bot.services.reminders.delivery_facts import DeliveryFacts
from bot.services.reminders.delivery_rate import DeliveryRate
from bot.services.reminders.reminder_actions import Reminders
from bot.services.reminders.reminder_content import ComposeReminder
from bot.services.reminders.reminder_delivery import Deliveries
from bot.storage.core.unit_of_work import UnitOfWork
from bot.tools.simulation.expected import Expected
from bot.tools.simulation.faults import ALL, BETWEEN_JUMPS, HOUR, Fault, FaultPlan, Point
from bot.tools.simulation.population import BETWEEN_EDITS, ZONES, Population
from bot.tools.simulation.process_runs import (
    Clock,
    Crash,
    DeliveryRecord,
    FragileDatabase,
    ProcessRun,
    Telegram,
)
from bot.tools.simulation.verdict import Verdict, judge

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
"""A week before the first clock change of that spring, so that short runs have some too."""

CALM = timedelta(hours=6)
"""Time after the last day, without faults, in which open deliveries are settled."""

SKEWED = timedelta(hours=5)
"""The mean time after which a clock that was moved is corrected."""

AT_ONCE = 50
"""Reminders sent concurrently: as many as the bot allows at most."""

ZONE_CHANGES = 0.3
"""The share of edits that are a move to another time zone."""


class NotEmpty(Exception):
    """The database holds real people; a simulation needs an empty one."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a simulation."""

    people: int
    days: int
    seed: int
    faults: frozenset[Fault] = ALL


@dataclass
class Simulation:
    """One simulation."""

    options: Options
    database: FragileDatabase
    crashes: int = 0
    points: set[Point] = field(default_factory=set)
    edits: int = 0
    jumps: int = 0
    down: timedelta = timedelta(0)
    record: DeliveryRecord = field(default_factory=DeliveryRecord)

    def __post_init__(self) -> None:
        end = BEGIN + timedelta(days=self.options.days)
        self._end = end
        self._faults = FaultPlan(self.options.seed, self.options.faults)
        self._clock = Clock(BEGIN)
        self._population = Population(self._faults.random)
        self._expected = Expected(BEGIN, end + 2 * CALM)
        self._people: list[Person] = []
        self._rules: dict[int, list[Rule]] = {}
        self._outages: list[tuple[datetime, datetime]] = []
        self._skew = timedelta(0)
        self._latest = BEGIN
        self._start()

    async def run(self, show: Callable[[int], None]) -> Verdict:
        """Simulate all days; `show` gets the number of each day. Raises `NotEmpty`."""
        asyncio.get_running_loop().set_exception_handler(_ignore_crashes)
        await self._add_people()
        self._edit_at, self._jump_at = self._soon(self._pace()), self._soon(BETWEEN_JUMPS)
        while self._clock.now() < self._end:
            await self._advance()
            show((self._clock.now() - BEGIN).days)
        return await self._finish()

    async def _add_people(self) -> None:
        now = self._clock.now()
        async with self.database.unit_of_work() as uow:
            if await uow.audit.people():
                raise NotEmpty
            for number in range(1, self.options.people + 1):
                person, rules = self._population.person(number, now), self._population.rules()
                await uow.people.add(person)
                plan = await schedules.set_rules(uow, person, rules, now)
                self._people.append(person)
                self._note(person, rules, plan)
            await uow.commit()

    def _note(self, person: Person, rules: list[Rule], plan: schedules.ReminderPlan) -> None:
        self._rules[person.id] = rules
        told = plan.next.at if plan.next else self._end
        self._expected.set(person.id, rules, person.zone, self._clock.now(), told)

    def _start(self) -> None:
        self._process = ProcessRun(self._faults, self._clock)
        unit = self.database.units(self._process)
        rate = DeliveryRate(AT_ONCE, batch=100)
        self._deliveries = Deliveries(
            unit, self._clock, _texts, rate, load_facts=DeliveryFacts.to_decide
        )
        self._reminders = Reminders(unit, self._clock)
        self._telegram = Telegram(self._faults, self._clock, self.record, self._process, BEGIN)

    async def _advance(self) -> None:
        """Move the clock to the next event and handle it."""
        try:
            due = await self._reminders.next_due() or self._end
            moment = min(due, self._edit_at, self._jump_at, self._end)
            self._clock.moment = max(self._clock.now(), moment)
            self._process.at(Point.IDLE)
            if self._clock.now() >= self._jump_at:
                self._jump()
            if self._clock.now() >= self._edit_at:
                await self._edit()
            await self._send_due()
        except (Crash, BaseExceptionGroup) as error:
            if not _is_crash(error):
                raise
            await self._restart()

    async def _send_due(self) -> None:
        await self._deliveries.deliver_due(self._telegram)
        self._latest = max(self._latest, self._clock.now())

    async def _restart(self) -> None:
        """After a crash: note what the process left open, and start another one later."""
        async with self.database.unit_of_work() as uow:
            for key, attempts in (await uow.audit.attempted()).items():
                if attempts > self._process.under_way.get(key, attempts):
                    self.record.window(key, f"died {self._process.point}")
        died = self._clock.now()
        self._clock.on(self._faults.downtime())
        self._outages.append((died, self._clock.now()))
        self.down += self._clock.now() - died
        self.crashes += 1
        self.points.add(self._process.point)
        self._start()

    def _jump(self) -> None:
        """Move the clock of the machine by an hour, or correct it again."""
        if self._faults.has(Fault.CLOCK):
            skew = timedelta(0) if self._skew else self._faults.random.choice((HOUR, -HOUR))
            self._set_clock(skew)
            self.jumps += 1
        self._jump_at = self._soon(SKEWED if self._skew else BETWEEN_JUMPS)

    def _set_clock(self, skew: timedelta) -> None:
        self._clock.on(skew - self._skew)
        self._skew = skew
        # The bot's rate limiter uses a monotonic clock, which no fault moves.
        self._telegram.held_until = self._clock.now()

    async def _edit(self) -> None:
        """Change a person's times or time zone."""
        self._edit_at = self._soon(self._pace())
        # No edits in a repeated hour: what an edit should mean there is ambiguous.
        if self._clock.now() < self._latest:
            return
        place = self._faults.random.randrange(len(self._people))
        person, rules = self._people[place], self._rules[place + 1]
        if self._faults.random.random() < ZONE_CHANGES:
            if not self._faults.has(Fault.TRAVEL):
                return
            person = replace(person, zone=self._faults.random.choice(ZONES))
        elif self._faults.has(Fault.EDITS):
            rules = self._population.rules()
        else:
            return
        async with self.database.unit_of_work() as uow:
            plan = await schedules.set_rules(uow, person, rules, self._clock.now())
            await uow.people.change(person.id, zone=person.zone)
            await uow.commit()
        self._people[place] = person
        self.edits += 1
        self._note(person, rules, plan)

    async def _finish(self) -> Verdict:
        self._faults.faults = frozenset()
        self._set_clock(timedelta(0))
        last = max(self._clock.now(), self._latest)
        while self._clock.now() < last + CALM:
            asked = self._clock.now()
            await self._send_due()
            due = await self._reminders.next_due()
            if due is None or (asked >= last and not await self._open()):
                break
            self._clock.moment = max(self._clock.now(), due)
        self._expected.close(asked)
        async with self.database.unit_of_work() as uow:
            facts = await uow.audit.deliveries()
        return judge(self._expected, facts, self.record, self._outages)

    async def _open(self) -> bool:
        async with self.database.unit_of_work() as uow:
            return await uow.reminders.next_due() is not None

    def _soon(self, mean: timedelta) -> datetime:
        return self._clock.now() + self._faults.pause(mean)

    def _pace(self) -> timedelta:
        return BETWEEN_EDITS / self.options.people


def _is_crash(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(map(_is_crash, error.exceptions))
    return isinstance(error, Crash)


def _ignore_crashes(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Ignore crashes in the tasks of a process that has crashed."""
    if not isinstance(context.get("exception"), Crash):
        loop.default_exception_handler(context)


async def _texts(
    _: UnitOfWork, decided: Mapping[Delivery, Send], facts: DeliveryFacts
) -> dict[DeliveryKey, ComposeReminder]:
    """Compose the same text for every reminder: delivery does not depend on it."""
    return {
        each.key: partial(Reminder, facts.people[each.key.person], each, Offer(PLAN, ()), send.late)
        for each, send in decided.items()
    }
