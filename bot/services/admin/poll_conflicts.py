"""Two programs that ask Telegram for the updates of one bot take them away from each other."""

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.services.people.people import UnitOfWorkFactory
from bot.storage.core.driver_errors import errors

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PollConflicts:
    """What the running bot notes about it, and what `limber doctor` reads."""

    unit: UnitOfWorkFactory
    bot_id: int

    async def note(self, seen_at: datetime) -> None:
        """Remember that it was seen; without the database only the log knows."""
        try:
            async with self.unit() as uow:
                await uow.poll_conflicts.save(self.bot_id, seen_at)
                await uow.commit()
        except errors() as error:
            log.warning("the conflict could not be noted: %s", type(error).__name__)

    async def latest(self) -> datetime | None:
        """When it was last seen; None when it never was."""
        async with self.unit() as uow:
            return await uow.poll_conflicts.latest(self.bot_id)
