"""Find the time zone of a shared location, in a separate process."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass, field

SECONDS = 20
"""Timeout of a look-up. It normally takes a fifth of a second."""

_PROGRAM = """
import sys, tzfpy
latitude, longitude = map(float, sys.stdin.read().split())
print(tzfpy.get_tz(longitude, latitude))
"""


class NotLookedUp(Exception):
    """The process gave no answer. The message does not contain the location."""


@dataclass(frozen=True, slots=True)
class PinTimezones:
    """Finds the zones of locations, one at a time.

    The borders of all zones take 34 MB, and unpacking them would block the bot for 0.1 s. Most
    people share a location once or never, so the bot does not keep them in memory.
    """

    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def zone(self, latitude: float, longitude: float) -> str | None:
        """The IANA zone at a point (degrees north and east); None far out at sea.

        Raises `NotLookedUp` if the process fails, and `TimeoutError`.
        """
        async with self._lock, asyncio.timeout(SECONDS):
            # The location goes through a pipe, because any user can read a command line.
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
                output, _ = await process.communicate(f"{latitude} {longitude}".encode())
            except BaseException:  # the bot stops, or the look-up took too long
                process.kill()
                await process.wait()
                raise
        if process.returncode:
            raise NotLookedUp(f"the process ended with {process.returncode}")
        zone = output.decode().strip()
        return zone if zone and not zone.startswith("Etc/") else None  # nautical zones do not count
