"""What bears on whether a reminder goes out, for many people in one question."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    Text,
    bindparam,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import PersonId
from bot.domain.schedule import LOOK_BACK
from bot.domain.workouts import COUNTS
from bot.storage.tables import DELIVERIES, PEOPLE, WORKOUT_EXERCISES, WORKOUTS, State

NOT_TODAY = "not-today"
_D, _W = DELIVERIES.c, WORKOUTS.c


class Fact(StrEnum):
    """What is so about a person, most of it on one of their days."""

    DONE = "done"
    """At least one exercise of that day counts."""
    NOT_TODAY = "not-today"
    """A reminder of that day was answered with "not today"."""
    ACTIVE = "active"
    """A session is in work."""
    UNANSWERED = "unanswered"
    """A reminder of that day came after the person was last heard of."""


A_DAY = timedelta(days=1)
"""A ring counts for the day of its local date, or for one beside it. Dates are in the key of the
table, so years of reminders need not be read for what was said yesterday."""

DayFact = tuple[Fact, PersonId, date | None]


_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_DAYS: BindParameter[Any] = bindparam("days", expanding=True)


def _found(fact: Fact, person: ColumnElement[Any], day: ColumnElement[Any]) -> Select[Any]:
    kind = literal(fact.value, Text).label("fact")
    return select(kind, person, day).where(person.in_(_PEOPLE)).distinct()


_ALL = union_all(
    _found(Fact.DONE, _W.person_id, _W.day)
    .join(WORKOUT_EXERCISES)
    .where(_W.day.in_(_DAYS), WORKOUT_EXERCISES.c.outcome.in_(sorted(COUNTS))),
    _found(Fact.NOT_TODAY, _D.person_id, _D.day)
    .where(_D.day.in_(_DAYS), _D.answer == NOT_TODAY)
    .where(_D.local_date >= bindparam("since")),
    _found(Fact.ACTIVE, _W.person_id, null().cast(Date)).where(_W.ending.is_(None)),
    _found(Fact.UNANSWERED, _D.person_id, _D.day)
    .join(PEOPLE)
    .where(_D.state == State.SENT, _D.round == 0, _D.slot < LOOK_BACK)
    .where(_D.day > PEOPLE.c.heard_on, _D.local_date >= PEOPLE.c.heard_on),
)


async def of(
    connection: AsyncConnection, people: Collection[PersonId], days: Collection[date]
) -> list[DayFact]:
    """The facts about these people; those of done and "not today" for these days only."""
    since = min(days) - A_DAY if days else date.max
    asked = {"people": list(people), "days": list(days), "since": since}
    rows = await connection.execute(_ALL, asked)
    return [(Fact(row[0]), PersonId(row[1]), row[2]) for row in rows]
