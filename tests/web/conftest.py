"""The web edge alone: its application over an in-process transport, and what it handed on."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bot.web import Health, WebDependencies, create_app

SECRET = "only-telegram-knows-this"


@dataclass
class Bot:
    """What stands behind the pages."""

    health: Health = field(default_factory=lambda: Health(ready=True, last_run_age=0.5))
    has_room: bool = True
    taken: list[Mapping[str, Any]] = field(default_factory=list)
    measured: int = 0

    async def take(self, update: Mapping[str, Any]) -> bool:
        if self.has_room:
            self.taken.append(update)
        return self.has_room

    async def measure(self) -> None:
        self.measured += 1


@pytest.fixture
def bot() -> Bot:
    """A bot that is well and has room."""
    return Bot()


@pytest.fixture
async def browser(bot: Bot) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who asks."""
    app = create_app(WebDependencies(lambda: bot.health, bot.measure, bot.take, SECRET))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://limber") as client:
        yield client
