"""What loads when nobody waits for anything more important."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bot import warming
from bot.chat import charts


@dataclass
class Loading:
    """What was loaded, in order; nothing really is."""

    done: list[str] = field(default_factory=list)
    warm: asyncio.Event = field(default_factory=asyncio.Event)
    overdue: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, what: str) -> Callable[[], None]:
        return lambda: self.done.append(what)

    def settle(self) -> None:
        self.done.append("settled")
        if len(self.done) > 1:
            self.warm.set()

    async def rest(self) -> None:
        await self.overdue.wait()


@pytest.fixture
def loading(monkeypatch: pytest.MonkeyPatch) -> Loading:
    made = Loading()
    monkeypatch.setattr(charts, "warm_up", made.note("charts"))
    monkeypatch.setattr(warming, "settle", made.settle)
    return made


async def test_what_is_overdue_goes_first(loading: Loading) -> None:
    async with warming.warming(loading.rest), asyncio.timeout(10):
        await asyncio.sleep(0)
        assert loading.done == ["settled"]
        loading.overdue.set()
        await loading.warm.wait()
    assert loading.done == ["settled", "charts", "settled"]


async def test_a_stop_waits_for_none_of_it(loading: Loading) -> None:
    async with warming.warming(loading.rest):
        await asyncio.sleep(0)
    assert loading.done == ["settled"]


async def test_what_cannot_be_loaded_is_told_in_the_end(
    loading: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no fonts")

    async def used() -> None:
        async with warming.warming(loading.rest):
            loading.overdue.set()
            (task,) = (each for each in asyncio.all_tasks() if "_warm_up" in repr(each))
            await asyncio.wait([task])

    monkeypatch.setattr(charts, "warm_up", broken)
    with pytest.raises(OSError, match="no fonts"):
        await used()
