"""Sessions, their logs, and when their cards change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.routines.exercises import Dose
from bot.domain.session.session import Ending, Outcome, Session, SessionId, Standstill
from bot.storage.core.database import Database
from bot.storage.core.errors import VersionConflict
from tests.storage.builders import (
    ADA,
    BEN,
    NOW,
    a_line,
    a_past_session,
    a_person,
    a_session,
    an_item,
    keep,
)

SOON = NOW + timedelta(seconds=5)
DAY = date(2026, 3, 2)


@pytest.fixture
async def known(database: Database) -> Database:
    """A database that knows Ada and Ben."""
    await keep(database, a_person(), a_person(BEN))
    return database


def _next(session: Session, **changes: object) -> Session:
    return replace(session, version=session.version + 1, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "session",
    [
        a_session(),
        a_session(items=(), log=(), version=7),
        a_session(
            item=1,
            segment=3,
            still=Standstill.HURT,
            still_at=SOON,
            ending=Ending.SYMPTOMS,
            ended_at=SOON,
            log=tuple(map(a_line, range(5), Outcome)),
            card=2**40,
            shown_item=1,
            shown_picture="knee-hug/loop",
        ),
    ],
    ids=["fresh", "empty", "everything"],
)
async def test_a_session_is_loaded_as_saved(known: Database, session: Session) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(replace(session, id=SessionId(99)), NOW)
        assert kept == replace(session, id=kept.id)
        assert kept.id != 99
        assert await uow.sessions.get(kept.id) == kept
        assert await uow.sessions.get(SessionId(kept.id + 1)) is None


async def test_a_press_is_saved_with_its_log(known: Database) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(), NOW)
        easier = (an_item(dose=Dose(10), easier=True), an_item("sphinx"))
        second = _next(kept, item=1, items=easier, log=(a_line(0),))
        await uow.sessions.save(second, SOON)
        assert await uow.sessions.get(kept.id) == second
        third = _next(second, item=2, log=(a_line(0), a_line(1, Outcome.SKIPPED)))
        await uow.sessions.save(third, SOON)
        assert await uow.sessions.get(kept.id) == third


async def test_going_back_removes_lines_so_an_exercise_can_be_logged_again(
    known: Database,
) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(log=(a_line(0), a_line(1))), NOW)
        back = _next(kept, item=1, log=(a_line(0),))
        await uow.sessions.save(back, SOON)
        assert await uow.sessions.get(kept.id) == back
        again = _next(back, log=(a_line(0), a_line(1, Outcome.EASIER)))
        await uow.sessions.save(again, SOON)
        assert await uow.sessions.get(kept.id) == again
        other = _next(again, log=(a_line(0), a_line(1, Outcome.SKIPPED)))
        await uow.sessions.save(other, SOON)
        assert await uow.sessions.get(kept.id) == other


@pytest.mark.parametrize("version", [0, 1, 3])
async def test_a_state_that_does_not_follow_is_refused(known: Database, version: int) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(), NOW)
        second = _next(kept)
        await uow.sessions.save(second, SOON)
        with pytest.raises(VersionConflict):
            await uow.sessions.save(replace(second, version=version, log=(a_line(),)), None)
        assert await uow.sessions.get(kept.id) == second


async def test_of_two_presses_at_once_only_one_counts(database_url: str) -> None:
    first, second = await Database.open(database_url), await Database.open(database_url)
    await keep(first, a_person())
    async with first.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(), NOW)
        await uow.commit()
    async with second.unit_of_work() as uow:
        await uow.sessions.save(_next(kept, segment=1), SOON)
        await uow.commit()
    async with first.unit_of_work() as uow:
        with pytest.raises(VersionConflict):
            await uow.sessions.save(_next(kept, segment=2), SOON)
    await first.close()
    await second.close()


async def test_the_card_changes_no_version_and_a_save_leaves_the_card(known: Database) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(), NOW)
        await uow.sessions.set_card(kept.id, 321, 1, "hug/loop")
        shown = replace(kept, card=321, shown_item=1, shown_picture="hug/loop")
        assert await uow.sessions.get(kept.id) == shown
        await uow.sessions.save(_next(kept), SOON)
        assert await uow.sessions.get(kept.id) == _next(shown)
        await uow.sessions.set_card(kept.id, None, 0)
        assert await uow.sessions.get(kept.id) == _next(kept, card=None, shown_item=0)


async def test_cards_that_change_now_are_due_in_order(known: Database) -> None:
    async with known.unit_of_work() as uow:
        assert await uow.sessions.next_due() is None
        late = await uow.sessions.add(a_session(log=(a_line(),)), SOON)
        early = await uow.sessions.add(a_session(BEN), NOW)
        await uow.sessions.add(a_past_session(), None)
        assert await uow.sessions.next_due() == NOW
        assert await uow.sessions.due(NOW - timedelta(seconds=1), 10) == {}
        assert await uow.sessions.due(NOW, 10) == {early.id: BEN}
        assert await uow.sessions.due(SOON, 10) == {early.id: BEN, late.id: ADA}
        assert await uow.sessions.due(SOON, 1) == {early.id: BEN}
        assert await uow.sessions.still_due([late.id], NOW) == frozenset()
        assert await uow.sessions.still_due([early.id, late.id], SOON) == {early.id, late.id}


async def test_a_session_that_ended_is_due_until_its_end_is_shown(known: Database) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(), NOW)
        await uow.sessions.settle(kept.id)
        assert await uow.sessions.next_due() == NOW, "a session in progress is not settled"
        ended = _next(kept, ending=Ending.FINISHED, ended_at=NOW)
        await uow.sessions.save(ended, NOW)
        assert await uow.sessions.due(NOW, 10) == {kept.id: ADA}
        await uow.sessions.settle(kept.id, len(ended.items))
        assert await uow.sessions.due(NOW, 10) == {}
        assert await uow.sessions.next_due() is None


async def test_an_end_is_not_shown_again_after_a_late_card(known: Database) -> None:
    """Another process sent a card late; saving it must not make the end due again."""
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(), NOW)
        await uow.sessions.set_card(kept.id, 321, 1)
        ended = _next(kept, ending=Ending.FINISHED, ended_at=NOW)
        await uow.sessions.save(ended, NOW)
        await uow.sessions.settle(kept.id, len(ended.items))
        await uow.sessions.set_card(kept.id, 322, 1, "hug/loop")
        found = await uow.sessions.get(kept.id)
        assert found == replace(ended, card=321, shown_item=len(ended.items))
        assert found is not None
        assert found.end_was_shown


async def test_the_active_session_is_the_one_that_has_not_ended(known: Database) -> None:
    async with known.unit_of_work() as uow:
        assert await uow.sessions.active(ADA) is None
        assert await uow.sessions.latest(ADA) is None
        past = await uow.sessions.add(a_past_session(), NOW)
        in_work = await uow.sessions.add(a_session(began_at=SOON), NOW)
        assert await uow.sessions.active(ADA) == in_work
        assert await uow.sessions.count_active() == 1
        ended = _next(in_work, ending=Ending.LEFT, ended_at=SOON)
        await uow.sessions.save(ended, None)
        assert await uow.sessions.active(ADA) is None
        assert await uow.sessions.active(BEN) is None
        assert await uow.sessions.latest(ADA) == ended
        assert await uow.sessions.count_active() == 0
        await uow.sessions.remove(ADA, ended.id)
        assert await uow.sessions.latest(ADA) == past


async def test_nobody_has_two_active_sessions(known: Database) -> None:
    async with known.unit_of_work() as uow:
        first = await uow.sessions.add(a_session(), NOW)
        with pytest.raises(VersionConflict):
            await uow.sessions.add(a_session(began_at=SOON, log=(a_line(),)), NOW)
        assert await uow.sessions.active(ADA) == first
        await uow.sessions.add(a_session(BEN), NOW)
        assert await uow.sessions.count_active() == 2


async def test_a_day_is_done_when_one_exercise_counts(known: Database) -> None:
    async with known.unit_of_work() as uow:
        for offset, outcome in enumerate(Outcome):
            day = DAY + timedelta(days=offset)
            log = (a_line(0, outcome), a_line(1, Outcome.STOPPED))
            await uow.sessions.add(a_past_session(day=day, log=log), None)
        await uow.sessions.add(a_session(BEN, day=date(2026, 5, 1), log=(a_line(),)), None)
        assert await uow.sessions.done_days(ADA) == {DAY, DAY + timedelta(days=1)}


async def test_sessions_are_found_by_day_and_by_age(known: Database) -> None:
    async with known.unit_of_work() as uow:
        first = await uow.sessions.add(a_past_session(log=(a_line(),)), None)
        second = await uow.sessions.add(a_past_session(began_at=SOON), None)
        third = await uow.sessions.add(
            a_session(began_at=SOON + timedelta(days=1), day=DAY + timedelta(days=1)), None
        )
        assert await uow.sessions.of_day(ADA, DAY) == (first, second)
        assert await uow.sessions.history(ADA) == (third, second, first)
        assert await uow.sessions.history(ADA, limit=1) == (third,)
        assert await uow.sessions.of_day(BEN, DAY) == ()


async def test_the_id_of_a_deleted_session_is_never_reused(known: Database) -> None:
    async with known.unit_of_work() as uow:
        old = await uow.sessions.add(a_session(), NOW)
        await uow.people.forget(ADA)
        assert (await uow.sessions.add(a_session(BEN), NOW)).id > old.id


async def test_an_abandoned_session_blocks_nothing(known: Database) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(), NOW)
        await uow.sessions.abandon(kept.id, SOON)
        assert await uow.sessions.next_due() is None
        assert await uow.sessions.active(ADA) is None
        assert await uow.sessions.get(kept.id) == _next(kept, ending=Ending.LEFT, ended_at=SOON)
        over = await uow.sessions.add(a_past_session(), NOW)
        await uow.sessions.abandon(over.id, SOON)
        assert await uow.sessions.get(over.id) == _next(over)
