"""Polling conflicts: two programs that poll one bot take each other's updates."""

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.services.people.people import UnitOfWorkFactory
from bot.storage.core.errors import DatabaseFailed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PollConflicts:
    """Stores when a conflict was seen, for `limber doctor` to report."""

    unit: UnitOfWorkFactory
    bot_id: int

    async def note(self, seen_at: datetime) -> None:
        """Store when a conflict was seen. If the database fails, only the log has it."""
        try:
            async with self.unit() as uow:
                await uow.poll_conflicts.save(self.bot_id, seen_at)
                await uow.commit()
        except DatabaseFailed as error:
            log.warning("the conflict could not be noted: %s", error)

    async def latest(self) -> datetime | None:
        """When a conflict was last seen; None if never."""
        async with self.unit() as uow:
            return await uow.poll_conflicts.latest(self.bot_id)
