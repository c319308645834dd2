"""Draw charts in a separate process, which runs only while it is needed.

matplotlib takes 70 MB of memory, and a chart 50 ms of CPU during which Python runs little else.
In a thread of the bot, both would be at the bot's expense.
"""

import asyncio
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO, cast

import bot
from bot.chat.charts import frames
from bot.chat.charts.charts import Picture, Report
from bot.domain.errors import TooManyDrawings

IDLE_SECONDS = 4.0
"""The process ends after this time without a request: it holds about 90 MB, which a small machine
needs. Starting it takes most of a second."""

DEADLINE_SECONDS = 30.0
"""A process that takes longer for one chart is killed."""

MOST_WAITING = 100
"""The most charts that may wait: about five seconds of drawing."""

_COMMAND = (sys.executable, "-P", "-m", "bot.chat.charts")


class DrawingFailed(Exception):
    """The chart could not be drawn. The message contains none of its data."""


class _Ended(Exception):
    """The process ended before it answered."""


class DrawingProcess:
    """Starts the process on demand, restarts it if it dies, ends it after `idle` seconds."""

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[bytes] | asyncio.Task[None]] = set()
        self._waiting = 0
        self._timer: asyncio.TimerHandle | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """The id of the process, or None if none is running."""
        return None if self._process is None else self._process.pid

    async def draw(self, what: Picture | Report) -> bytes:
        """Return a PNG, or a PDF for a report. Cancelling the caller does not stop the drawing.

        Raises `TooManyDrawings` if too many wait, and `DrawingFailed` if it cannot be drawn.
        """
        if self._waiting >= MOST_WAITING:
            raise TooManyDrawings
        self._waiting += 1
        task = asyncio.create_task(self._draw(pickle.dumps(what)))
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Kill the process, and fail the requests that still wait."""
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        if self._process is not None:
            self._process.kill()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self._end)

    def _finished(self, task: asyncio.Task[bytes]) -> None:
        self._waiting -= 1
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # retrieved here in case the caller stopped waiting
        if self._timer is not None:
            self._timer.cancel()
        if self._waiting == 0 and not self._is_closed:
            self._timer = asyncio.get_running_loop().call_later(self._idle, self._end_later)

    def _end_later(self) -> None:
        task = asyncio.create_task(self._end_when_idle())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end_when_idle(self) -> None:
        async with self._turn:
            if self._waiting == 0:
                await asyncio.to_thread(self._end)

    async def _draw(self, asked: bytes) -> bytes:
        async with self._turn:
            try:
                return await asyncio.to_thread(self._ask, asked)
            except _Ended:  # out of memory, for example: retry once in a new process
                return await asyncio.to_thread(self._ask_again, asked)

    def _ask_again(self, asked: bytes) -> bytes:
        try:
            return self._ask(asked)
        except _Ended as error:
            raise DrawingFailed("the drawing process ended") from error

    def _ask(self, asked: bytes) -> bytes:
        """Request a drawing. Runs in a thread. Raises `_Ended` if the process has ended."""
        if self._is_closed:
            raise DrawingFailed("the bot is stopping")
        if self._process is None:
            self._process = _started()
        process = self._process
        watch = threading.Timer(DEADLINE_SECONDS, process.kill)
        watch.daemon = True
        watch.start()
        try:
            reason, drawn = _exchange(process, asked)
        except (BrokenPipeError, _Ended) as error:
            self._end()
            raise _Ended from error
        finally:
            watch.cancel()
        if reason:
            raise DrawingFailed(reason.decode())
        return drawn

    def _end(self) -> None:
        """Kill the process and wait for its end. Runs in a thread."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    found_in = str(Path(bot.__file__).parent.parent)
    paths = os.pathsep.join(filter(None, (found_in, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603 - our own module
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,  # Ctrl-C is for the bot, which then ends this process
    )


def _exchange(process: subprocess.Popen[bytes], asked: bytes) -> tuple[bytes, bytes]:
    frames.write(cast("BinaryIO", process.stdin), asked)
    answers = cast("BinaryIO", process.stdout)
    reason, drawn = frames.read(answers), frames.read(answers)
    if reason is None or drawn is None:
        raise _Ended
    return reason, drawn
