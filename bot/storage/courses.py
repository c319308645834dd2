"""Where people stand in the plan, and what was decided about single exercises."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.asides import Aside
from bot.domain.exercises import ExerciseId
from bot.domain.people import PersonId
from bot.domain.plan import Course
from bot.storage.statements import upsert
from bot.storage.tables import ASIDES, COURSES

_C = COURSES.c
_A = ASIDES.c


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OF = select(COURSES).where(_C.person_id.in_(_IDS))
_ASIDES_OF = select(ASIDES).where(_A.person_id.in_(_IDS)).order_by(_A.exercise)


@dataclass(frozen=True, slots=True)
class CourseStore:
    """One row a person, and one a decision about an exercise."""

    connection: AsyncConnection

    async def get(self, person_id: PersonId) -> Course | None:
        """The person's course; None before the first talk is over."""
        return (await self.of([person_id])).get(person_id)

    async def of(self, ids: Sequence[PersonId]) -> Mapping[PersonId, Course]:
        """The courses of these people, as far as they have one."""
        found = await self.connection.execute(_OF, {"ids": list(ids)})
        return {PersonId(row.person_id): _course(row) for row in found}

    async def save(self, person_id: PersonId, course: Course) -> None:
        """Keep the course as it is now."""
        row = _row(course) | {"person_id": person_id}
        await self.connection.execute(upsert(self.connection, COURSES), row)

    async def asides(self, person_id: PersonId, today: date) -> tuple[Aside, ...]:
        """The decisions of a person that hold on this day."""
        kept = (await self.asides_of([person_id])).get(person_id, ())
        return tuple(each for each in kept if each.holds(today))

    async def asides_of(self, ids: Sequence[PersonId]) -> Mapping[PersonId, Sequence[Aside]]:
        """The decisions of these people, the old ones too."""
        found: dict[PersonId, list[Aside]] = defaultdict(list)
        for row in await self.connection.execute(_ASIDES_OF, {"ids": list(ids)}):
            aside = Aside(ExerciseId(row.exercise), row.change, row.until)
            found[PersonId(row.person_id)].append(aside)
        return found

    async def put_aside(self, person_id: PersonId, aside: Aside) -> None:
        """Keep a decision; it takes the place of an older one about the same exercise."""
        row = {
            "person_id": person_id,
            "exercise": aside.exercise,
            "change": aside.change,
            "until": aside.until,
        }
        await self.connection.execute(upsert(self.connection, ASIDES), row)

    async def take_back(self, person_id: PersonId, exercise: ExerciseId) -> None:
        """Forget what was decided about an exercise."""
        await self.connection.execute(
            delete(ASIDES).where(_A.person_id == person_id, _A.exercise == exercise)
        )


def _row(course: Course) -> dict[str, Any]:
    return {
        "since": course.since,
        "level": course.level,
        "repeats": course.repeats,
        "finished": course.finished,
        "length": course.length,
        "variety": course.variety,
        "flare_until": course.flare_until,
        "screened_on": course.screened_on,
        "follow_up": course.follow_up,
    }


def _course(row: Row[Any]) -> Course:
    return Course(
        since=row.since,
        level=row.level,
        repeats=row.repeats,
        finished=row.finished,
        length=row.length,
        variety=row.variety,
        flare_until=row.flare_until,
        screened_on=row.screened_on,
        follow_up=row.follow_up,
    )
