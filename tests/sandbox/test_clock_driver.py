"""Moving the clock with a bot: from one due moment to the next."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot.sandbox import World
from bot.sandbox.bot_api.polling import LongPolling
from bot.sandbox.clock_driver import ClockMover, Moved
from tests.sandbox.driver import NOON, Sandbox, StandingClock, a_sandbox

HOUR = timedelta(hours=1)


@dataclass
class FakeBot:
    """Has something to do at given moments, and records when it did it."""

    world: World
    due: list[datetime] = field(default_factory=list)
    done: list[datetime] = field(default_factory=list)
    is_stuck: bool = False
    speaks: bool = False

    async def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    async def run_due(self) -> None:
        await asyncio.sleep(0)
        for moment in [m for m in sorted(self.due) if m <= self.world.now()]:
            if self.is_stuck:
                return
            self.due.remove(moment)
            self.done.append(self.world.now())
            if self.speaks:
                person = next(iter(self.world.people.values()))
                self.world.add_message(person, {"text": "up!"}, from_bot=True)

    async def settle(self) -> None:
        await asyncio.sleep(0)


def a_bot(*due: datetime) -> FakeBot:
    return FakeBot(World(StandingClock()), list(due))


async def test_the_bot_does_each_thing_at_its_own_time() -> None:
    bot = a_bot(NOON + HOUR, NOON + 3 * HOUR, NOON + 9 * HOUR)
    async with a_sandbox(bot=bot, world=bot.world) as sandbox:
        moved = await sandbox.post("clock", advance=4 * 3600)
    assert moved == {"now": (NOON + 4 * HOUR).isoformat(), "settled": True}
    assert bot.done == [NOON + HOUR, NOON + 3 * HOUR]
    assert bot.due == [NOON + 9 * HOUR]


async def test_what_is_overdue_is_done_first() -> None:
    bot = a_bot(NOON - HOUR)
    async with a_sandbox(bot=bot, world=bot.world) as sandbox:
        await sandbox.post("clock", to=(NOON + HOUR).isoformat())
    assert bot.done == [NOON]


async def test_a_bot_without_progress_is_given_up() -> None:
    bot = a_bot(NOON + HOUR)
    bot.is_stuck = True
    async with a_sandbox(bot=bot, world=bot.world) as sandbox:
        moved = await sandbox.post("clock", advance=7200)
    assert moved["settled"] is False


async def test_a_bot_that_is_never_done_is_given_up_after_a_while() -> None:
    """Each due moment is new, but only microseconds after the last one."""
    bot = a_bot(NOON)
    seconds = count(step=1)

    async def run_due() -> None:
        bot.due = [bot.world.now() + timedelta(microseconds=1)]

    bot.run_due = run_due  # type: ignore[method-assign]
    mover = ClockMover(bot.world, LongPolling(bot.world), bot, lambda: float(next(seconds)))
    async with asyncio.timeout(20):
        moved = await mover.advance(HOUR)
    assert moved == Moved(NOON + HOUR, settled=False)


async def test_until_a_message_stops_at_the_first_one() -> None:
    bot = a_bot(NOON + HOUR, NOON + 2 * HOUR)
    bot.speaks = True
    bot.world.add_person("Alex")
    async with a_sandbox(bot=bot, world=bot.world) as sandbox:
        moved = await sandbox.post("clock", until="message")
    assert moved == {"now": (NOON + HOUR).isoformat(), "settled": True, "found": True}


async def test_until_a_message_gives_up_after_eight_days() -> None:
    bot = a_bot()
    async with a_sandbox(bot=bot, world=bot.world) as sandbox:
        moved = await sandbox.post("clock", until="message")
    assert moved["found"] is False
    assert moved["now"] == (NOON + timedelta(days=8)).isoformat()


async def test_moves_run_one_by_one_and_other_requests_meanwhile() -> None:
    bot = a_bot(NOON + HOUR, NOON + 2 * HOUR)
    async with a_sandbox(bot=bot, world=bot.world) as sandbox:
        first, second, health = await asyncio.gather(
            sandbox.post("clock", advance=3600),
            sandbox.post("clock", advance=3600),
            sandbox.get("health"),
        )
    assert first["now"] == (NOON + HOUR).isoformat()
    assert second["now"] == (NOON + 2 * HOUR).isoformat()
    assert health["ok"] is True


async def test_a_pending_update_is_fetched_before_the_clock_moves() -> None:
    bot = a_bot()
    async with a_sandbox(bot=bot, world=bot.world) as sandbox:
        polling = asyncio.create_task(sandbox.result("getUpdates", timeout=50))
        await run_pending_tasks()
        await sandbox.person()
        move = asyncio.create_task(sandbox.post("clock", advance=60))
        updates = await polling
        assert not move.done()
        await sandbox.result("getUpdates", offset=updates[-1]["update_id"] + 1)
        assert (await move)["settled"] is True


async def run_pending_tasks() -> None:
    """Let requests in this process start, so that they wait before the test goes on."""
    for _ in range(30):
        await asyncio.sleep(0)


async def test_without_a_bot_the_clock_moves_at_once(sandbox: Sandbox) -> None:
    moved = await sandbox.post("clock", advance=60)
    assert moved == {"now": (NOON + timedelta(minutes=1)).isoformat(), "settled": True}


async def test_invalid_moves_are_refused(sandbox: Sandbox) -> None:
    assert (await sandbox.error("clock"))[0] == 400
    assert (await sandbox.error("clock", advance=1, to="x"))[0] == 400
    assert (await sandbox.error("clock", advance=-1))[0] == 400
    assert (await sandbox.error("clock", to="2026-03-10T12:00"))[0] == 400
    assert (await sandbox.error("clock", until="message"))[0] == 400
    assert (await sandbox.error("clock", advance="1"))[0] == 400


async def test_a_move_into_the_past_does_nothing(sandbox: Sandbox) -> None:
    moved = await sandbox.post("clock", to=(NOON - HOUR).isoformat())
    assert moved["now"] == NOON.isoformat()
