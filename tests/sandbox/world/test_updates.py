"""The queue of updates: order, lifetimes, and the allowed kinds."""

from datetime import timedelta

from bot.sandbox.world.updates import UpdateQueue
from tests.sandbox.driver import NOON


def test_ids_keep_growing_after_clear() -> None:
    queue = UpdateQueue(7)
    queue.put("message", {}, NOON)
    queue.clear()
    later = queue.put("message", {}, NOON)
    assert later is not None
    assert later.id == 8


def test_a_button_press_expires_sooner_than_a_message() -> None:
    queue = UpdateQueue(1)
    queue.put("callback_query", {}, NOON)
    queue.put("message", {}, NOON)
    after = NOON + timedelta(seconds=151)
    assert [update.kind for update in queue.waiting(after)] == ["message"]
    assert queue.waiting(NOON + timedelta(hours=25)) == []


def test_unwanted_kinds_are_never_queued() -> None:
    queue = UpdateQueue(1)
    assert queue.put("message_reaction", {}, NOON) is None
    queue.allow(["message_reaction"])
    assert queue.put("message", {}, NOON) is None
    assert queue.put("message_reaction", {}, NOON) is not None
    queue.allow([])
    assert queue.put("message", {}, NOON) is not None


def test_a_negative_offset_keeps_the_last_few() -> None:
    queue = UpdateQueue(1)
    for _ in range(5):
        queue.put("message", {}, NOON)
    queue.confirm(-2)
    assert [update.id for update in queue.waiting(NOON)] == [4, 5]
