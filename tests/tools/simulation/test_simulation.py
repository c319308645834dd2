"""The simulation: nothing is lost or doubled without a reason, and planted bugs are noticed."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import text

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Occurrence, Rule, local_date, next_occurrence
from bot.services.ports import Reminder, ReminderNotifier, TryLater
from bot.services.reminders import schedules
from bot.services.reminders.delivery_log import DeliveryLog
from bot.services.reminders.reminder_delivery import Deliveries
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders import schedule_claims
from bot.tools.simulation import population, run, shares
from bot.tools.simulation.command import simulate
from bot.tools.simulation.faults import LONGEST_DOWN, FaultPlan, Point
from bot.tools.simulation.findings import Findings, total
from bot.tools.simulation.process_runs import FragileDatabase
from bot.tools.simulation.report import lines
from bot.tools.simulation.run import NotEmpty, Options, Simulation
from bot.tools.simulation.verdict import Verdict
from tests.builders import a_person

TWO_WEEKS = 14
"""Days from the first of March: the clocks of America change on the eighth."""

Prepare = Callable[[FragileDatabase], Awaitable[None]]


async def simulated(
    url: str, options: Options, prepare: Prepare | None = None
) -> tuple[Simulation, Verdict]:
    """A finished simulation and its verdict."""
    database = await FragileDatabase.open(url)
    try:
        if prepare is not None:
            await prepare(database)
        simulation = Simulation(options, database)
        return simulation, await simulation.run(lambda _: None)
    finally:
        await database.close()


async def broken(folder: Path, seed: int = 1, prepare: Prepare | None = None) -> set[str]:
    """What a simulation finds wrong with a bot that has a planted bug."""
    url = f"sqlite:///{folder / 'limber.db'}"
    _, verdict = await simulated(url, Options(60, 10, seed), prepare)
    return set(verdict.wrong)


LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("people", "seed"),
    [
        (100, 1),
        pytest.param(300, 1, marks=pytest.mark.rest),
        pytest.param(300, 2, marks=LONG),
        pytest.param(300, 3, marks=LONG),
    ],
)
async def test_two_weeks_of_faults_lose_nothing(tmp_path: Path, people: int, seed: int) -> None:
    url = f"sqlite:///{tmp_path / 'limber.db'}"
    simulation, verdict = await simulated(url, Options(people, TWO_WEEKS, seed))
    assert verdict.wrong == {}
    assert verdict.expected > people * TWO_WEEKS * 0.8
    settled = verdict.sent + verdict.skipped + verdict.lost_twice + verdict.unsure
    assert settled == verdict.expected
    assert simulation.crashes > 5
    assert verdict.duplicates, "with so many faults the outcome of some requests is unknown"
    assert max(simulation.record.arrived.values()) == 2


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_year_of_faults_loses_nothing(tmp_path: Path, seed: int) -> None:
    url = f"sqlite:///{tmp_path / 'limber.db'}"
    simulation, verdict = await simulated(url, Options(300, 365, seed))
    assert verdict.wrong == {}
    assert simulation.points == set(Point)


async def test_faults_lose_nothing_on_both_databases(database_url: str) -> None:
    _, verdict = await simulated(database_url, Options(40, 4, 5))
    assert verdict.wrong == {}
    assert verdict.sent > 100


async def test_the_same_seed_gives_the_same_simulation(tmp_path: Path) -> None:
    runs = []
    for name in ("first", "second"):
        url = f"sqlite:///{tmp_path / name}"
        simulation, verdict = await simulated(url, Options(30, 5, 9))
        runs.append((verdict, simulation.crashes, simulation.record.arrived))
    assert runs[0] == runs[1]


async def test_without_faults_everything_arrives_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'limber.db'}"
    options = Options(50, 5, 1, faults=frozenset())
    simulation, verdict = await simulated(url, options)
    assert verdict.sent == verdict.expected
    assert set(simulation.record.arrived.values()) == {1}
    assert simulation.record.lag < timedelta(minutes=1)


def ignore(day: int) -> None:
    """A progress callback that does nothing."""


async def test_a_database_with_real_people_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'limber.db'}"
    database = await FragileDatabase.open(url)
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person())
        await uow.commit()
    await database.close()
    with pytest.raises(NotEmpty):
        await asyncio.to_thread(shares.simulate_one, Options(1, 1, 1), url, ignore)


def test_the_report_says_what_happened(tmp_path: Path) -> None:
    said, is_good = simulate(Options(20, 2, 3), "", tmp_path)
    assert is_good
    assert said.startswith("20 people, 2 days from 2026-03-01, seed 3\n")
    assert "  missing             0\n" in said
    assert said.endswith("All is as it must be.\n")


def test_many_people_are_shared_among_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of processors changes nothing of what is found."""
    monkeypatch.setattr(shares, "LARGEST", 12)
    options = Options(20, 3, 7)
    runs = []
    for name, processors in (("two", 2), ("one", 1)):
        monkeypatch.setattr("os.cpu_count", lambda processors=processors: processors)
        (tmp_path / name).mkdir()
        runs.append(shares.simulate_all(options, tmp_path / name, ignore))
        assert len(list((tmp_path / name).glob("*.db"))) == 2
    assert runs[0] == runs[1]
    assert runs[0].verdict.is_good


def test_what_one_share_finds_wrong_is_in_the_report() -> None:
    found = Findings(Verdict(expected=5, sent=5), crashes=1, points={Point.IDLE})
    bad = Verdict(expected=3, sent=2, wrong=Counter(missing=1))
    both = total([found, Findings(bad, crashes=2, points={Point.AFTER_ANSWER})])
    assert (both.verdict.expected, both.verdict.sent, both.crashes) == (8, 7, 3)
    assert both.verdict.wrong == {"missing": 1}
    assert not both.verdict.is_good
    assert "WRONG: missing: 1" in list(lines(Options(8, 1, 1), both, 1.0))


def test_a_small_simulation_is_one_share_with_its_own_seed() -> None:
    assert shares.split(Options(500, 60, 3)) == [Options(500, 60, 3)]
    many = shares.split(Options(1_001, 60, 3))
    assert [each.people for each in many] == [334, 334, 333]
    assert len({each.seed for each in many}) == 3
    assert many[0].seed == 3


# From here on each test plants one bug.


async def test_an_acknowledgement_before_the_send_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def eager(self: Deliveries, reminder: Reminder, notifier: ReminderNotifier) -> None:
        key = reminder.delivery.key
        async with notifier.remind(reminder) as request:
            if not isinstance(request, TryLater) and await self.log.attempt(key):
                self.log.sent(key, 1)
                await self.log.settled()
                await request()

    monkeypatch.setattr(Deliveries, "_deliver", eager)
    assert "noted as sent and never sent" in await broken(tmp_path)


async def test_an_attempt_that_is_not_stored_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def careless(self: DeliveryLog, key: object) -> bool:
        return True

    monkeypatch.setattr(DeliveryLog, "attempt", careless)
    assert "doubled without a reason" in await broken(tmp_path)


async def _reopen(
    uow: UnitOfWork, person: object, slot: int, rule: Rule, now: datetime
) -> Occurrence:
    return next_occurrence(rule, person.zone, now)  # type: ignore[attr-defined]


async def test_an_edit_that_opens_a_date_again_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unique key keeps the message from being doubled, but not the promise."""
    monkeypatch.setattr(schedules, "_next_undelivered", _reopen)
    monkeypatch.setattr(run, "BETWEEN_EDITS", timedelta(days=3))
    assert await broken(tmp_path) == {"promises broken"}


async def test_a_missing_unique_key_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is the last defence: without another bug its absence has no effect."""
    monkeypatch.setattr(schedules, "_next_undelivered", _reopen)
    monkeypatch.setattr(run, "BETWEEN_EDITS", timedelta(days=3))

    async def drop_the_key(database: FragileDatabase) -> None:
        async with database._engine.begin() as connection:
            for statement in (
                "CREATE TABLE loose AS SELECT * FROM deliveries",
                "DROP TABLE deliveries",
                "ALTER TABLE loose RENAME TO deliveries",
            ):
                await connection.execute(text(statement))

    assert "doubled without a reason" in await broken(tmp_path, prepare=drop_the_key)


async def test_skipped_dates_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def coalesced(
        self: schedule_claims._Batch, rule: Rule, zone: str, due: Occurrence
    ) -> list[Occurrence]:
        last = following = due
        while following.at <= self.now:
            last, following = following, next_occurrence(rule, zone, following.at)
        return [last, following]

    monkeypatch.setattr(schedule_claims._Batch, "_occurrences", coalesced)
    monkeypatch.setattr(FaultPlan, "downtime", lambda _: LONGEST_DOWN)
    assert "missing" in await broken(tmp_path)


def _in_america_at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(population, "ZONES", ("America/New_York", "America/Los_Angeles"))
    monkeypatch.setattr(population, "AT_NIGHT", 1.0)


async def test_days_of_always_24_hours_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tomorrow(rule: Rule, zone: str, after: datetime) -> Occurrence:
        at = after + timedelta(days=1)
        while local_date(at, zone).weekday() not in rule.weekdays:
            at += timedelta(days=1)
        return Occurrence(at, local_date(at, zone))

    _in_america_at_night(monkeypatch)
    monkeypatch.setattr(schedule_claims, "next_occurrence", tomorrow)
    assert "at the wrong time" in await broken(tmp_path)


async def test_a_cron_trigger_of_apscheduler_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fired(rule: Rule, zone: str, after: datetime) -> Occurrence:
        days = ",".join(map(str, sorted(rule.weekdays)))
        trigger = CronTrigger(
            day_of_week=days, hour=rule.at.hour, minute=rule.at.minute, timezone=zone
        )
        at = trigger.get_next_fire_time(None, after + timedelta(microseconds=1)).astimezone(UTC)
        return Occurrence(at, local_date(at, zone))

    _in_america_at_night(monkeypatch)
    monkeypatch.setattr(schedule_claims, "next_occurrence", fired)
    assert "missing" in await broken(tmp_path)


async def test_an_edit_right_after_a_reminder_is_due_does_not_lose_it(tmp_path: Path) -> None:
    database = await FragileDatabase.open(f"sqlite:///{tmp_path / 'limber.db'}")
    person, at = a_person(id=PersonId(1)), datetime(2026, 3, 10, 8, tzinfo=UTC)
    async with database.unit_of_work() as uow:
        await uow.people.add(person)
        await schedules.set_rules(uow, person, [Rule(at.time())], at - timedelta(hours=1))
        plan = await schedules.set_rules(
            uow, person, [Rule(at.replace(hour=7).time())], at + timedelta(seconds=1)
        )
        (claimed,) = await uow.reminders.claim(at + timedelta(seconds=1), 10, timedelta(minutes=1))
        await uow.commit()
    await database.close()
    assert claimed.due_at == at
    assert plan.next is not None
    assert plan.next.at == at.replace(day=11, hour=7)
