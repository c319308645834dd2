"""Dialogues: one row per person, guarded by a version that only grows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.dialogs.conversation import Conversation
from bot.domain.people.person import PersonId
from bot.storage.core.dialect_sql import insert
from bot.storage.core.errors import VersionConflict
from bot.storage.core.tables import CONVERSATIONS

_C = CONVERSATIONS.c


@dataclass(frozen=True, slots=True)
class ConversationStore:
    """The state of each dialogue. The row outlives the dialogue to recognise outdated buttons."""

    connection: AsyncConnection

    async def get(self, person_id: PersonId) -> Conversation | None:
        """The open dialogue; None if there is none."""
        query = select(CONVERSATIONS).where(_C.person_id == person_id, _C.flow.is_not(None))
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            return None
        return Conversation(
            PersonId(row.person_id), row.flow, row.step, row.answers, row.version, row.message_id
        )

    async def version(self, person_id: PersonId) -> int:
        """The latest version of an open or closed dialogue; 0 if there never was one."""
        query = select(_C.version).where(_C.person_id == person_id)
        return int(await self.connection.scalar(query) or 0)

    async def save(self, conversation: Conversation) -> None:
        """Save the next step. Raises `VersionConflict` unless it follows the stored version."""
        row = _row(conversation)
        if conversation.version == 1:
            statement = insert(self.connection, CONVERSATIONS).values(row).on_conflict_do_nothing()
            changed = await self.connection.execute(statement)
        else:
            changed = await self.connection.execute(
                update(CONVERSATIONS)
                .where(_C.person_id == conversation.person)
                .where(_C.version == conversation.version - 1)
                .values(row)
            )
        if changed.rowcount != 1:
            raise VersionConflict

    async def close(self, conversation: Conversation) -> None:
        """End the dialogue and increment its version. Raises `VersionConflict` if it has changed.

        Of two copies that receive the same last answer, only one may save its result.
        """
        closed = await self.connection.execute(
            update(CONVERSATIONS)
            .where(_C.person_id == conversation.person, _C.flow.is_not(None))
            .where(_C.version == conversation.version)
            .values(flow=None, step=None, answers={}, message_id=None, version=_C.version + 1)
        )
        if closed.rowcount != 1:
            raise VersionConflict

    async def set_message(self, person_id: PersonId, version: int, message_id: int) -> None:
        """Save which message shows the question, if that question is still the current one."""
        await self.connection.execute(
            update(CONVERSATIONS)
            .where(_C.person_id == person_id, _C.version == version, _C.flow.is_not(None))
            .values(message_id=message_id)
        )


def _row(conversation: Conversation) -> dict[str, Any]:
    return {
        "person_id": conversation.person,
        "flow": conversation.dialog,
        "step": conversation.step,
        "answers": dict(conversation.answers),
        "version": conversation.version,
        "message_id": conversation.message,
    }
