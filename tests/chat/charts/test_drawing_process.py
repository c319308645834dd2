"""The drawing process: starts on demand, does not block the event loop, ends when idle."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from bot.chat.charts import drawing_process, pdf_report, png
from bot.chat.charts.charts import MinutesPicture
from bot.chat.charts.drawing_process import DrawingFailed, DrawingProcess
from bot.domain.errors import TooManyDrawings
from tests.chat.drawn import PICTURES, REPORT


@pytest.fixture
async def drawing() -> AsyncIterator[DrawingProcess]:
    made = DrawingProcess()
    yield made
    await made.close()
    assert made.pid is None


def is_there(pid: int) -> bool:
    """Return whether a process with this id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def started(drawing: DrawingProcess) -> int:
    """Wait for the drawing process, and return its id."""
    while True:
        await asyncio.sleep(0)
        if drawing.pid is not None:
            return drawing.pid


async def test_charts_equal_those_drawn_in_this_process(drawing: DrawingProcess) -> None:
    assert drawing.pid is None, "nothing starts before the first request"
    turns = 0
    asked = asyncio.gather(*map(drawing.draw, [*PICTURES, REPORT]))
    while not asked.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100, "the event loop continues meanwhile"
    assert await asked == [*map(png.png, PICTURES), pdf_report.pdf(REPORT)]


async def test_a_killed_process_is_replaced(drawing: DrawingProcess) -> None:
    first = await drawing.draw(PICTURES[4])
    before = drawing.pid
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert await drawing.draw(PICTURES[4]) == first
    assert drawing.pid not in {before, None}


async def test_an_idle_process_ends() -> None:
    drawing = DrawingProcess(idle=0)
    await drawing.draw(PICTURES[4])
    while (pid := drawing.pid) is not None:
        was = pid
        await asyncio.sleep(0)
    assert not is_there(was)
    await drawing.draw(PICTURES[4])
    await drawing.close()


async def test_closing_does_not_wait_for_drawings(drawing: DrawingProcess) -> None:
    asked = [asyncio.create_task(drawing.draw(REPORT)) for _ in range(20)]
    pid = await started(drawing)
    await drawing.close()
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(each) for each in found} == {DrawingFailed}
    assert not is_there(pid)


async def test_too_many_requests_are_refused(
    drawing: DrawingProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing_process, "MOST_WAITING", 1)
    first = asyncio.create_task(drawing.draw(PICTURES[4]))
    await asyncio.sleep(0)
    with pytest.raises(TooManyDrawings):
        await drawing.draw(PICTURES[4])
    await first
    await drawing.draw(PICTURES[4])


async def test_a_drawing_error_does_not_contain_the_data(drawing: DrawingProcess) -> None:
    broken = MinutesPicture("Minutes", "", (("private", "private"),))  # type: ignore[arg-type]
    with pytest.raises(DrawingFailed, match="TypeError") as caught:
        await drawing.draw(broken)
    assert "private" not in str(caught.value)
    await drawing.draw(PICTURES[4])


def test_the_process_ends_only_with_the_bot() -> None:
    """Its input is closed however the bot ends, and SIGTERM is ignored."""
    command = [sys.executable, "-m", "bot.chat.charts"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:  # noqa: S603 - ours
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write((3).to_bytes(4) + b"???")
        process.stdin.flush()
        assert process.stdout.read(4) != b"", "it runs, and reports invalid input"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
