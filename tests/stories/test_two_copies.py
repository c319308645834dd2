"""Two instances of the bot on one PostgreSQL database, used concurrently."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.people.person import PersonId, SafetyHold
from bot.services.seen_updates import LEASE
from tests.stories.copies import Copies, some_copies
from tests.stories.story import Chatter, text_of


@pytest.fixture
async def copies(tmp_path: Path, postgresql_url: str) -> AsyncIterator[Copies]:
    """Yield two instances, and a person who has joined."""
    async with some_copies(tmp_path, postgresql_url) as made:
        yield made


@pytest.fixture
async def ana(copies: Copies) -> Chatter:
    """Return the person who has joined."""
    (person,) = (await copies.story.http.get("/sim/users")).json()
    return Chatter(copies.story, person["id"])


async def opens_symptoms(copies: Copies, ana: Chatter) -> None:
    """Open the settings and the emergency list in the person's chat."""
    for command in ("/settings", "/symptoms"):
        assert await copies.copies[0].brought(await copies.text(ana, command)) == 200
        await copies.settles()


@pytest.mark.parametrize("late", ["answerCallbackQuery", None])
async def test_symptoms_reported_to_one_copy_survive_a_setting_changed_on_the_other(
    copies: Copies, ana: Chatter, late: str | None
) -> None:
    """The setting arrives first and is held back. In any order, the safety hold must remain."""
    first, second = copies.copies
    await opens_symptoms(copies, ana)
    still = await copies.press(ana, "Keep pictures still")
    yes = await copies.press(ana, "Yes, one of these")
    if late:
        first.connection.hold_back(late)
    changing = asyncio.create_task(first.brought(still))
    if late:
        async with asyncio.timeout(10):
            await first.connection.reached[late].wait()
    telling = asyncio.create_task(second.brought(yes))
    assert await telling == 200
    await second.limber.settle()
    if late:
        first.connection.release(late)
    assert await changing == 200
    await copies.settles()

    await first.brought(await copies.text(ana, "/today"))
    await copies.settles()
    assert "checked" in " ".join(await ana.labels()), await ana.reads()
    person = await first.limber.services.people.find(PersonId(ana.id))
    assert person is not None
    assert (person.hold, person.motion) == (SafetyHold.RED, False)


async def notes(copies: Copies, ana: Chatter) -> list[int | None]:
    """Return the back scores of the person's pain notes, the newest first."""
    async with copies.copies[0].limber.database.unit_of_work() as uow:
        return [note.back for note in await uow.pain.of(PersonId(ana.id))]


async def test_an_update_delivered_to_both_copies_saves_one_note(
    copies: Copies, ana: Chatter
) -> None:
    first, second = copies.copies
    for score in range(1, 9):
        update = await copies.text(ana, f"/pain {score}")
        statuses = await asyncio.gather(first.brought(update), second.brought(update))
        assert set(statuses) <= {200, 503}
        assert 200 in statuses
    assert await notes(copies, ana) == [8, 7, 6, 5, 4, 3, 2, 1]
    assert len(await questions(ana)) == 8, "each question was shown once"


async def questions(ana: Chatter) -> list[str]:
    return [text_of(each) for each in await ana.from_bot() if "leg" in text_of(each)]


async def test_an_update_in_progress_on_another_copy_is_refused(
    copies: Copies, ana: Chatter
) -> None:
    first, second = copies.copies
    first.connection.hold_back("sendMessage")
    update = await copies.text(ana, "/pain 5")
    under_way = asyncio.create_task(first.brought(update))
    async with asyncio.timeout(10):
        await first.connection.reached["sendMessage"].wait()
    assert await second.brought(update) == 503
    first.connection.release("sendMessage")
    assert await under_way == 200
    await first.limber.webhook_receiver.finish()
    assert await second.brought(update) == 200
    assert await notes(copies, ana) == [5]


async def test_killing_a_copy_neither_loses_nor_repeats_notes(copies: Copies, ana: Chatter) -> None:
    """The copy has saved the note, and dies before it has shown the next question."""
    first, second = copies.copies
    first.connection.hold_back("sendMessage")
    updates = [await copies.text(ana, f"/pain {score}") for score in (1, 2, 3)]
    under_way = [asyncio.create_task(first.brought(updates[0]))]
    async with asyncio.timeout(10):
        await first.connection.reached["sendMessage"].wait()
        for update in updates[1:]:
            under_way.append(asyncio.create_task(first.brought(update)))
            await first.takes(update)
    assert await notes(copies, ana) == [1], "the others are waiting"
    assert not any(each.done() for each in under_way)
    first.dies()

    story = copies.story
    assert [await second.brought(each) for each in updates] == [503] * 3, "it may still be running"
    await story.http.post("/sim/clock", json={"advance": 2 * LEASE.total_seconds()})
    assert [await second.brought(each) for each in updates] == [200] * 3
    assert await notes(copies, ana) == [3, 2, 1]
    first.connection.release("sendMessage")
    await asyncio.gather(*under_way)
    assert await notes(copies, ana) == [3, 2, 1], "also if the copy only was asleep"
