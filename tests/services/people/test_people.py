"""Two instances of the bot serve one person: one does not overwrite what the other wrote."""

from datetime import date, time, timedelta
from functools import partial

import pytest

from bot.domain.dialogs import effects
from bot.domain.dialogs.conversation import Effect, Keywords
from bot.domain.errors import HeldBack
from bot.domain.people.person import Bending, Pause, Person, PersonId, SafetyHold
from bot.domain.routines.exercises import ExerciseId, Place
from bot.services.broadcasts import Broadcasts
from bot.services.dialogs.effects import EffectContext, apply
from bot.services.people.people import People
from bot.services.ports import Gone, SendOutcome, SendSlot
from bot.services.reminders.reminder_actions import Reminders
from bot.services.session.sessions import Sessions
from bot.storage.core.database import Database
from bot.storage.core.errors import VersionConflict
from tests.builders import a_person
from tests.services.fakes import LIBRARY, Clock, NoBroadcasts, slot

ANA = PersonId(1)
WORDS = Keywords({}, frozenset(), frozenset(), frozenset(), {})
NEWS: list[Effect] = [
    effects.Consented(),
    effects.SetTimes((time(8),), None),
    effects.SetZone("Asia/Tokyo"),
    effects.ChangePerson({"places": frozenset({Place.BED})}),
    effects.ChangePerson({"bending": Bending.EASES}),
    effects.ChangePerson({"day_starts": time(4)}),
    effects.ChangePerson({"weekly_goal": 3}),
    effects.PauseFor(None),
    effects.NoSymptoms(),
]


async def read(database: Database) -> Person:
    async with database.unit_of_work() as uow:
        found = await uow.people.get(ANA)
    assert found is not None
    return found


async def held_elsewhere(database: Database) -> Person:
    """The person as this instance loaded them before another instance stored a safety hold."""
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person(id=ANA, pause=Pause(Clock().now())))
        await uow.commit()
    old = await read(database)
    async with database.unit_of_work() as uow:
        await uow.people.change(ANA, hold=SafetyHold.RED)
        await uow.commit()
    return old


async def test_switching_animations_off_with_stale_data_keeps_the_hold(database: Database) -> None:
    old = await held_elsewhere(database)
    await People(database.unit_of_work, Clock()).set_motion(old, motion=False)
    now = await read(database)
    assert (now.hold, now.motion) == (SafetyHold.RED, False)


async def test_ending_a_pause_with_stale_data_keeps_the_hold(database: Database) -> None:
    old = await held_elsewhere(database)
    await Reminders(database.unit_of_work, Clock()).resume(old)
    now = await read(database)
    assert (now.hold, now.pause) == (SafetyHold.RED, None)


async def test_no_session_begins_with_stale_data_after_symptoms_were_reported(
    database: Database,
) -> None:
    old = await held_elsewhere(database)
    sessions = Sessions(database.unit_of_work, Clock(), LIBRARY)
    with pytest.raises(HeldBack):
        await sessions.start_exercise(old, ExerciseId("cat-stretch"))
    async with database.unit_of_work() as uow:
        assert await uow.sessions.active(ANA) is None


async def test_no_answer_with_stale_data_lifts_a_hold(database: Database) -> None:
    old = await held_elsewhere(database)
    for effect in NEWS:
        async with database.unit_of_work() as uow:
            await apply(EffectContext(uow, old, Clock().now(), WORDS), effect)
            await uow.commit()
        assert (await read(database)).hold is SafetyHold.RED, effect


async def test_a_hold_is_stored_although_stale_data_already_has_one(
    database: Database,
) -> None:
    await held_elsewhere(database)
    old = await read(database)
    async with database.unit_of_work() as uow:
        await uow.people.change(ANA, hold=None)
        await apply(
            EffectContext(uow, old, Clock().now(), WORDS), effects.SafetyBlock(SafetyHold.RED)
        )
        await uow.commit()
    assert (await read(database)).hold is SafetyHold.RED


async def test_a_deleted_person_is_not_recreated_by_an_answer(database: Database) -> None:
    old = await held_elsewhere(database)
    async with database.unit_of_work() as uow:
        await uow.people.forget(ANA)
        await uow.commit()
    await People(database.unit_of_work, Clock()).set_motion(old, motion=False)
    await Reminders(database.unit_of_work, Clock()).resume(old)
    async with database.unit_of_work() as uow:
        with pytest.raises(VersionConflict):
            await apply(
                EffectContext(uow, old, Clock().now(), WORDS),
                effects.ChangePerson({"weekly_goal": 3}),
            )
    async with database.unit_of_work() as uow:
        assert await uow.people.ids() == ()


class Forgets(NoBroadcasts):
    """Deletes the person's data, and reports the bot as blocked, during a broadcast."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def announce(self, person: Person, text: str) -> SendSlot:
        return slot(partial(self._send, person))

    async def _send(self, person: Person) -> SendOutcome:
        async with self.database.unit_of_work() as uow:
            await uow.people.forget(person.id)
            await uow.commit()
        return Gone()


async def test_a_blocked_broadcast_does_not_recreate_a_deleted_person(
    database: Database,
) -> None:
    clock = Clock()
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person(id=ANA, joined_at=clock.now()))
        await uow.broadcasts.begin(ANA, "Hello", clock.now())
        await uow.commit()
    clock.moment += timedelta(seconds=1)
    await Broadcasts(database.unit_of_work, clock).send_due(Forgets(database))
    async with database.unit_of_work() as uow:
        assert await uow.people.ids() == ()


async def test_the_first_message_after_a_deletion_creates_a_newcomer(database: Database) -> None:
    people = People(database.unit_of_work, Clock())
    first = await people.meet(ANA, "Ana", "en")
    async with database.unit_of_work() as uow:
        await uow.people.change(ANA, hold=SafetyHold.RED, heard_on=date(2020, 1, 1))
        await uow.commit()
    again = await people.meet(ANA, "Anna", "en")
    assert (again.person.hold, again.person.first_name) == (SafetyHold.RED, "Anna")
    async with database.unit_of_work() as uow:
        await uow.people.forget(ANA)
        await uow.commit()
    assert (await people.meet(ANA, "Ana", "en")) == first
