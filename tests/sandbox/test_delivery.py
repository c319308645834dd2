"""Webhooks: updates are posted until they are accepted, in order, with the secret."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.sandbox import World, close_waiting, create_app
from tests.sandbox.driver import BASE, Sandbox, StandingClock

URL = "http://localhost:8310/hook"


@dataclass
class Bot:
    """A webhook server with scripted answers, which tests can wait for."""

    answers: Callable[[dict[str, Any]], httpx.Response] = lambda _: httpx.Response(200)
    requests: list[httpx.Request] = field(default_factory=list)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answers(json.loads(request.content))

    @property
    def texts(self) -> list[str]:
        return [json.loads(r.content)["message"]["text"] for r in self.requests]


@asynccontextmanager
async def a_world_with(bot: Bot) -> AsyncIterator[Sandbox]:
    world = World(StandingClock())
    app = create_app(world, webhook_transport=httpx.MockTransport(bot))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as http:
        yield Sandbox(world, app, http)
        close_waiting(app)


async def settled() -> None:
    """Let running tasks in this process finish what they can."""
    for _ in range(60):
        await asyncio.sleep(0)


async def test_updates_are_posted_with_the_secret_and_then_removed() -> None:
    bot = Bot()
    async with a_world_with(bot) as sandbox:
        answer = await sandbox.call("setWebhook", url=URL, secret_token="s3cret_-")
        assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
        alex = await sandbox.person()
        await settled()
        (request,) = bot.requests
        assert request.headers["x-telegram-bot-api-secret-token"] == "s3cret_-"
        assert request.headers["content-type"] == "application/json"
        assert json.loads(request.content)["message"]["chat"]["id"] == alex
        info = await sandbox.result("getWebhookInfo")
        assert (info["url"], info["pending_update_count"], info["max_connections"]) == (URL, 0, 40)


async def test_pending_updates_are_delivered_unless_dropped() -> None:
    for drop, texts in ((False, ["/start"]), (True, [])):
        bot = Bot()
        async with a_world_with(bot) as sandbox:
            await sandbox.person()
            await sandbox.result("setWebhook", url=URL, drop_pending_updates=drop)
            await settled()
            assert bot.texts == texts


async def test_a_failure_is_retried_at_once_and_then_with_growing_delays() -> None:
    bot = Bot(lambda _: httpx.Response(500))
    async with a_world_with(bot) as sandbox:
        await sandbox.result("setWebhook", url=URL)
        await sandbox.person()
        await settled()
        assert len(bot.requests) == 2
        for seconds, tries in ((1, 2), (1, 3), (3, 3), (1, 4), (8, 5)):
            await sandbox.post("clock", advance=seconds)
            await settled()
            assert len(bot.requests) == tries, seconds
        info = await sandbox.result("getWebhookInfo")
        assert info["last_error_message"] == (
            "Wrong response from the webhook: 500 Internal Server Error"
        )
        assert info["pending_update_count"] == 1
        bot.answers = lambda _: httpx.Response(204)
        await sandbox.post("clock", advance=16)
        await settled()
        assert (await sandbox.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_retry_after_sets_the_delay() -> None:
    bot = Bot(lambda _: httpx.Response(503, headers={"retry-after": "50"}))
    async with a_world_with(bot) as sandbox:
        await sandbox.result("setWebhook", url=URL)
        await sandbox.person()
        await settled()
        assert len(bot.requests) == 1
        for seconds, tries in ((49, 1), (1, 2)):
            await sandbox.post("clock", advance=seconds)
            await settled()
            assert len(bot.requests) == tries


async def test_a_failed_update_blocks_its_own_chat_only() -> None:
    bot = Bot(lambda u: httpx.Response(500 if u["message"]["text"] == "stuck" else 200))
    async with a_world_with(bot) as sandbox:
        alex, bo = await sandbox.person(), await sandbox.person("Bo")
        await sandbox.result("setWebhook", url=URL, drop_pending_updates=True)
        await sandbox.post(f"users/{alex}/text", text="stuck")
        await sandbox.post(f"users/{alex}/text", text="after")
        await sandbox.post(f"users/{bo}/text", text="free")
        await settled()
        assert "free" in bot.texts
        assert "after" not in bot.texts
        bot.answers = lambda _: httpx.Response(200)
        await sandbox.post("clock", advance=2)
        await settled()
        assert bot.texts[-2:] == ["stuck", "after"]


async def test_an_answer_may_contain_a_call() -> None:
    def answers(update: dict[str, Any]) -> httpx.Response:
        chat = update["message"]["chat"]["id"]
        return httpx.Response(200, json={"method": "sendMessage", "chat_id": chat, "text": "hi"})

    async with a_world_with(Bot(answers)) as sandbox:
        await sandbox.result("setWebhook", url=URL)
        alex = await sandbox.person()
        await settled()
        assert (await sandbox.get(f"users/{alex}/messages"))[-1]["text"] == "hi"


async def test_an_expired_update_is_dropped() -> None:
    bot = Bot(lambda _: httpx.Response(503, headers={"retry-after": "3600"}))
    async with a_world_with(bot) as sandbox:
        await sandbox.result("setWebhook", url=URL)
        await sandbox.person()
        await settled()
        await sandbox.post("clock", advance=timedelta(hours=23, minutes=30).total_seconds())
        await settled()
        assert (await sandbox.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_webhook_that_answers_gone_for_a_day_is_removed() -> None:
    bot = Bot(lambda _: httpx.Response(410))
    async with a_world_with(bot) as sandbox:
        await sandbox.result("setWebhook", url=URL)
        await sandbox.person()
        await settled()
        await sandbox.post("clock", advance=timedelta(hours=23, seconds=1).total_seconds())
        await settled()
        assert (await sandbox.result("getWebhookInfo"))["url"] == ""


async def test_polling_and_webhooks_exclude_each_other() -> None:
    async with a_world_with(Bot()) as sandbox:
        polling = asyncio.create_task(sandbox.refusal("getUpdates", timeout=50))
        await settled()
        await sandbox.result("setWebhook", url=URL)
        assert await polling == (409, "Conflict: terminated by setWebhook request")
        assert await sandbox.refusal("getUpdates") == (
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
        words = [(await sandbox.call("setWebhook", url=URL))["description"]]
        words += [(await sandbox.call("deleteWebhook"))["description"] for _ in range(2)]
        assert words == [
            "Webhook is already set",
            "Webhook was deleted",
            "Webhook is already deleted",
        ]
        assert await sandbox.result("getUpdates") == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "ftp://x.com"}, "invalid webhook URL specified"),
        ({"url": "http://x.com/h"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://x.com:8444/h"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": URL, "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": URL, "secret_token": "ä"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(
    sandbox: Sandbox, params: dict[str, str], words: str
) -> None:
    assert await sandbox.refusal("setWebhook", **params) == (400, f"Bad Request: {words}")
