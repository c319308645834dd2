"""Fixtures: the web application over an in-process transport, and the updates it passed on."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bot.web import Health, WebDependencies, create_app

SECRET = "only-telegram-knows-this"


@dataclass
class Bot:
    """A fake of the bot behind the endpoints."""

    health: Health = field(default_factory=lambda: Health(ready=True, last_run_age=0.5))
    has_capacity: bool = True
    taken: list[Mapping[str, Any]] = field(default_factory=list)
    measured: int = 0

    async def take(self, update: Mapping[str, Any]) -> bool:
        if self.has_capacity:
            self.taken.append(update)
        return self.has_capacity

    async def measure(self) -> None:
        self.measured += 1


@pytest.fixture
def bot() -> Bot:
    """A healthy bot that accepts updates."""
    return Bot()


@pytest.fixture
async def client(bot: Bot) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the web application."""
    app = create_app(WebDependencies(lambda: bot.health, bot.measure, bot.take, SECRET))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://limber") as client:
        yield client
