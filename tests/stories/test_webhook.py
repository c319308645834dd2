"""The same bot when Telegram brings the updates, over a real socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Limber, build
from bot.web import PATH
from bot.web.webhook import HEADER
from tests.stories.story import Story, a_story, text_of

PUBLIC = "https://limber.example.org"


@dataclass
class Registry(httpx.AsyncBaseTransport):
    """The stand-in delivers by polling only, so setWebhook is answered before it gets there."""

    behind: httpx.ASGITransport
    registered: list[dict[str, str]] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/setWebhook"):
            return await self.behind.handle_async_request(request)
        self.registered.append(dict(httpx.QueryParams((await request.aread()).decode())))
        return httpx.Response(200, json={"ok": True, "result": True})


@dataclass
class Postman:
    """Brings what waits in the stand-in's queue, as Telegram would."""

    story: Story
    limber: Limber
    registry: Registry
    offset: int = 0

    @property
    def key(self) -> dict[str, str]:
        return {HEADER: self.registry.registered[-1]["secret_token"]}

    async def waiting(self) -> list[dict[str, Any]]:
        """What Telegram still has to bring."""
        path = f"/bot{self.story.settings.token}/getUpdates"
        answer = await self.story.door.get(path, params={"offset": self.offset})
        found: list[dict[str, Any]] = answer.json()["result"]
        return found

    async def bring(self, update: dict[str, Any]) -> int:
        """The status with which one update was answered."""
        assert self.limber.server is not None
        async with httpx.AsyncClient(base_url=self.limber.server.url) as client:
            answer = await client.post(PATH, json=update, headers=self.key)
        return answer.status_code

    async def makes_the_round(self) -> None:
        """All that waits is brought, and dealt with."""
        for update in await self.waiting():
            assert await self.bring(update) == 200
            self.offset = update["update_id"] + 1
        await self.limber.settle()


@asynccontextmanager
async def a_postman(folder: Path) -> AsyncIterator[Postman]:
    """A world in which the bot is brought its updates."""
    async with a_story(folder) as story:
        await story.bot_stops()
        registry = Registry(story.transport)
        settings = replace(story.settings, public_url=PUBLIC, listen="127.0.0.1:0")
        limber = await build(settings, story.world.clock, registry)
        try:
            await limber.start()
            yield Postman(story, limber, registry)
        finally:
            await limber.stop()


@pytest.fixture
async def postman(tmp_path: Path) -> AsyncIterator[Postman]:
    """Telegram, bringing updates."""
    async with a_postman(tmp_path) as brings:
        yield brings


async def somebody(postman: Postman, name: str = "Ana") -> int:
    answer = await postman.story.door.post("/sim/users", json={"first_name": name})
    person: int = answer.json()["id"]
    return person


async def writes(postman: Postman, person: int, text: str) -> None:
    await postman.story.door.post(f"/sim/users/{person}/text", json={"text": text})


async def said(postman: Postman, person: int) -> list[str]:
    """What the bot said to them, oldest first."""
    answer = await postman.story.door.get(f"/sim/users/{person}/messages")
    return [text_of(each) for each in answer.json() if each["from"] == "bot"]


async def test_telegram_is_told_where_to_bring_updates_and_with_what(postman: Postman) -> None:
    (told,) = postman.registry.registered
    assert told["url"] == f"{PUBLIC}{PATH}"
    assert len(told["secret_token"]) == 64
    assert "callback_query" in told["allowed_updates"]


async def test_a_person_is_answered(postman: Postman) -> None:
    ana = await somebody(postman)
    await writes(postman, ana, "/start")
    assert await said(postman, ana) == []
    await postman.makes_the_round()
    assert "I'm Limber" in (await said(postman, ana))[0]


async def test_one_chat_keeps_its_order_however_quickly_it_comes(postman: Postman) -> None:
    ana, ben = await somebody(postman), await somebody(postman, "Ben")
    for command in ("/help", "/privacy", "/symptoms", "/nonsense"):
        await writes(postman, ana, command)
        await writes(postman, ben, "/help")
    await postman.makes_the_round()
    starts = [text.split()[0] for text in await said(postman, ana)]
    assert len(starts) == 4
    assert starts[0] == (await said(postman, ben))[0].split()[0]
    assert "don't know that command" in (await said(postman, ana))[3]


async def test_a_second_copy_of_an_update_does_nothing(postman: Postman) -> None:
    ana = await somebody(postman)
    await writes(postman, ana, "/help")
    (update,) = await postman.waiting()
    assert [await postman.bring(update) for _ in range(3)] == [200, 200, 200]
    await postman.limber.settle()
    assert len(await said(postman, ana)) == 1


async def test_an_update_that_cannot_be_read_is_let_go_without_a_word_of_it(
    postman: Postman, caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"update_id": 5, "message": {"message_id": 1, "text": "my leg hurts"}}
    assert await postman.bring(broken) == 200
    told = [
        record.getMessage()
        for record in caplog.records
        if record.name == "bot.chat.webhook_receiver"
    ]
    assert told == ["update 5 cannot be read: KeyError"]
    assert "hurts" not in caplog.text


async def test_a_bot_that_stops_takes_nothing_more_and_telegram_keeps_it(postman: Postman) -> None:
    ana = await somebody(postman)
    await writes(postman, ana, "/help")
    (update,) = await postman.waiting()
    postman.limber.webhook_receiver.close()
    assert await postman.bring(update) == 503
    postman.limber.webhook_receiver.open()
    await postman.makes_the_round()
    assert len(await said(postman, ana)) == 1


async def test_health_and_metrics_are_those_of_the_bot(postman: Postman) -> None:
    assert postman.limber.server is not None
    ana = await somebody(postman)
    await writes(postman, ana, "/help")
    await postman.makes_the_round()
    async with httpx.AsyncClient(base_url=postman.limber.server.url) as client:
        text = (await client.get("/metrics")).text
        assert "limber_active_sessions 0.0" in text
        assert 'limber_queue{priority="reminder"} 0.0' in text
        postman.limber.webhook_receiver.close()
        ill = await client.get("/healthz")
    assert (ill.status_code, ill.json()["ready"]) == (503, False)


async def test_a_bot_that_polls_takes_the_webhook_away(story: Story) -> None:
    methods = [each["method"] for each in await story.calls()]
    assert "deleteWebhook" in methods
    assert "setWebhook" not in methods
