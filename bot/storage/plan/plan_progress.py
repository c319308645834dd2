"""People's progress in the plan, and their adjustments of single exercises."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.plan.exercise_adjustments import Adjustment
from bot.domain.plan.progression import PlanProgress
from bot.domain.routines.exercises import ExerciseId
from bot.storage.core.combined_query import PersonFilter
from bot.storage.core.dialect_sql import insert, upsert
from bot.storage.core.errors import VersionConflict
from bot.storage.core.tables import ADJUSTMENTS, PLAN_PROGRESS

_C = PLAN_PROGRESS.c
_A = ADJUSTMENTS.c


_OF = select(PLAN_PROGRESS).where(_C.person_id == bindparam("person"))
_ADJUSTED = select(ADJUSTMENTS).where(_A.person_id == bindparam("person")).order_by(_A.exercise)


def query(belongs: PersonFilter) -> Select[Any]:
    """The plan progress of those people who have one."""
    return select(PLAN_PROGRESS).where(belongs(_C.person_id))


def adjustments_query(belongs: PersonFilter) -> Select[Any]:
    """The adjustments of people, expired ones too."""
    return select(ADJUSTMENTS).where(belongs(_A.person_id))


@dataclass(frozen=True, slots=True)
class PlanProgressStore:
    """One row per person, and one per adjustment of an exercise."""

    connection: AsyncConnection

    async def get(self, person_id: PersonId) -> PlanProgress | None:
        """The person's plan progress; None before they have finished the first dialogue."""
        row = (await self.connection.execute(_OF, {"person": person_id})).one_or_none()
        return None if row is None else from_row(row)

    async def add(self, person_id: PersonId, progress: PlanProgress) -> None:
        """Save a person's first plan progress; does nothing if they have one."""
        row = _row(progress) | {"person_id": person_id}
        new = insert(self.connection, PLAN_PROGRESS).on_conflict_do_nothing()
        await self.connection.execute(new, row)

    async def change(self, person_id: PersonId, before: PlanProgress, after: PlanProgress) -> None:
        """Write what differs. Raises `VersionConflict` if those columns changed since `before`.

        So pressing a button on two messages at once makes one step, not two.
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
        """Save that the person read the warning signs on that day, and none applied."""
        mine = _C.person_id == person_id
        await self.connection.execute(update(PLAN_PROGRESS).where(mine).values(screened_on=day))

    async def adjustments(self, person_id: PersonId, today: date) -> tuple[Adjustment, ...]:
        """The person's adjustments that apply on this day."""
        found = await self.connection.execute(_ADJUSTED, {"person": person_id})
        return tuple(each for each in map(adjustment_from_row, found) if each.holds(today))

    async def set_adjustment(self, person_id: PersonId, adjustment: Adjustment) -> None:
        """Save an adjustment; it replaces an older one of the same exercise."""
        row = {
            "person_id": person_id,
            "exercise": adjustment.exercise,
            "change": adjustment.change,
            "until": adjustment.until,
        }
        await self.connection.execute(upsert(self.connection, ADJUSTMENTS), row)

    async def remove_adjustment(self, person_id: PersonId, exercise: ExerciseId) -> None:
        """Delete the adjustment of an exercise."""
        await self.connection.execute(
            delete(ADJUSTMENTS).where(_A.person_id == person_id, _A.exercise == exercise)
        )


def _row(progress: PlanProgress) -> dict[str, Any]:
    return {
        "since": progress.since,
        "level": progress.level,
        "repeats": progress.repeats,
        "finished": progress.finished,
        "length": progress.length,
        "variety": progress.variety,
        "flare_until": progress.flare_until,
        "screened_on": progress.screened_on,
        "follow_up": progress.follow_up,
    }


def adjustment_from_row(row: Any) -> Adjustment:
    """An adjustment from its row."""
    return Adjustment(ExerciseId(row.exercise), row.change, row.until)


def from_row(row: Any) -> PlanProgress:
    """Plan progress from its row."""
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
