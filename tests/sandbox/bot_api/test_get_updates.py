"""getUpdates: confirming, waiting, and one request at a time."""

import asyncio

from bot.sandbox import close_waiting
from tests.sandbox.driver import TOKEN, Sandbox


async def run_pending_tasks() -> None:
    """Let requests in this process start, so that they wait before the test goes on."""
    for _ in range(30):
        await asyncio.sleep(0)


async def texts(sandbox: Sandbox, **params: object) -> list[str]:
    return [u["message"]["text"] for u in await sandbox.result("getUpdates", **params)]


async def test_updates_stay_until_they_are_confirmed(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post(f"users/{alex}/text", text="two")
    updates = await sandbox.result("getUpdates")
    assert updates[1]["update_id"] == updates[0]["update_id"] + 1
    assert await texts(sandbox) == ["/start", "two"]
    assert await texts(sandbox, offset=updates[0]["update_id"], limit=1) == ["/start"]
    assert await texts(sandbox, offset=updates[1]["update_id"]) == ["two"]
    assert await texts(sandbox) == ["two"]


async def test_a_negative_offset_forgets_all_but_the_last(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post(f"users/{alex}/text", text="two")
    assert await texts(sandbox, offset=-1) == ["two"]


async def test_bad_numbers_are_ignored(sandbox: Sandbox) -> None:
    await sandbox.person()
    assert await texts(sandbox, offset="x", limit=-5, timeout="soon") == ["/start"]


async def test_a_wait_ends_with_the_first_update(sandbox: Sandbox) -> None:
    waiting = asyncio.create_task(texts(sandbox, timeout=50))
    await run_pending_tasks()
    await sandbox.person()
    assert await waiting == ["/start"]


async def test_a_new_poller_replaces_the_old_one(sandbox: Sandbox) -> None:
    older = asyncio.create_task(sandbox.call("getUpdates", timeout=50))
    await run_pending_tasks()
    newer = asyncio.create_task(texts(sandbox, timeout=50))
    refused = await older
    assert (refused["error_code"], refused["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )
    await sandbox.person()
    assert await newer == ["/start"]


async def test_a_wait_ends_when_the_server_stops(sandbox: Sandbox) -> None:
    waiting = asyncio.create_task(sandbox.result("getUpdates", timeout=50))
    await run_pending_tasks()
    close_waiting(sandbox.app)
    assert await waiting == []


async def test_allowed_updates_are_kept_and_bad_values_ignored(sandbox: Sandbox) -> None:
    await sandbox.result("getUpdates", allowed_updates=["callback_query"])
    await sandbox.person()
    assert await texts(sandbox, allowed_updates="nonsense") == []
    await sandbox.result("getUpdates", allowed_updates=[])
    await sandbox.person("Bo")
    assert await texts(sandbox) == ["/start"]


async def test_deleting_the_webhook_can_drop_pending_updates(sandbox: Sandbox) -> None:
    await sandbox.person()
    assert (await sandbox.result("getWebhookInfo"))["pending_update_count"] == 1
    body = await sandbox.call("deleteWebhook", drop_pending_updates=True)
    assert body == {"ok": True, "result": True, "description": "Webhook is already deleted"}
    assert await texts(sandbox) == []


async def test_ids_keep_growing_after_a_reset(sandbox: Sandbox) -> None:
    await sandbox.person()
    before = (await sandbox.result("getUpdates"))[0]["update_id"]
    await sandbox.post("reset")
    assert await sandbox.get("users") == []
    await sandbox.person()
    assert (await sandbox.result("getUpdates"))[0]["update_id"] > before


async def test_a_method_works_in_any_case_and_with_get_or_post(sandbox: Sandbox) -> None:
    for verb, name in (("GET", "GETME"), ("POST", "getme"), ("POST", "test/getMe")):
        answer = await sandbox.http.request(verb, f"/bot{TOKEN}/{name}")
        assert answer.json()["result"]["id"] == 123456
