"""`python -m tests.drills [--seconds N] [name …]`: real processes, real faults, and figures.

It takes minutes, because it waits: for starts, for leases to end, for Telegram to return.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bot.services.reminders.delivery_rate import DEFAULT_RATE
from tests.drills.scene import RATE, Figures, Scene
from tests.drills.shifted import FILE
from tests.drills.snapshots import dumping, rows_in
from tests.drills.telegram import ROUND_TRIP, Telegram
from tests.drills.wandering import NAME as TWO_COPIES
from tests.drills.wandering import wander
from tests.postgres_server import Server, a_server
from tests.project.processes import finished

KILLS = 12
LEADERS = 5
WANDERING = 1800.0
"""Seconds for which people press and write at random."""

ACKNOWLEDGE = 0.02
"""Most seconds until an answer is recorded, on a machine that is not busy."""

PER_KILL = 1.5 * RATE * (ROUND_TRIP + ACKNOWLEDGE)
MOST_BACKUPS = 50
AT_ONCE = 50
"""Messages being sent concurrently at this rate."""


def kills(scene: Scene) -> Figures:
    """Killed repeatedly while reminders are sent."""
    scene.add_people(2400)
    for _ in range(KILLS):
        with scene.bot() as bot:
            scene.until_more_arrived(40)
            time.sleep(random.random() / 4)  # noqa: S311 - any moment is as good as another
            bot.dies()
    with scene.bot():
        scene.until_all_arrived()
    found = scene.figures("", most_duplicates=KILLS * PER_KILL)
    note = f"{KILLS} kills, {found.duplicates / KILLS:.1f} duplicates each, at most {PER_KILL:.0f}"
    return replace(found, note=note)


def stops(scene: Scene, people: int = 600, times: int = 3) -> Figures:
    """Asked to stop while reminders are sent."""
    scene.add_people(people)
    codes, seconds = [], 0.0
    for _ in range(times):
        with scene.bot() as bot:
            scene.until_more_arrived(40)
            code, _, took = bot.stop()
            codes.append(code)
            seconds = max(seconds, took)
    with scene.bot():
        scene.until_all_arrived()
    found = scene.figures(f"exit codes {codes}, longest {seconds:.1f} s")
    return replace(found, is_good=found.is_good and not any(codes) and seconds < 10)


def database_dies(scene: Scene, server: Server) -> Figures:
    """PostgreSQL stopped hard, three times."""
    scene.add_people(1200)
    with scene.bot():
        for _ in range(3):
            scene.until_more_arrived(100)
            server.dies()
            time.sleep(1)
            server.starts()
        scene.until_all_arrived()
    return scene.figures("3 times, a second each", most_duplicates=3 * AT_ONCE)


def snapshots(scene: Scene, server: Server, people: int = 1500) -> Figures:
    """Backed up, and dumped by `pg_dump`, while reminders are sent."""
    scene.add_people(people)
    codes: list[int] = []
    with dumping(server, scene.url) as dump:
        with scene.bot():
            scene.until_more_arrived(50)
            while len(scene.telegram.arrived) < people and len(codes) < MOST_BACKUPS:
                file = scene.folder / f"backup-{len(codes)}.gz"
                codes.append(finished("backup", str(file), DATABASE_URL=scene.url).returncode)
            held = dump.poll() is None
            scene.until_all_arrived()
        dumped = rows_in(dump)
    rate = people / max(scene.telegram.makespan, 0.001)
    note = f"{len(codes)} backups, a pg_dump of {dumped:,} people, {rate:.0f} a second"
    found = scene.figures(note)
    is_good = found.is_good and held and dumped == people and bool(codes) and not any(codes)
    return replace(found, is_good=is_good)


def silence(scene: Scene, seconds: float) -> Figures:
    """For a while Telegram accepts everything and answers nothing."""
    scene.add_people(1000)
    with scene.bot():
        scene.until(lambda: scene.telegram.total >= 200)
        scene.telegram.silent_for(seconds)
        scene.until_all_arrived()
    return scene.figures(f"{seconds:.0f} s", most_duplicates=AT_ONCE)


def storm(scene: Scene) -> Figures:
    """Everybody is due at once, at Telegram's own rate and limit."""
    scene.rate, scene.telegram.limit = 28, 30
    scene.add_people(600)
    with scene.bot():
        scene.until_all_arrived()
    ideal = (scene.people - scene.telegram.limit) / scene.telegram.limit
    ratio = scene.telegram.makespan / ideal
    note = f"{scene.telegram.refused} refusals, {ratio:.2f} of the ideal time"
    found = scene.figures(note)
    return replace(found, is_good=found.is_good and ratio <= 1.15)


def floods(scene: Scene) -> Figures:
    """Telegram allows fewer messages than Limber sends."""
    scene.rate, scene.telegram.limit = 28, 20
    scene.add_people(400)
    with scene.bot():
        scene.until_all_arrived()
    return scene.figures(f"{scene.telegram.refused} refusals at 28 a second against 20")


def two_senders(scene: Scene) -> Figures:
    """Two processes at once; then the one that sends is killed."""
    scene.add_people(900)
    with scene.bot() as first, scene.bot() as second:
        scene.until(lambda: scene.telegram.total >= 200)
        before = scene.telegram.duplicates
        leads = [number for number in range(2) if scene.leads(number)]
        (first if leads == [0] else second).dies()
        died, seen = time.monotonic(), scene.telegram.total
        scene.until(
            lambda: scene.telegram.moments[-1] > died + ROUND_TRIP and scene.telegram.total > seen
        )
        gap = next(moment for moment in scene.telegram.moments if moment > died + ROUND_TRIP) - died
        scene.until_all_arrived()
    note = f"{before} duplicates side by side; {len(leads)} sent; taken over in {gap:.1f} s"
    found = scene.figures(note, most_duplicates=PER_KILL)
    return replace(found, is_good=found.is_good and not before and len(leads) == 1 and gap <= 5)


def leader_dies(scene: Scene) -> Figures:
    """The process that sends is killed five times; each time another one stands by."""
    scene.rate = 28
    with ExitStack() as stack:
        bots = {number: stack.enter_context(scene.bot()) for number in range(2)}
        scene.add_people(LEADERS * 80)
        for number in range(2, 2 + LEADERS):
            scene.until(lambda: any(map(scene.leads, bots)))
            scene.until_more_arrived(20)
            bots.pop(next(filter(scene.leads, bots))).dies()
            bots[number] = stack.enter_context(scene.bot())
        died = time.monotonic()
        # What the last one had claimed is sent when its lease of a minute ends.
        scene.until_all_arrived(patience=150)
    latest = scene.telegram.moments[-1] - died
    note = f"{LEADERS} kills, the last message {latest:.0f} s after the last of them"
    # Those being sent when it died, and as many again whose arrival was not yet recorded.
    return scene.figures(note, most_duplicates=LEADERS * 2 * DEFAULT_RATE.at_once)


def clock(scene: Scene) -> Figures:
    """The machine's clock is moved an hour forward, and back."""
    file = scene.folder / "clock"
    file.write_text("0")
    scene.add_people(200)
    scene.add_people(200, due_in_minutes=30)
    with scene.bot(module="tests.drills.shifted", **{FILE: str(file)}):
        scene.until(lambda: len(scene.telegram.arrived) >= 200)
        time.sleep(2)
        early = len(scene.telegram.arrived) - 200
        file.write_text("3600")
        scene.until(lambda: len(scene.telegram.arrived) >= 400)
        file.write_text("0")
        time.sleep(5)
        scene.until_all_arrived()
    found = scene.figures(f"{early} before their time")
    return replace(found, is_good=found.is_good and not early)


def full_disk(scene: Scene) -> Figures:
    """No file can grow for a while."""
    scene.add_people(1000)
    with scene.bot() as bot:
        scene.until(lambda: scene.telegram.total >= 200)
        pid = bot.process.pid
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, hard))
        time.sleep(6)
        alive, held = bot.process.poll() is None, scene.telegram.total
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
        scene.until_all_arrived()
    said = sum("database" in line for line in scene.logs[0].read_text().splitlines())
    note = f"full for 6 s at {held} sent, said so {said} times, {'alive' if alive else 'died'}"
    found = scene.figures(note, most_duplicates=AT_ONCE)
    return replace(found, is_good=found.is_good and alive and said > 0)


DRILLS: dict[str, Callable[[Scene], Figures]] = {
    "kill -9": kills,
    "SIGTERM": stops,
    "silent 6 s": lambda scene: silence(scene, 6),
    "silent 20 s": lambda scene: silence(scene, 20),
    "429 storm": storm,
    "lower limit": floods,
    "two senders": two_senders,
    "leader dies": leader_dies,
    "clock moved": clock,
    "full disk": full_disk,
}
ON_SQLITE = {"SIGTERM", "clock moved", "full disk", "429 storm"}
DATABASE_DIES = "database dies"
SNAPSHOTS = "snapshots"
ALL = (*DRILLS, DATABASE_DIES, SNAPSHOTS, TWO_COPIES)


def drill(name: str, server: Server, folder: Path, wandering: float = WANDERING) -> Figures:
    """One drill on a database of its own."""
    if name == TWO_COPIES:
        return wander(f"{server.url}/{server.creates('two_copies')}", folder, wandering)
    database = re.sub(r"\W", "_", name)
    with ExitStack() as stack:
        telegram = stack.enter_context(Telegram())
        url = f"sqlite:///{folder / database}.db"
        if name not in ON_SQLITE:
            url = f"{server.url}/{server.creates(database)}"
        scene = Scene(name, url, folder, telegram)
        if name == DATABASE_DIES:
            return database_dies(scene, server)
        if name == SNAPSHOTS:
            return snapshots(scene, server)
        return DRILLS[name](scene)


def main(arguments: list[str]) -> int:
    """Run all drills, or those that are named; the exit code is 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(ALL))
    parser.add_argument("--seconds", type=float, default=WANDERING, help=f"of {TWO_COPIES!r}")
    asked = parser.parse_args(arguments)
    sys.stdout.write(
        f"{'drill':<14}{'people':>7}{'lost':>6}{'doubled':>9}{'copies':>8}  {'':<5}note\n"
    )
    bad = 0
    with a_server() as server, tempfile.TemporaryDirectory(prefix="limber-drills-") as folder:
        for name in asked.names or ALL:
            found = drill(name, server, Path(folder), asked.seconds)
            bad += not found.is_good
            sys.stdout.write(
                f"{found.name:<14}{found.people:>7,}{found.lost:>6}{found.duplicates:>9}"
                f"{found.copies:>8}  {'ok' if found.is_good else 'BAD':<5}{found.note}\n"
            )
            sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
