"""A dialogue survives a restart, and of two simultaneous answers only one counts."""

from dataclasses import replace

import pytest

from bot.domain.dialogs.conversation import Conversation, DialogName
from bot.domain.dialogs.registry import DIALOGS
from bot.storage.core.database import Database
from bot.storage.core.errors import VersionConflict
from tests.storage.builders import ADA, a_conversation, a_person, keep


async def _saved(database: Database, *dialogs: Conversation) -> None:
    async with database.unit_of_work() as uow:
        for conversation in dialogs:
            await uow.conversations.save(conversation)
        await uow.commit()


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_a_dialogue_is_loaded_as_saved(database: Database, dialog: DialogName) -> None:
    answers = {"times": ["07:30"], "days": [0, 1], "name": "Łódź", "yes": True, "none": None}
    conversation = a_conversation(dialog=dialog, step="kit", answers=answers, message=2**40)
    await keep(database, a_person())
    await _saved(database, conversation)
    async with database.unit_of_work() as uow:
        assert await uow.conversations.get(ADA) == conversation
        assert await uow.conversations.version(ADA) == 1


async def test_a_new_person_has_no_dialogue(database: Database) -> None:
    async with database.unit_of_work() as uow:
        assert await uow.conversations.get(ADA) is None
        assert await uow.conversations.version(ADA) == 0


async def test_each_step_follows_the_one_before(database: Database) -> None:
    await keep(database, a_person())
    await _saved(database, a_conversation(1), a_conversation(2, step="zone"))
    async with database.unit_of_work() as uow:
        assert await uow.conversations.get(ADA) == a_conversation(2, step="zone")


@pytest.mark.parametrize("version", [0, 1, 2, 4, 5])
async def test_a_step_that_does_not_follow_is_refused(database: Database, version: int) -> None:
    await keep(database, a_person())
    await _saved(database, a_conversation(1), a_conversation(2))
    async with database.unit_of_work() as uow:
        with pytest.raises(VersionConflict):
            await uow.conversations.save(a_conversation(version, step="other"))
        assert await uow.conversations.get(ADA) == a_conversation(2)


async def test_a_first_step_must_be_version_one(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        with pytest.raises(VersionConflict):
            await uow.conversations.save(a_conversation(2))


async def test_of_two_answers_at_once_only_one_counts(database_url: str) -> None:
    first, second = await Database.open(database_url), await Database.open(database_url)
    await keep(first, a_person())
    await _saved(first, a_conversation(1))
    async with first.unit_of_work() as uow:
        seen = await uow.conversations.get(ADA)
    assert seen is not None
    await _saved(second, replace(seen, step="zone", version=2))
    with pytest.raises(VersionConflict):
        await _saved(first, replace(seen, step="times", version=2))
    async with first.unit_of_work() as uow:
        assert await uow.conversations.get(ADA) == a_conversation(2, step="zone")
    await first.close()
    await second.close()


async def test_ending_a_dialogue_increments_its_version(database: Database) -> None:
    await keep(database, a_person())
    await _saved(database, a_conversation(1))
    async with database.unit_of_work() as uow:
        await uow.conversations.close(a_conversation(1))
        assert await uow.conversations.get(ADA) is None
        assert await uow.conversations.version(ADA) == 2
        with pytest.raises(VersionConflict):
            await uow.conversations.close(a_conversation(1))
        assert await uow.conversations.version(ADA) == 2
        await uow.conversations.save(a_conversation(3))
        assert await uow.conversations.get(ADA) == a_conversation(3)


async def test_the_message_is_saved_for_the_current_question_only(database: Database) -> None:
    await keep(database, a_person())
    await _saved(database, a_conversation(1), a_conversation(2))
    async with database.unit_of_work() as uow:
        await uow.conversations.set_message(ADA, 1, 111)
        assert await uow.conversations.get(ADA) == a_conversation(2)
        await uow.conversations.set_message(ADA, 2, 222)
        assert await uow.conversations.get(ADA) == a_conversation(2, message=222)
