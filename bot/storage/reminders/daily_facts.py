"""Facts that decide whether a reminder is sent, for many people in one query."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
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

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import LOOK_BACK
from bot.storage.core.combined_query import PersonFilter
from bot.storage.core.tables import DELIVERIES, PEOPLE, State
from bot.storage.session.tables import WORKOUTS

NOT_TODAY = "not-today"
_D, _W = DELIVERIES.c, WORKOUTS.c


class Fact(StrEnum):
    """A fact about a person, in most cases about one of their days."""

    DONE = "done"
    """At least one exercise of that day counts."""
    NOT_TODAY = "not-today"
    """A reminder of that day was answered with "not today"."""
    ACTIVE = "active"
    """A session is in progress."""
    UNANSWERED = "unanswered"
    """A reminder of that day came after the person was last heard of."""


A_DAY = timedelta(days=1)
"""A reminder counts for its local date or the day before or after it. Dates are part of the
primary key, so a query about yesterday does not read years of reminders."""

DayFact = tuple[Fact, PersonId, date | None]


def query(belongs: PersonFilter) -> Select[Any]:
    """The facts about people; "done" and "not today" only for a range of days."""

    def found(fact: Fact, person: ColumnElement[Any], day: ColumnElement[Any]) -> Select[Any]:
        kind = literal(fact.value, Text).label("fact")
        return select(kind, person, day).where(belongs(person)).distinct()

    first, last = bindparam("first_day", type_=Date), bindparam("last_day", type_=Date)
    facts = union_all(
        found(Fact.DONE, _W.person_id, _W.day).where(_W.day.between(first, last), _W.counts),
        found(Fact.NOT_TODAY, _D.person_id, _D.day)
        .where(_D.day.between(first, last), _D.answer == NOT_TODAY)
        .where(_D.local_date >= bindparam("since", type_=Date)),
        found(Fact.ACTIVE, _W.person_id, null().cast(Date)).where(_W.ending.is_(None)),
        found(Fact.UNANSWERED, _D.person_id, _D.day)
        .join(PEOPLE)
        .where(_D.state == State.SENT, _D.round == 0, _D.slot < LOOK_BACK)
        .where(_D.day > PEOPLE.c.heard_on, _D.local_date >= PEOPLE.c.heard_on),
    ).subquery()
    return select(facts.c.fact, facts.c.person_id, facts.c.day)


def values_of(days: Collection[date]) -> dict[str, date]:
    """The parameters of the query for these days."""
    first, last = min(days, default=date.max), max(days, default=date.min)
    return {"first_day": first, "last_day": last, "since": first - A_DAY}


def from_row(row: Any) -> DayFact:
    """A fact from its row."""
    return Fact(row.fact), PersonId(row.person_id), row.day
