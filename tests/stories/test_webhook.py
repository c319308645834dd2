"""The bot with a webhook, on a real socket."""

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
    """Answers setWebhook itself, because the sandbox delivers by polling only."""

    behind: httpx.ASGITransport
    registered: list[dict[str, str]] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/setWebhook"):
            return await self.behind.handle_async_request(request)
        self.registered.append(dict(httpx.QueryParams((await request.aread()).decode())))
        return httpx.Response(200, json={"ok": True, "result": True})


@dataclass
class WebhookSender:
    """Delivers the updates of the sandbox's queue, as Telegram would."""

    story: Story
    limber: Limber
    registry: Registry
    offset: int = 0

    @property
    def key(self) -> dict[str, str]:
        return {HEADER: self.registry.registered[-1]["secret_token"]}

    async def waiting(self) -> list[dict[str, Any]]:
        """Return the updates that wait for delivery."""
        path = f"/bot{self.story.settings.token}/getUpdates"
        answer = await self.story.http.get(path, params={"offset": self.offset})
        found: list[dict[str, Any]] = answer.json()["result"]
        return found

    async def bring(self, update: dict[str, Any]) -> int:
        """Deliver an update, and return the status of the response."""
        assert self.limber.server is not None
        async with httpx.AsyncClient(base_url=self.limber.server.url) as client:
            answer = await client.post(PATH, json=update, headers=self.key)
        return answer.status_code

    async def deliver_all(self) -> None:
        """Deliver all waiting updates, and wait until they are handled."""
        for update in await self.waiting():
            assert await self.bring(update) == 200
            self.offset = update["update_id"] + 1
        await self.limber.settle()


@asynccontextmanager
async def a_webhook_sender(folder: Path) -> AsyncIterator[WebhookSender]:
    """Yield a world in which the bot uses a webhook."""
    async with a_story(folder) as story:
        await story.bot_stops()
        registry = Registry(story.transport)
        settings = replace(story.settings, public_url=PUBLIC, listen="127.0.0.1:0")
        limber = await build(settings, story.world.clock, registry)
        try:
            await limber.start()
            yield WebhookSender(story, limber, registry)
        finally:
            await limber.stop()


@pytest.fixture
async def webhook(tmp_path: Path) -> AsyncIterator[WebhookSender]:
    """Yield a sender of updates to the bot's webhook."""
    async with a_webhook_sender(tmp_path) as sender:
        yield sender


async def somebody(webhook: WebhookSender, name: str = "Ana") -> int:
    answer = await webhook.story.http.post("/sim/users", json={"first_name": name})
    person: int = answer.json()["id"]
    return person


async def writes(webhook: WebhookSender, person: int, text: str) -> None:
    await webhook.story.http.post(f"/sim/users/{person}/text", json={"text": text})


async def said(webhook: WebhookSender, person: int) -> list[str]:
    """Return the texts that the bot sent to a person, oldest first."""
    answer = await webhook.story.http.get(f"/sim/users/{person}/messages")
    return [text_of(each) for each in answer.json() if each["from"] == "bot"]


async def test_the_webhook_is_registered_with_a_secret(webhook: WebhookSender) -> None:
    (told,) = webhook.registry.registered
    assert told["url"] == f"{PUBLIC}{PATH}"
    assert len(told["secret_token"]) == 64
    assert "callback_query" in told["allowed_updates"]


async def test_a_person_is_answered(webhook: WebhookSender) -> None:
    ana = await somebody(webhook)
    await writes(webhook, ana, "/start")
    assert await said(webhook, ana) == []
    await webhook.deliver_all()
    assert "I'm Limber" in (await said(webhook, ana))[0]


async def test_rapid_updates_of_a_chat_are_handled_in_order(webhook: WebhookSender) -> None:
    ana, ben = await somebody(webhook), await somebody(webhook, "Ben")
    for command in ("/help", "/privacy", "/symptoms", "/nonsense"):
        await writes(webhook, ana, command)
        await writes(webhook, ben, "/help")
    await webhook.deliver_all()
    starts = [text.split()[0] for text in await said(webhook, ana)]
    assert len(starts) == 4
    assert starts[0] == (await said(webhook, ben))[0].split()[0]
    assert "don't know that command" in (await said(webhook, ana))[3]


async def test_a_repeated_update_does_nothing(webhook: WebhookSender) -> None:
    ana = await somebody(webhook)
    await writes(webhook, ana, "/help")
    (update,) = await webhook.waiting()
    assert [await webhook.bring(update) for _ in range(3)] == [200, 200, 200]
    await webhook.limber.settle()
    assert len(await said(webhook, ana)) == 1


async def test_an_unreadable_update_is_dropped_without_logging_its_text(
    webhook: WebhookSender, caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"update_id": 5, "message": {"message_id": 1, "text": "my leg hurts"}}
    assert await webhook.bring(broken) == 200
    told = [
        record.getMessage()
        for record in caplog.records
        if record.name == "bot.chat.webhook_receiver"
    ]
    assert told == ["update 5 cannot be read: KeyError"]
    assert "hurts" not in caplog.text


async def test_a_stopping_bot_refuses_updates(webhook: WebhookSender) -> None:
    ana = await somebody(webhook)
    await writes(webhook, ana, "/help")
    (update,) = await webhook.waiting()
    webhook.limber.webhook_receiver.is_open = False
    assert await webhook.bring(update) == 503
    webhook.limber.webhook_receiver.is_open = True
    await webhook.deliver_all()
    assert len(await said(webhook, ana)) == 1


async def test_health_and_metrics_come_from_the_bot(webhook: WebhookSender) -> None:
    assert webhook.limber.server is not None
    ana = await somebody(webhook)
    await writes(webhook, ana, "/help")
    await webhook.deliver_all()
    async with httpx.AsyncClient(base_url=webhook.limber.server.url) as client:
        text = (await client.get("/metrics")).text
        assert "limber_active_sessions 0.0" in text
        assert 'limber_queue{priority="reminder"} 0.0' in text
        webhook.limber.webhook_receiver.is_open = False
        ill = await client.get("/healthz")
    assert (ill.status_code, ill.json()["ready"]) == (503, False)


async def test_a_polling_bot_deletes_the_webhook(story: Story) -> None:
    methods = [each["method"] for each in await story.calls()]
    assert "deleteWebhook" in methods
    assert "setWebhook" not in methods
