"""The pain diary."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.pain import PainNote
from bot.storage.database import Database
from tests.storage.builders import ADA, BEN, NOW, a_person, a_workout, keep

DAY = date(2026, 3, 2)


async def test_scores_come_back_the_newest_first(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        workout = await uow.workouts.add(a_workout(), NOW)
        notes = [
            PainNote(ADA, NOW, DAY, 0, workout.id),
            PainNote(ADA, NOW, DAY, 10),
            PainNote(ADA, NOW - timedelta(days=1), DAY - timedelta(days=1), 4),
        ]
        for note in notes:
            await uow.pain.add(note)
        assert await uow.pain.of(ADA) == (notes[1], notes[0], notes[2])
        assert await uow.pain.of(ADA, limit=1) == (notes[1],)
        assert await uow.pain.of(BEN) == ()


@pytest.mark.parametrize("score", [-1, 11])
async def test_a_score_that_cannot_be_is_a_bug(database: Database, score: int) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        with pytest.raises(IntegrityError) as caught:
            await uow.pain.add(PainNote(ADA, NOW, DAY, score))
    assert str(ADA) not in str(caught.value).split("DETAIL")[0]
