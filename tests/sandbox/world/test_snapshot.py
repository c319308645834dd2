"""A world is the same after saving and loading."""

import json
from datetime import timedelta

import pytest

from bot.sandbox import MovableClock, World
from bot.sandbox.world import user_actions
from tests.sandbox.driver import TOKEN, StandingClock, a_png, a_sandbox, keyboard


async def a_world_in_use() -> World:
    async with a_sandbox() as sandbox:
        alex = await sandbox.person()
        sent = await sandbox.result(
            "sendMessage", chat_id=alex, text="hi", reply_markup=keyboard([("Go", "go")])
        )
        await sandbox.post(f"users/{alex}/press", message_id=sent["message_id"], button="Go")
        await sandbox.result("setMyCommands", commands=[{"command": "go", "description": "on"}])
        await sandbox.result("pinChatMessage", chat_id=alex, message_id=sent["message_id"])
        await sandbox.http.post(
            f"/bot{TOKEN}/sendPhoto", data={"chat_id": alex}, files={"photo": ("p.png", a_png())}
        )
        return sandbox.world


async def test_everything_is_restored() -> None:
    world = await a_world_in_use()
    paper = json.loads(json.dumps(world.snapshot()))
    again = World.restore(paper, StandingClock())
    assert again.snapshot() == world.snapshot()
    assert [u.kind for u in again.updates] == ["message", "callback_query"]
    assert next(iter(again.files)).data == a_png()


async def test_ids_continue_after_a_restore() -> None:
    world = await a_world_in_use()
    again = World.restore(world.snapshot(), StandingClock())
    person = next(iter(again.people.values()))
    newest = max(m.message_id for m in again.chat(person.id))
    assert user_actions.write(again, person, "more").message_id == newest + 1
    assert again.add_person("Bo").id == person.id + 1


def test_the_clock_keeps_its_offset() -> None:
    world = World(MovableClock(ahead=timedelta(days=3)))
    before = world.now()
    assert World.restore(world.snapshot()).now() >= before
    given = MovableClock()
    World.restore(world.snapshot(), given)
    assert given.ahead == timedelta(days=3)


def test_a_snapshot_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 99"):
        World.restore({**World().snapshot(), "version": 99})
