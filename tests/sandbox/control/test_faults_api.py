"""Fault injection, flood limits, and the call journal."""

import httpx
import pytest

from bot.sandbox.bot_api.dispatch import AnswerLost
from tests.sandbox.driver import TOKEN, Sandbox


async def test_the_next_calls_fail_as_requested_and_then_no_more(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post("faults", method="sendMessage", times=2, retry_after=7)
    for _ in range(2):
        answer = await sandbox.http.post(
            f"/bot{TOKEN}/sendMessage", json={"chat_id": alex, "text": "x"}
        )
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "7"
        assert answer.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        }
    await sandbox.result("sendMessage", chat_id=alex, text="x")


async def test_a_fault_can_be_for_one_chat_and_be_removed(sandbox: Sandbox) -> None:
    alex, bo = await sandbox.person(), await sandbox.person("Bo")
    await sandbox.post("faults", method="*", chat_id=alex, times=9, status=500)
    await sandbox.result("sendMessage", chat_id=bo, text="x")
    (ordered,) = await sandbox.get("faults")
    assert (ordered["method"], ordered["times"], ordered["status"]) == ("*", 9, 500)
    refusal = await sandbox.refusal("sendMessage", chat_id=alex, text="x")
    assert refusal == (500, "Internal Server Error: restart")
    (left,) = await sandbox.get("faults")
    assert left["times"] == 8
    await sandbox.http.request("DELETE", "/sim/faults")
    assert await sandbox.get("faults") == []
    await sandbox.result("sendMessage", chat_id=alex, text="x")


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_failing_gateway_answers_with_an_html_page(sandbox: Sandbox, status: int) -> None:
    await sandbox.post("faults", method="getMe", times=1, status=status)
    answer = await sandbox.http.get(f"/bot{TOKEN}/getMe")
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    assert f"<title>{status} " in answer.text
    assert (await sandbox.get("calls"))[-1]["status"] == status
    await sandbox.post("faults", method="getMe", times=1, status=502, description="down")
    assert await sandbox.refusal("getMe") == (502, "down")


@pytest.mark.parametrize(("drop", "sent"), [("before", 0), ("after", 1)])
async def test_an_answer_can_be_lost_before_or_after_the_call_runs(
    sandbox: Sandbox, drop: str, sent: int
) -> None:
    alex = await sandbox.person()
    await sandbox.post("faults", method="sendMessage", times=1, drop=drop)
    with pytest.raises((AnswerLost, httpx.HTTPError)):
        await sandbox.call("sendMessage", chat_id=alex, text="x")
    chat = await sandbox.get(f"users/{alex}/messages")
    assert sum(m["from"] == "bot" for m in chat) == sent
    assert (await sandbox.get("calls"))[-1]["status"] == 0


async def test_flood_limits_apply_until_time_has_passed(sandbox: Sandbox) -> None:
    alex, bo = await sandbox.person(), await sandbox.person("Bo")
    await sandbox.post("limits", chat_per_second=1)
    sent = await sandbox.result("sendMessage", chat_id=alex, text="x")
    code, words = await sandbox.refusal(
        "editMessageText", chat_id=alex, message_id=sent["message_id"], text="y"
    )
    assert (code, words) == (429, "Too Many Requests: retry after 1")
    await sandbox.result("sendMessage", chat_id=bo, text="x")
    await sandbox.post("clock", advance=1)
    await sandbox.result("sendMessage", chat_id=alex, text="z")
    await sandbox.post("limits")
    await sandbox.result("sendMessage", chat_id=alex, text="z")


async def test_a_group_has_a_limit_per_minute_and_all_chats_one_per_second(
    sandbox: Sandbox,
) -> None:
    alex = await sandbox.person()
    group = (await sandbox.post("groups", title="Office", members=[alex]))["id"]
    await sandbox.post("limits", group_per_minute=20)
    for _ in range(20):
        await sandbox.result("sendMessage", chat_id=group, text="x")
    refusal = await sandbox.refusal("sendMessage", chat_id=group, text="x")
    assert refusal == (429, "Too Many Requests: retry after 3")
    await sandbox.result("sendMessage", chat_id=alex, text="x")
    await sandbox.post("clock", advance=3)
    await sandbox.result("sendMessage", chat_id=group, text="x")
    await sandbox.post("limits", overall_per_second=2)
    assert (await sandbox.get("limits"))["overall_per_second"] == 2
    for chat_id in (alex, group):
        await sandbox.result("sendMessage", chat_id=chat_id, text="x")
    assert (await sandbox.refusal("sendMessage", chat_id=alex, text="x"))[0] == 429


async def test_a_delayed_answer_arrives_late_and_complete(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    await sandbox.post("faults", method="sendMessage", times=1, delay=0.05)
    await sandbox.result("sendMessage", chat_id=alex, text="x")
    call = (await sandbox.get("calls"))[-1]
    assert (call["status"], call["ms"] >= 50) == (200, True)


async def test_the_journal_can_be_searched(sandbox: Sandbox) -> None:
    alex, bo = await sandbox.person(), await sandbox.person("Bo")
    for person in (alex, bo):
        await sandbox.result("sendMessage", chat_id=person, text="x")
    await sandbox.result("getMe")
    calls = await sandbox.get("calls")
    assert [call["n"] for call in calls] == [1, 2, 3]
    assert calls[0]["params"] == {"chat_id": alex, "text": "x"}
    assert calls[0]["response"]["result"]["text"] == "x"
    assert [c["n"] for c in await sandbox.get(f"calls?method=sendmessage&chat_id={bo}")] == [2]
    assert [c["n"] for c in await sandbox.get("calls?after=2")] == [3]
    assert [c["n"] for c in await sandbox.get("calls?newest=1")] == [3]


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"times": 0, "status": 500},
        {"status": 200},
        {"drop": "sometimes"},
        {"status": 500, "colour": "red"},
    ],
)
async def test_invalid_faults_are_refused(sandbox: Sandbox, fault: dict[str, object]) -> None:
    assert (await sandbox.error("faults", **fault))[0] == 400
