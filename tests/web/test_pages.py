"""The health and metrics endpoints."""

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.web import Health, WebDependencies, create_app
from bot.web.app import OLDEST_RUN
from tests.web.conftest import Bot


async def test_a_healthy_bot_reports_success(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"live": True, "ready": True, "last_run_age": 0.5, "data": True}


@pytest.mark.parametrize(
    ("health", "live"),
    [
        (Health(ready=False, last_run_age=None), True),
        (Health(ready=False, last_run_age=1.0), True),
        (Health(ready=True, last_run_age=OLDEST_RUN + 1), False),
        (Health(ready=True, last_run_age=1.0, data=False), True),
    ],
    ids=["starting", "stopping", "stuck", "without its file"],
)
async def test_an_unhealthy_bot_reports_what_is_wrong(
    client: httpx.AsyncClient, bot: Bot, health: Health, *, live: bool
) -> None:
    bot.health = health
    answer = await client.get("/healthz")
    assert answer.status_code == 503
    said = answer.json()
    assert (said["live"], said["ready"], said["last_run_age"]) == (
        live,
        health.ready,
        health.last_run_age,
    )


async def test_metrics_are_measured_on_request(client: httpx.AsyncClient, bot: Bot) -> None:
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert bot.measured == 1
    families = {family.name for family in text_string_to_metric_families(answer.text)}
    assert {"limber_reminders", "limber_queue", "limber_reminder_lag_seconds"} <= families


async def test_without_a_webhook_there_is_no_endpoint_for_updates(bot: Bot) -> None:
    app = create_app(WebDependencies(lambda: bot.health, bot.measure))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://limber") as client:
        assert (await client.post("/webhook")).status_code == 404
        assert (await client.get("/")).status_code == 404
