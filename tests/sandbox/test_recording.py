"""A recording contains every call, and restores the visible chats."""

from pathlib import Path

import pytest

from bot.sandbox import BadRecording, Recorder, replayed
from tests.sandbox.driver import Sandbox, a_sandbox, keyboard


async def a_conversation(sandbox: Sandbox) -> int:
    """Play a chat with edits, keyboards, a deletion and a refusal; return the person's id."""
    ana = await sandbox.person("Ana")
    await sandbox.result("getUpdates")
    keys = keyboard([("Go", "go")])
    sent = await sandbox.result("sendMessage", chat_id=ana, text="Ready?", reply_markup=keys)
    here = {"chat_id": ana, "message_id": sent["message_id"]}
    await sandbox.result("editMessageText", **here, text="<b>Done</b>", parse_mode="HTML")
    await sandbox.result(
        "sendMessage", chat_id=ana, text="Where?", reply_markup={"keyboard": [[{"text": "Here"}]]}
    )
    gone = await sandbox.result("sendMessage", chat_id=ana, text="oops")
    await sandbox.result("deleteMessage", chat_id=ana, message_id=gone["message_id"])
    await sandbox.refusal("sendMessage", chat_id=ana, text="")
    return ana


async def test_a_replay_shows_the_same_calls_and_chats(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    recorder = Recorder(sandbox.world, path)
    ana = await a_conversation(sandbox)
    recorder.close()
    await sandbox.result("getMe")
    calls = (await sandbox.get("calls"))[:-1]
    chat = await sandbox.get(f"users/{ana}/messages")
    async with a_sandbox(world=replayed(path)) as again:
        assert await again.get("calls") == calls
        shown = await again.get(f"users/{ana}/messages")
        assert [(m["message_id"], m["from"], m["deleted"]) for m in shown] == [
            (m["message_id"], m["from"], m["deleted"]) for m in chat
        ]
        assert [m.get("text") for m in shown] == ["/start", "Done", "Where?", None]
        assert shown[2]["reply_keyboard"] == [[{"text": "Here"}]]
        await again.result("sendMessage", chat_id=ana, text="and on")
        assert (await again.get("calls"))[-1]["n"] == calls[-1]["n"] + 1


async def test_a_recording_is_appended_to(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    for _ in range(2):
        recorder = Recorder(sandbox.world, path)
        await sandbox.result("getMe")
        recorder.close()
    assert [call.method for call in replayed(path).journal.after()] == ["getMe", "getMe"]


@pytest.mark.parametrize("line", ["no json", "[]", '{"n": 1}'])
def test_an_invalid_recording_is_reported_with_the_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(BadRecording, match="line 1 of"):
        replayed(path)
