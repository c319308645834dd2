"""Values for storage tests, with ordinary defaults."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.dialogs.conversation import Conversation, DialogName
from bot.domain.people.person import Person, PersonId
from bot.domain.reminders.delivery import Delivery, DeliveryKey
from bot.domain.reminders.schedule import EVERY_DAY, LOOK_BACK, Occurrence, Rule, next_occurrence
from bot.domain.routines.exercises import Dose, ExerciseId
from bot.domain.routines.routine import Item, RoutineId
from bot.domain.session.session import Ending, Logged, Outcome, Session, SessionId
from bot.storage.core.database import Database
from bot.storage.core.tables import DELIVERIES, State
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.delivery_rows import VALUE, from_row, named
from bot.storage.reminders.delivery_updates import Release
from bot.storage.reminders.schedules import Slot

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday."""

LEASE = timedelta(seconds=60)
ADA = PersonId(7_000_000_001)
BEN = PersonId(7_000_000_002)

_D = DELIVERIES.c


async def next_of(uow: UnitOfWork, person: PersonId) -> Occurrence | None:
    """The person's next occurrence over all slots."""
    found = [slot.next for slot in await uow.schedules.slots(person)]
    return min(found, key=lambda each: each.at, default=None)


async def last_sent(uow: UnitOfWork, person: PersonId) -> Delivery | None:
    """The last reminder that was sent."""
    query = (
        select(*VALUE)
        .where(_D.person_id == person, _D.state == State.SENT, _D.slot < LOOK_BACK)
        .order_by(_D.settled_at.desc(), _D.due_at.desc())
        .limit(1)
    )
    row = (await uow.connection.execute(query)).one_or_none()
    return None if row is None else from_row(row)


async def message_of(uow: UnitOfWork, key: DeliveryKey) -> int | None:
    """The id of the message as which a reminder was sent."""
    message: int | None = await uow.connection.scalar(select(_D.message_id).where(named(key)))
    return message


def a_person(id: int = ADA, **changes: Any) -> Person:
    return replace(Person(PersonId(id), "Ada", zone="Europe/Berlin"), **changes)


def a_slot(
    at: time = time(8, 0),
    slot: int = 0,
    weekdays: frozenset[int] = EVERY_DAY,
    zone: str = "Europe/Berlin",
    after: datetime = NOW,
) -> Slot:
    rule = Rule(at, weekdays)
    return Slot(slot, rule, next_occurrence(rule, zone, after))


def a_conversation(version: int = 1, person: PersonId = ADA, **changes: Any) -> Conversation:
    conversation = Conversation(
        person, DialogName("onboarding"), "welcome", {"zone": "UTC"}, version
    )
    return replace(conversation, **changes)


def an_item(exercise: str = "knees-to-chest", **changes: Any) -> Item:
    return replace(Item(ExerciseId(exercise), Dose(20, 3, 2)), **changes)


def a_line(position: int = 0, outcome: Outcome = Outcome.DONE) -> Logged:
    began = NOW + timedelta(minutes=position)
    ended = began + timedelta(seconds=59, microseconds=123_456)
    return Logged(position, ExerciseId("knees-to-chest"), Dose(20, 3, 2), outcome, began, ended)


def a_session(person: PersonId = ADA, **changes: Any) -> Session:
    items = (an_item(), an_item("sphinx", easier=True))
    session = Session(
        SessionId(0), person, RoutineId("starter"), date(2026, 3, 2), items, NOW, NOW, NOW
    )
    return replace(session, **changes)


def a_past_session(person: PersonId = ADA, **changes: Any) -> Session:
    """A session that is over, because a person has at most one in progress."""
    return a_session(person, **{"ending": Ending.FINISHED, "ended_at": NOW, **changes})


async def keep(database: Database, *people: Person) -> None:
    """Save these people."""
    async with database.unit_of_work() as uow:
        for person in people:
            await uow.people.add(person)
        await uow.commit()


async def deliveries(database: Database, count: int = 1) -> tuple[Delivery, ...]:
    """`count` unclaimed reminders of as many people, due at `NOW`."""
    rolled_at = NOW + timedelta(days=1)
    people = [a_person(ADA + number) for number in range(count)]
    await keep(database, *people)
    async with database.unit_of_work() as uow:
        for person in people:
            await uow.schedules.replace(person.id, [a_slot()])
        await uow.schedules.advance_due(rolled_at, count)
        claimed = await uow.reminders.claim(rolled_at, count, LEASE)
        for delivery in claimed:
            await uow.reminders.release({delivery.key: Release(NOW, undo_attempt=False)})
        await uow.commit()
    return claimed


async def a_claimed(database: Database) -> Delivery:
    """A reminder that is claimed at `NOW`."""
    await deliveries(database)
    async with database.unit_of_work() as uow:
        (delivery,) = await uow.reminders.claim(NOW, 1, LEASE)
        await uow.commit()
    return delivery
