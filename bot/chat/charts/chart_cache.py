"""A cache of drawn progress charts."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

from bot.chat.charts.charts import Picture, Report
from bot.chat.charts.drawing_process import DrawingProcess
from bot.domain.people.person import PersonId

KEPT = 200
"""The most charts in the cache; each is a few kilobytes."""


@dataclass(slots=True)
class Charts:
    """Draws charts, and caches the last one of each kind for each person."""

    process: DrawingProcess = field(default_factory=DrawingProcess)
    _drawn: OrderedDict[tuple[PersonId, type[Picture]], tuple[Picture, asyncio.Task[bytes]]] = (
        field(default_factory=OrderedDict)
    )

    async def draw(self, person: PersonId, picture: Picture) -> bytes:
        """Return a PNG of at most 60 KB. Equal requests share one drawing.

        Raises what `DrawingProcess.draw` raises.
        """
        key = (person, type(picture))
        known = self._drawn.get(key)
        if known is None or known[0] != picture:
            known = (picture, asyncio.create_task(self.process.draw(picture)))
        self._drawn[key] = known
        self._drawn.move_to_end(key)
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        try:
            return await asyncio.shield(known[1])
        except Exception:
            if self._drawn.get(key) is known:
                del self._drawn[key]
            raise

    async def page(self, report: Report) -> bytes:
        """Return the report as a PDF, uncached. Raises what `DrawingProcess.draw` raises."""
        return await self.process.draw(report)

    def forget(self, person: PersonId) -> None:
        """Remove a person's charts from the cache."""
        for key in [key for key in self._drawn if key[0] == person]:
            del self._drawn[key]

    def holds(self, person: PersonId) -> bool:
        """Return whether any chart of a person is cached."""
        return any(key[0] == person for key in self._drawn)

    async def close(self) -> None:
        """End the drawing process."""
        await self.process.close()
