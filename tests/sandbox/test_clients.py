"""Two client libraries run the same script, and get the same refusals in the same words."""

import asyncio
from typing import Any

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from telegram.error import NetworkError

from bot.sandbox.bot_api import method_names
from tests.sandbox.clients import LIBRARIES, File, Unrefused
from tests.sandbox.driver import Sandbox, a_sandbox
from tests.sandbox.fixtures import a_scene
from tests.sandbox.refusals import REFUSALS
from tests.sandbox.script import run_script

LEAST_STEPS = 40
NETWORK = (NetworkError, TelegramNetworkError, ClientDecodeError)
either = pytest.mark.parametrize("library", LIBRARIES)


@either
async def test_a_bot_of_either_library_runs_the_whole_script(
    sandbox: Sandbox, library: Any
) -> None:
    async with library(sandbox) as client:
        await run_script(client, sandbox)
    calls = await sandbox.get("calls")
    assert [call["method"] for call in calls if call["status"] != 200] == []
    assert {call["method"] for call in calls} == set(method_names())
    assert len(calls) > LEAST_STEPS


@either
async def test_either_library_reports_every_refusal(sandbox: Sandbox, library: Any) -> None:
    scene = await a_scene(sandbox)
    differing = []
    async with library(sandbox) as client:
        for case, refusals in REFUSALS.items():
            for refusal in refusals:
                if refusal.before:
                    await refusal.before(scene)
                files = {name: File(name, data) for name, data in refusal.files.items()}
                told = await client.refusal(refusal.method, **refusal.params(scene), **files)
                # One of the libraries changes the case of descriptions.
                meant = (refusal.code, refusal.description.casefold())
                if (told[0], told[1].casefold()) != meant:
                    differing.append((case, meant, told))
                await scene.undo_changes()
    assert differing == []


@either
async def test_one_of_two_pollers_is_stopped(sandbox: Sandbox, library: Any) -> None:
    words = "Conflict: terminated by other getUpdates request; make sure that only one bot "
    async with library(sandbox) as client:
        pollers = [asyncio.create_task(client.refusal("getUpdates", timeout=20)) for _ in "ab"]
        (gone,), (left,) = await asyncio.wait(pollers, return_when=asyncio.FIRST_COMPLETED)
        assert await gone == (409, f"{words}instance is running")
        await sandbox.person()
        with pytest.raises(Unrefused):
            await left


@either
async def test_a_wrong_token_is_refused(library: Any) -> None:
    async with a_sandbox(token="1:other") as sandbox, library(sandbox) as client:
        assert await client.refusal("getMe") == (401, "Unauthorized")


@either
@pytest.mark.parametrize(
    ("fault", "sent"),
    [({"status": 502}, 0), ({"drop": "before"}, 0), ({"drop": "after"}, 1)],
)
async def test_either_library_reports_a_lost_answer_as_a_network_error(
    sandbox: Sandbox, library: Any, fault: dict[str, Any], sent: int
) -> None:
    alex = await sandbox.person()
    await sandbox.post("faults", method="sendMessage", times=1, **fault)
    async with library(sandbox) as client:
        with pytest.raises(NETWORK):
            await client.call("sendMessage", chat_id=alex, text="x")
        chat = await sandbox.get(f"users/{alex}/messages")
        assert sum(message["from"] == "bot" for message in chat) == sent
        await client.call("sendMessage", chat_id=alex, text="x")
