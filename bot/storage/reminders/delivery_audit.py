"""The state of every delivery, for consistency checks; no texts and no names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminders.delivery import DeliveryKey, DropReason
from bot.storage.core.tables import DELIVERIES, PEOPLE, State
from bot.storage.reminders.delivery_rows import KEY, key_of

__all__ = ["AuditStore", "Fact", "State"]

_C = DELIVERIES.c


@dataclass(frozen=True, slots=True)
class Fact:
    """The stored state of one reminder."""

    due_at: datetime
    state: State
    reason: DropReason | None


@dataclass(frozen=True, slots=True)
class AuditStore:
    """Read-only access to all deliveries."""

    connection: AsyncConnection

    async def people(self) -> int:
        """How many people there are."""
        return int(await self.connection.scalar(select(func.count()).select_from(PEOPLE)) or 0)

    async def deliveries(self) -> Mapping[DeliveryKey, Fact]:
        """The state of every reminder."""
        rows = await self.connection.execute(select(*KEY, _C.due_at, _C.state, _C.reason))
        return {key_of(row): Fact(row.due_at, row.state, row.reason) for row in rows}

    async def attempted(self) -> Mapping[DeliveryKey, int]:
        """The attempts of claimed reminders that have at least one."""
        rows = await self.connection.execute(
            select(*KEY, _C.attempts).where(_C.state == State.CLAIMED, _C.attempts > 0)
        )
        return {key_of(row): row.attempts for row in rows}
