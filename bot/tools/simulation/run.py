"""Running a simulation: from event to event the engine does what is due, and people edit."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.domain.people.person import Person
from bot.domain.plan.selection import PLAN
from bot.domain.reminders.schedule import Rule
from bot.domain.routines.routine import Offer
from bot.services.ports import Reminder
from bot.services.reminders import schedules
from bot.services.reminders.delivery_facts import DeliveryFacts
from bot.services.reminders.delivery_rate import DeliveryRate
from bot.services.reminders.reminder_actions import Reminders
from bot.services.reminders.reminder_content import PendingReminder, ReminderContent
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
"""After the last day nothing goes wrong any more; what is open has this long to be settled."""

SKEWED = timedelta(hours=5)
"""A clock that was moved is put right after about this long."""

AT_ONCE = 50
"""Reminders on their way together: as many as the bot lets out at most."""

ASIDE = 0.3
"""The part of all edits that are a move to another zone."""


class NotEmpty(Exception):
    """The database holds real people; a simulation needs an empty one."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is simulated."""

    people: int
    days: int
    seed: int
    faults: frozenset[Fault] = ALL


@dataclass
class Simulation:
    """One run."""

    options: Options
    database: FragileDatabase
    crashes: int = 0
    points: set[Point] = field(default_factory=set)
    edits: int = 0
    jumps: int = 0
    down: timedelta = timedelta(0)
    ledger: DeliveryRecord = field(default_factory=DeliveryRecord)

    def __post_init__(self) -> None:
        end = BEGIN + timedelta(days=self.options.days)
        self._end = end
        self._dice = FaultPlan(self.options.seed, self.options.faults)
        self._clock = Clock(BEGIN)
        self._population = Population(self._dice.random)
        self._expected = Expected(BEGIN, end + 2 * CALM)
        self._people: list[Person] = []
        self._rules: dict[int, list[Rule]] = {}
        self._outages: list[tuple[datetime, datetime]] = []
        self._skew = timedelta(0)
        self._latest = BEGIN
        self._start()

    async def run(self, show: Callable[[int], None]) -> Verdict:
        """Live through all the days; `show` is told each one. Raises `NotEmpty`."""
        asyncio.get_running_loop().set_exception_handler(_unless_dead)
        await self._settle_down()
        self._edit_at, self._jump_at = self._soon(self._pace()), self._soon(BETWEEN_JUMPS)
        while self._clock.now() < self._end:
            await self._move_on()
            show((self._clock.now() - BEGIN).days)
        return await self._finish()

    async def _settle_down(self) -> None:
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
        self._life = ProcessRun(self._dice, self._clock)
        unit = self.database.units(self._life)
        flow = DeliveryRate(AT_ONCE, batch=100)
        self._deliveries = Deliveries(unit, self._clock, _plain, flow, look=DeliveryFacts.to_decide)
        self._reminders = Reminders(unit, self._clock)
        self._telegram = Telegram(self._dice, self._clock, self.ledger, self._life, BEGIN)

    async def _move_on(self) -> None:
        """On to the next event."""
        try:
            due = await self._reminders.next_due() or self._end
            moment = min(due, self._edit_at, self._jump_at, self._end)
            self._clock.moment = max(self._clock.now(), moment)
            self._life.at(Point.IDLE)
            if self._clock.now() >= self._jump_at:
                self._jump()
            if self._clock.now() >= self._edit_at:
                await self._edit()
            await self._beat()
        except (Crash, BaseExceptionGroup) as error:
            if not _is_crash(error):
                raise
            await self._revive()

    async def _beat(self) -> None:
        await self._deliveries.deliver_due(self._telegram)
        self._latest = max(self._latest, self._clock.now())

    async def _revive(self) -> None:
        """The process died: note what it left open, and start another one after a while."""
        async with self.database.unit_of_work() as uow:
            for key, attempts in (await uow.audit.attempted()).items():
                if attempts > self._life.under_way.get(key, attempts):
                    self.ledger.window(key, f"died {self._life.point}")
        died = self._clock.now()
        self._clock.on(self._dice.downtime())
        self._outages.append((died, self._clock.now()))
        self.down += self._clock.now() - died
        self.crashes += 1
        self.points.add(self._life.point)
        self._start()

    def _jump(self) -> None:
        """The clock of the machine is moved an hour, or put right again."""
        if self._dice.has(Fault.CLOCK):
            self._set_clock(timedelta(0) if self._skew else self._dice.random.choice((HOUR, -HOUR)))
            self.jumps += 1
        self._jump_at = self._soon(SKEWED if self._skew else BETWEEN_JUMPS)

    def _set_clock(self, skew: timedelta) -> None:
        self._clock.on(skew - self._skew)
        self._skew = skew
        # The gate of the bot counts seconds that nobody can move.
        self._telegram.held_until = self._clock.now()

    async def _edit(self) -> None:
        """Somebody wants other times, or is somewhere else now."""
        self._edit_at = self._soon(self._pace())
        # Nobody edits in an hour that comes again: what they then mean is anybody's guess.
        if self._clock.now() < self._latest:
            return
        place = self._dice.random.randrange(len(self._people))
        person, rules = self._people[place], self._rules[place + 1]
        if self._dice.random.random() < ASIDE:
            if not self._dice.has(Fault.TRAVEL):
                return
            person = replace(person, zone=self._dice.random.choice(ZONES))
        elif self._dice.has(Fault.EDITS):
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
        self._dice.faults = frozenset()
        self._set_clock(timedelta(0))
        last = max(self._clock.now(), self._latest)
        while self._clock.now() < last + CALM:
            asked = self._clock.now()
            await self._beat()
            due = await self._reminders.next_due()
            if due is None or (asked >= last and not await self._open()):
                break
            self._clock.moment = max(self._clock.now(), due)
        self._expected.close(asked)
        async with self.database.unit_of_work() as uow:
            facts = await uow.audit.deliveries()
        return judge(self._expected, facts, self.ledger, self._outages)

    async def _open(self) -> bool:
        async with self.database.unit_of_work() as uow:
            return await uow.reminders.next_due() is not None

    def _soon(self, mean: timedelta) -> datetime:
        return self._clock.now() + self._dice.pause(mean)

    def _pace(self) -> timedelta:
        return BETWEEN_EDITS / self.options.people


def _is_crash(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(map(_is_crash, error.exceptions))
    return isinstance(error, Crash)


def _unless_dead(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tasks of a process that died have nobody left to tell."""
    if not isinstance(context.get("exception"), Crash):
        loop.default_exception_handler(context)


async def _plain(
    _: UnitOfWork, chosen: Sequence[ReminderContent], __: DeliveryFacts
) -> list[PendingReminder]:
    """What a reminder says is nothing to the engine: all say the same."""
    return [PendingReminder(each.delivery, partial(_said, each)) for each in chosen]


def _said(chosen: ReminderContent) -> Reminder:
    return Reminder(chosen.person, chosen.delivery, Offer(PLAN, ()), chosen.send.late)
