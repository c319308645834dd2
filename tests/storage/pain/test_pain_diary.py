"""The pain diary."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.pain.notes import PainNote, Reach, Taken
from bot.storage.core.database import Database
from tests.storage.builders import ADA, BEN, NOW, a_person, a_session, keep

DAY = date(2026, 3, 2)


async def test_notes_are_ordered_newest_first(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        session = await uow.sessions.add(a_session(), NOW)
        notes = [
            PainNote(ADA, NOW, DAY, 0, 3, Reach.FOOT, Taken.AFTER, session.id),
            PainNote(ADA, NOW, DAY, 10),
            PainNote(ADA, NOW - timedelta(days=1), DAY - timedelta(days=1), 4),
        ]
        for note in notes:
            await uow.pain.add(note)
        assert await uow.pain.of(ADA) == (notes[1], notes[0], notes[2])
        assert await uow.pain.of(ADA, limit=1) == (notes[1],)
        assert await uow.pain.of(ADA, since=DAY) == (notes[1], notes[0])
        assert await uow.pain.of(BEN) == ()


async def test_only_the_newest_note_of_a_session_is_completed(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        session = await uow.sessions.add(a_session(), NOW)
        later = NOW + timedelta(minutes=1)
        elsewhere = PainNote(ADA, later, DAY, 9)
        await uow.pain.add(PainNote(ADA, NOW, DAY, 4, taken=Taken.AFTER, session=session.id))
        await uow.pain.add(elsewhere)
        known = PainNote(ADA, later, DAY, 4, 2, Reach.THIGH, Taken.AFTER, session.id)
        await uow.pain.complete(known)
        assert await uow.pain.of(ADA) == (elsewhere, replace(known, at=NOW))


@pytest.mark.parametrize(("back", "leg"), [(-1, None), (11, 0), (None, -1), (0, 11)])
async def test_an_impossible_score_is_refused(
    database: Database, back: int | None, leg: int | None
) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        with pytest.raises(IntegrityError) as caught:
            await uow.pain.add(PainNote(ADA, NOW, DAY, back, leg))
    assert str(ADA) not in str(caught.value).split("DETAIL")[0]
