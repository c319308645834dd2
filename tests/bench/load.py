"""The sandbox under load: calls a second over loopback, and memory that stays flat.

`python -m tests.bench.load 1000000` makes so many calls; without a number there are fewer.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bot.demo import TOKEN

CALLS = 60_000
CONNECTIONS = 8
STOPS = 6
"""How often memory is measured during a run."""

TEXT = "<b>Time to stretch</b>: five minutes are enough today, {}."
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Stop:
    """The measurements after so many calls."""

    calls: int
    seconds: float
    # Of the server alone; None where the system does not report it.
    cpu_seconds: float | None
    megabytes: float | None


async def load(calls: int, show: Callable[[Stop], None]) -> None:
    """Start `limber sandbox`, send it so many messages over a few connections, and end it."""
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220, S603 - ours
    try:
        said = server.stdout.readline() if server.stdout else ""
        port = int(said.rpartition(". Point")[0].rpartition(":")[2])
        await _load(server.pid, port, calls, show)
    finally:
        server.terminate()
        server.wait()


async def _load(pid: int, port: int, calls: int, show: Callable[[Stop], None]) -> None:
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
    ana = json.loads(await _ask(lines[0], "/sim/users", {"first_name": "Ana"}))["id"]
    await _ask(lines[0], f"/sim/users/{ana}/text", {"text": "/start"})
    share = calls // STOPS // CONNECTIONS
    for number in range(STOPS):
        began, cpu_began = perf_counter(), _cpu_seconds(pid)
        await asyncio.gather(*(_send(line, ana, share) for line in lines))
        took, cpu_ended = perf_counter() - began, _cpu_seconds(pid)
        cpu = None if cpu_began is None or cpu_ended is None else cpu_ended - cpu_began
        show(Stop((number + 1) * share * CONNECTIONS, took, cpu, _megabytes(pid)))
    for _, writer in lines:
        writer.close()


async def _send(line: Line, chat_id: int, count: int) -> None:
    for number in range(count):
        body = {"chat_id": chat_id, "text": TEXT.format(number), "parse_mode": "HTML"}
        answer = await _ask(line, f"/bot{TOKEN}/sendMessage", body)
        if not answer.startswith(b'{"ok":true'):
            raise AssertionError(answer)


async def _ask(line: Line, path: str, body: dict[str, object]) -> bytes:
    """One request on a connection that stays open, with as little work as possible here."""
    reader, writer = line
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nhost: sandbox\r\ncontent-type: application/json\r\n"
    writer.write(f"{head}content-length: {len(content)}\r\n\r\n".encode() + content)
    headers = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = headers.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return await reader.readexactly(int(length))


def _cpu_seconds(pid: int) -> float | None:
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    user, system = stat.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float | None:
    statm = Path(f"/proc/{pid}/statm")
    if not statm.exists():
        return None
    return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def show(stop: Stop, per_stop: int) -> None:
    """A line of the table."""
    cpu = f"{per_stop / stop.cpu_seconds:>14,.0f}" if stop.cpu_seconds else f"{'–':>14}"
    memory = f"{stop.megabytes:>10.1f}" if stop.megabytes else f"{'–':>10}"
    wall = per_stop / stop.seconds
    sys.stdout.write(f"  {stop.calls:>12,}{wall:>14,.0f}{cpu}{memory}\n")
    sys.stdout.flush()


def main(calls: int = CALLS) -> None:
    """Measure and print."""
    title = f"{'sendMessage':>14}{'a second':>14}{'a CPU second':>14}{'MB':>10}"
    sys.stdout.write(f"\nThe sandbox over loopback, on one core\n{title}\n")
    per_stop = calls // STOPS // CONNECTIONS * CONNECTIONS
    asyncio.run(load(calls, lambda stop: show(stop, per_stop)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS)
