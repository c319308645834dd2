"""A sandbox with all that the refusal tests need: people, chats, messages, files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.sandbox.driver import TOKEN, Sandbox, a_png, as_json, keyboard

NOBODY = 424242
KINDS = ("group", "supergroup", "channel")
TEXT = "good morning"
BIG = 20 * 2**20 + 1


@dataclass(frozen=True)
class Scene:
    """Chats by id, messages of Alex's chat by message_id, files by file_id."""

    sandbox: Sandbox
    alex: int
    stranger: int
    blocker: int
    gone: int
    robot: int
    kicked: Mapping[str, int]
    left: Mapping[str, int]
    ended: int
    upgraded: int
    supergroup: int
    forum: int
    group: int
    theirs_in_group: int
    theirs_in_supergroup: int
    old: int
    mine: int
    text: int
    photo: int
    voice: int
    with_keys: int
    forwarded: int
    secret: int
    photo_file: str
    video_file: str
    gif_file: str
    document_file: str

    def big_file(self) -> str:
        """Return the file_id of a file that is too big to download."""
        files = self.sandbox.world.files
        return files.add("document", bytes(BIG), "big.bin", None).file_id

    async def use_up_flood_limit(self) -> None:
        """Use up the flood limit of Alex's chat: one message an hour."""
        await self.sandbox.post("limits", chat_per_second=1 / 3600)
        await self.sandbox.result("sendMessage", chat_id=self.alex, text="the last one")

    async def fail_next_call(self) -> None:
        """Make the next call fail with a 500, as during a restart."""
        await self.sandbox.post("faults", method="*", times=1, status=500)

    async def set_webhook(self) -> None:
        """Set a webhook, with no updates pending."""
        await self.sandbox.result("getUpdates", offset=-1)
        newest = (await self.sandbox.result("getUpdates"))[-1]["update_id"]
        await self.sandbox.result("getUpdates", offset=newest + 1)
        await self.sandbox.result("setWebhook", url="http://127.0.0.1:9/")

    async def undo_changes(self) -> None:
        """Undo the three changes above."""
        await self.sandbox.http.request("DELETE", "/sim/faults")
        await self.sandbox.post("limits")
        await self.sandbox.result("deleteWebhook")


async def a_scene(sandbox: Sandbox) -> Scene:
    """Create everything, on the third day."""
    alex = await sandbox.person()
    old = await _sent(sandbox, alex, "from long ago")
    await sandbox.post("clock", advance=timedelta(days=2).total_seconds())
    written = await sandbox.post(f"users/{alex}/text", text="mine")
    text = await _sent(sandbox, alex, TEXT, reply_markup=keyboard([("Go", "go")]))
    forwarded = {"chat_id": alex, "from_chat_id": alex, "message_id": text}
    photo, video, gif, document, voice = [
        await upload(sandbox, f"send{kind.capitalize()}", {kind: data}, chat_id=alex)
        for kind, data in _FILES.items()
    ]
    group, there = await _with_a_message(sandbox, alex, "group")
    supergroup, over_there = await _with_a_message(sandbox, alex, "supergroup")
    return Scene(
        sandbox,
        alex,
        stranger=(await sandbox.post("users", first_name="Bo"))["id"],
        blocker=await _who(sandbox, "block"),
        gone=await _who(sandbox, "deactivate"),
        robot=(await sandbox.post("users", first_name="Robot", is_bot=True))["id"],
        kicked={kind: await _kicked(sandbox, alex, kind) for kind in KINDS},
        left={kind: await _left(sandbox, alex, kind) for kind in KINDS},
        ended=await _ended(sandbox, alex),
        upgraded=await _upgraded(sandbox, alex),
        supergroup=supergroup,
        forum=await _group(sandbox, alex, "supergroup", is_forum=True),
        group=group,
        theirs_in_group=there,
        theirs_in_supergroup=over_there,
        old=old,
        mine=written["message_id"],
        text=text,
        photo=photo["message_id"],
        voice=voice["message_id"],
        with_keys=await _sent(sandbox, alex, "keys", reply_markup={"keyboard": [["a"]]}),
        forwarded=(await sandbox.result("forwardMessage", **forwarded))["message_id"],
        secret=await _sent(sandbox, alex, "secret", protect_content=True),
        photo_file=photo["photo"][-1]["file_id"],
        video_file=video["video"]["file_id"],
        gif_file=gif["animation"]["file_id"],
        document_file=document["document"]["file_id"],
    )


_FILES = {
    "photo": a_png(),
    "video": b"\x00\x00\x00\x08ftypisom",
    "animation": b"GIF89a\x01\x00\x01\x00",
    "document": b"hello",
    "voice": b"OggS",
}


async def upload(
    sandbox: Sandbox, method: str, files: Mapping[str, bytes], **params: Any
) -> dict[str, Any]:
    """Make a call with file parts; return the result, or the whole answer of a refused call."""
    plain = {k: v if isinstance(v, str | int) else as_json(v) for k, v in params.items()}
    parts = {name: (f"{name}.bin", data) for name, data in files.items()}
    answer = await sandbox.http.post(f"/bot{TOKEN}/{method}", data=plain, files=parts)
    body: dict[str, Any] = answer.json()
    found: dict[str, Any] = body["result"] if body["ok"] else body
    return found


async def _sent(sandbox: Sandbox, chat_id: int, text: str, **params: Any) -> int:
    sent = await sandbox.result("sendMessage", chat_id=chat_id, text=text, **params)
    return int(sent["message_id"])


async def _who(sandbox: Sandbox, does: str) -> int:
    person = await sandbox.person("Cleo")
    await sandbox.post(f"users/{person}/{does}")
    return person


async def _group(sandbox: Sandbox, person: int, kind: str, **fields: Any) -> int:
    made = await sandbox.post("groups", title="Office", members=[person], kind=kind, **fields)
    return int(made["id"])


async def _with_a_message(sandbox: Sandbox, person: int, kind: str) -> tuple[int, int]:
    group = await _group(sandbox, person, kind)
    written = await sandbox.post(f"users/{person}/text", chat_id=group, text="/start")
    return group, int(written["message_id"])


async def _kicked(sandbox: Sandbox, person: int, kind: str) -> int:
    group = await _group(sandbox, person, kind)
    await sandbox.post(f"groups/{-group}/bot", user_id=person, standing="kicked")
    return group


async def _left(sandbox: Sandbox, person: int, kind: str) -> int:
    group = await _group(sandbox, person, kind)
    await sandbox.result("leaveChat", chat_id=group)
    return group


async def _ended(sandbox: Sandbox, person: int) -> int:
    group = await _group(sandbox, person, "group")
    await sandbox.post(f"groups/{-group}/delete")
    return group


async def _upgraded(sandbox: Sandbox, person: int) -> int:
    group = await _group(sandbox, person, "group")
    await sandbox.post(f"groups/{-group}/upgrade", user_id=person)
    return group
