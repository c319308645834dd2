"""Advance sessions whose card is due to change, and show the result."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.people.person import PersonId
from bot.domain.session.session import SessionId
from bot.services.overdue_rows import OverdueRows
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock, Library, ReminderNotifier
from bot.services.session import session_storage
from bot.storage.core.errors import VersionConflict

BATCH = 200

AT_ONCE = 14
"""People whose cards are updated concurrently: half of a second's rate of messages."""


@dataclass(frozen=True, slots=True)
class DueSessions:
    """Advances due sessions; none can hold up the others or stay due forever."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library
    overdue: OverdueRows[SessionId] = field(default_factory=lambda: OverdueRows("session"))

    async def next_due(self) -> datetime | None:
        """When the next card changes (UTC)."""
        async with self.unit() as uow:
            return await uow.sessions.next_due()

    async def advance(
        self, notifier: ReminderNotifier, goes_on: Callable[[], bool] = lambda: True
    ) -> int:
        """Advance every session that is due; return how many were handled.

        Several people at once, each person's sessions in order; none is begun once `goes_on`
        returns False. Raises an exception group with any errors, after all others were advanced.
        """
        now = self.clock.now()
        async with self.unit() as uow:
            due = await uow.sessions.due(now, BATCH)
        theirs: defaultdict[PersonId, list[SessionId]] = defaultdict(list)
        for each, person in due.items():
            theirs[person].append(each)
        limit = asyncio.Semaphore(AT_ONCE)
        handled: list[SessionId] = []
        failures: dict[SessionId, Exception] = {}

        async def advance_in_order(ids: Sequence[SessionId]) -> None:
            async with limit:
                for each in ids if goes_on() else ():
                    handled.append(each)
                    try:
                        await self._advance(each, now, notifier)
                    except Exception as error:  # noqa: BLE001 - one must not stop the others
                        failures[each] = error

        await asyncio.gather(*map(advance_in_order, theirs.values()))
        if handled:
            await self._put_off(handled, failures.keys(), now)
        if failures:
            raise ExceptionGroup("some sessions could not be advanced", [*failures.values()])
        return len(handled)

    async def _advance(self, id: SessionId, now: datetime, notifier: ReminderNotifier) -> None:
        try:
            async with self.unit() as uow:
                session = await uow.sessions.get(id)
                if session is not None:
                    await session_storage.advance(uow, self.library, session, now)
                    await uow.commit()
            await notifier.show_session(id)
        except VersionConflict:
            return  # a button press changed the session meanwhile and shows the card

    async def _put_off(
        self, handled: Collection[SessionId], failed: Collection[SessionId], now: datetime
    ) -> None:
        """Postpone or abandon sessions that failed or stayed due; a button press revives them."""
        async with self.unit() as uow:
            still_due = {*failed, *await uow.sessions.still_due(handled, now)}
            for each, at in self.overdue.put_off(handled, still_due, self.clock.now()).items():
                if at is None:
                    await uow.sessions.abandon(each, now)
                else:
                    await uow.sessions.put_off(each, at)
            await uow.commit()
