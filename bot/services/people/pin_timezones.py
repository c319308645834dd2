"""Points on the map to time zones, looked up in a process of its own."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass, field

SECONDS = 20
"""How long a look-up may take; it takes a fifth of one."""

_PROGRAM = """
import sys, tzfpy
latitude, longitude = map(float, sys.stdin.read().split())
print(tzfpy.get_tz(longitude, latitude))
"""


class NotLookedUp(Exception):
    """The process gave no answer. The message says nothing of the place."""


@dataclass(frozen=True, slots=True)
class PinTimezones:
    """Finds the zones of points, one after the other.

    The borders of all zones take 34 MB, and 0.1 s to unpack in which nobody else would be answered.
    Most people share a pin once or never, so the bot does not keep them.
    """

    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def zone(self, latitude: float, longitude: float) -> str | None:
        """The IANA zone at a point (degrees north and east); None far out at sea.

        Raises `NotLookedUp` when the process fails, and `TimeoutError`.
        """
        async with self._turn, asyncio.timeout(SECONDS):
            # The point goes through a pipe: what a command line says, everybody can read.
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-c",
                _PROGRAM,
                stdin=PIPE,
                stdout=PIPE,
                start_new_session=True,
            )
            try:
                said, _ = await process.communicate(f"{latitude} {longitude}".encode())
            except BaseException:  # nobody waits any more: a stop, or it took too long
                process.kill()
                await process.wait()
                raise
        if process.returncode:
            raise NotLookedUp(f"the process ended with {process.returncode}")
        zone = said.decode().strip()
        return zone if zone and not zone.startswith("Etc/") else None  # a nautical zone is none
