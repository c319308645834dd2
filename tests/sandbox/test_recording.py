"""A recording holds every call, and shows again what could be seen."""

from pathlib import Path

import pytest

from bot.sandbox import BadRecording, Recorder, replayed
from tests.sandbox.driver import Sandbox, a_sandbox, keyboard


async def a_talk(sandbox: Sandbox) -> int:
    """A person writes, the bot answers, edits, asks with a keyboard, and takes something back."""
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


async def test_what_was_seen_is_seen_again(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    recorder = Recorder(sandbox.world, path)
    ana = await a_talk(sandbox)
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


async def test_a_recording_goes_on_where_it_ended(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    for _ in range(2):
        recorder = Recorder(sandbox.world, path)
        await sandbox.result("getMe")
        recorder.close()
    assert [call.method for call in replayed(path).journal.after()] == ["getMe", "getMe"]


@pytest.mark.parametrize("line", ["no json", "[]", '{"n": 1}'])
def test_what_is_no_recording_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(BadRecording, match="line 1 of"):
        replayed(path)
