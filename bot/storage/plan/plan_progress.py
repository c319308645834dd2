"""Where people stand in the plan, and what was decided about single exercises."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.plan.adjustments import Adjustment
from bot.domain.plan.progression import PlanProgress
from bot.domain.routines.exercises import ExerciseId
from bot.storage.core.combined_query import Theirs
from bot.storage.core.dialect_sql import insert, upsert
from bot.storage.core.errors import VersionConflict
from bot.storage.core.tables import ADJUSTMENTS, PLAN_PROGRESS

_C = PLAN_PROGRESS.c
_A = ADJUSTMENTS.c


_OF = select(PLAN_PROGRESS).where(_C.person_id == bindparam("person"))
_ASIDES_OF = select(ADJUSTMENTS).where(_A.person_id == bindparam("person")).order_by(_A.exercise)


def question(theirs: Theirs) -> Select[Any]:
    """The courses of people, as far as they have one."""
    return select(PLAN_PROGRESS).where(theirs(_C.person_id))


def asides_question(theirs: Theirs) -> Select[Any]:
    """The decisions of people, the old ones too."""
    return select(ADJUSTMENTS).where(theirs(_A.person_id))


@dataclass(frozen=True, slots=True)
class PlanProgressStore:
    """One row a person, and one a decision about an exercise."""

    connection: AsyncConnection

    async def get(self, person_id: PersonId) -> PlanProgress | None:
        """The person's course; None before the first talk is over."""
        row = (await self.connection.execute(_OF, {"person": person_id})).one_or_none()
        return None if row is None else from_row(row)

    async def add(self, person_id: PersonId, course: PlanProgress) -> None:
        """Keep the first course of a person; nothing changes when they have one."""
        row = _row(course) | {"person_id": person_id}
        new = insert(self.connection, PLAN_PROGRESS).on_conflict_do_nothing()
        await self.connection.execute(new, row)

    async def change(self, person_id: PersonId, before: PlanProgress, after: PlanProgress) -> None:
        """Write what differs. Raises `VersionConflict` when just that has changed since `before`.

        So a button that is pressed on two messages at once makes one step and not two.
        """
        was, wanted = _row(before), _row(after)
        new = {name: value for name, value in wanted.items() if value != was[name]}
        if not new:
            return
        unchanged = [_C[name].is_not_distinct_from(was[name]) for name in new]
        changed = await self.connection.execute(
            update(PLAN_PROGRESS).where(_C.person_id == person_id, *unchanged).values(new)
        )
        if changed.rowcount != 1:
            raise VersionConflict

    async def screened(self, person_id: PersonId, day: date) -> None:
        """The warning signs were read on that day, and none applied."""
        mine = _C.person_id == person_id
        await self.connection.execute(update(PLAN_PROGRESS).where(mine).values(screened_on=day))

    async def adjustments(self, person_id: PersonId, today: date) -> tuple[Adjustment, ...]:
        """The decisions of a person that hold on this day."""
        found = await self.connection.execute(_ASIDES_OF, {"person": person_id})
        return tuple(each for each in map(aside_from_row, found) if each.holds(today))

    async def put_aside(self, person_id: PersonId, adjustment: Adjustment) -> None:
        """Keep a decision; it takes the place of an older one about the same exercise."""
        row = {
            "person_id": person_id,
            "exercise": adjustment.exercise,
            "change": adjustment.change,
            "until": adjustment.until,
        }
        await self.connection.execute(upsert(self.connection, ADJUSTMENTS), row)

    async def take_back(self, person_id: PersonId, exercise: ExerciseId) -> None:
        """Forget what was decided about an exercise."""
        await self.connection.execute(
            delete(ADJUSTMENTS).where(_A.person_id == person_id, _A.exercise == exercise)
        )


def _row(course: PlanProgress) -> dict[str, Any]:
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


def aside_from_row(row: Any) -> Adjustment:
    """A decision as it was found."""
    return Adjustment(ExerciseId(row.exercise), row.change, row.until)


def from_row(row: Any) -> PlanProgress:
    """A course as it was found."""
    return PlanProgress(
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
