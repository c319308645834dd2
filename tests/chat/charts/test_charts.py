"""Charts are small files, drawn once and cached while they stay the same."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.chat.charts import png
from bot.chat.charts.chart_cache import KEPT, Charts
from bot.chat.charts.charts import MinutesPicture, Picture, Report
from bot.chat.charts.drawing_process import DrawingProcess
from bot.domain.people.person import PersonId
from tests.builders import ANA
from tests.chat.drawn import PICTURES


@dataclass
class Drawer(DrawingProcess):
    """Returns a text for each chart as soon as `may_answer` is set."""

    asked: list[Picture | Report] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    fails: bool = False

    async def draw(self, what: Picture | Report) -> bytes:
        self.asked.append(what)
        await self.may_answer.wait()
        if self.fails:
            raise ZeroDivisionError
        return f"picture {len(self.asked)}".encode()


@pytest.fixture
def drawer() -> Drawer:
    made = Drawer()
    made.may_answer.set()
    return made


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: type(each).__name__)
def test_a_picture_is_small(picture: Picture) -> None:
    drawn = png.png(picture)
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 60_000


async def test_the_same_picture_is_drawn_once(drawer: Drawer) -> None:
    charts = Charts(drawer)
    first = await charts.draw(ANA, PICTURES[2])
    again = await charts.draw(ANA, replace(_minutes(), title="Minutes"))
    assert again is first
    other = await charts.draw(ANA, replace(_minutes(), title="Minuten"))
    assert other != first
    assert len(drawer.asked) == 2


async def test_concurrent_requests_share_one_drawing(drawer: Drawer) -> None:
    drawer.may_answer.clear()
    charts = Charts(drawer)
    waiting = [asyncio.create_task(charts.draw(ANA, PICTURES[2])) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    drawer.may_answer.set()
    assert await waiting[1] is await waiting[2]
    assert len(drawer.asked) == 1


async def test_a_failed_drawing_is_retried(drawer: Drawer) -> None:
    charts = Charts(drawer)
    drawer.fails = True
    with pytest.raises(ZeroDivisionError):
        await charts.draw(ANA, PICTURES[2])
    assert not charts.holds(ANA)
    drawer.fails = False
    assert await charts.draw(ANA, PICTURES[2]) == b"picture 2"


async def test_forgetting_a_person_removes_their_charts(drawer: Drawer) -> None:
    charts = Charts(drawer)
    for person in (ANA, PersonId(7)):
        for picture in PICTURES:
            await charts.draw(person, picture)
    charts.forget(ANA)
    assert not charts.holds(ANA)
    assert charts.holds(PersonId(7))


async def test_the_cache_is_bounded(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    charts = Charts(drawer)
    monkeypatch.setattr("bot.chat.charts.chart_cache.KEPT", 3)
    for person in range(5):
        await charts.draw(PersonId(person), PICTURES[4])
    assert [charts.holds(PersonId(person)) for person in range(5)] == [False] * 2 + [True] * 3
    assert KEPT > 3


def _minutes(**changes: Any) -> MinutesPicture:
    picture = PICTURES[2]
    assert isinstance(picture, MinutesPicture)
    return replace(picture, **changes)
