"""Load what the card of a session shows, and store what was shown."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.dialogs import pain_check
from bot.domain.pain.feedback import may_praise
from bot.domain.pain.notes import PainNote, Region
from bot.domain.people.person import Person
from bot.domain.progress.streak import user_day
from bot.domain.progress.totals import MILESTONES
from bot.domain.session import player
from bot.domain.session.frame import Frame, frame_at
from bot.domain.session.session import Ending, Session, SessionId, Standstill
from bot.domain.session.timeline import timeline
from bot.services.dialogs.dialog_states import Prompt, open_dialog
from bot.services.pain.pain_diary import asks_of, opening
from bot.services.people.people import UnitOfWorkFactory
from bot.services.plan.recommendations import is_flare
from bot.services.ports import Clock, Library
from bot.services.progress.progress import Standing, standing
from bot.storage.core.errors import VersionConflict
from bot.storage.core.unit_of_work import UnitOfWork

STARTING = Standing()

TRIES = 3
"""How often a session is read if the person's dialogue changes in between."""


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything needed to show a session now; `frame` is None once it has ended.

    `standing` is loaded only at the end: a running card does not show it.
    """

    person: Person
    session: Session
    frame: Frame | None
    standing: Standing = STARTING
    asked: Prompt | None = None
    """The pain question that a finished session asks."""
    praised: bool = True
    """False on a day with red pain."""

    asks: Region | None = None
    """The region whose score is asked for before the session begins."""

    is_flare: bool = False
    """Whether this is a routine for sore days."""

    milestone: int | None = None
    """The total of days that this session reached, if it is a milestone."""


@dataclass(frozen=True, slots=True)
class SessionCards:
    """Loads and stores the cards of sessions."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def view(self, id: SessionId) -> CardView | None:
        """The card to show now; asks the pain question if the session has just ended.

        Raises `VersionConflict` if the person's dialogue changed during every attempt.
        """
        for _ in range(TRIES - 1):
            try:
                return await self._view(id)
            except VersionConflict:  # the person answered something meanwhile
                continue
        return await self._view(id)

    async def _view(self, id: SessionId) -> CardView | None:
        now = self.clock.now()
        async with self.unit() as uow:
            session = await uow.sessions.get(id)
            person = None if session is None else await uow.people.get(session.person)
            if session is None or person is None or session.end_was_shown:
                return None
            if session.ending is None:
                frame = frame_at(session, timeline(session.items, self.library.exercises), now)
                return CardView(
                    person=person,
                    session=session,
                    frame=frame,
                    asks=await asks_of(uow, session) if _is_asked(session) else None,
                    is_flare=is_flare(session.routine, self.library),
                )
            stands = await standing(uow, person, now)
            asked = await _ask_for_pain(uow, person, session, now)
            praised = may_praise(await _notes_of(uow, session))
            reached = await _milestone(uow, session, stands) if praised else None
            await uow.commit()
            return CardView(person, session, None, stands, asked, praised, milestone=reached)

    async def recall(self, id: SessionId) -> CardView | None:
        """The card of a past session; asks nothing."""
        async with self.unit() as uow:
            session = await uow.sessions.get(id)
            person = None if session is None else await uow.people.get(session.person)
            if session is None or person is None:
                return None
            stands = await standing(uow, person, self.clock.now())
            praised = may_praise(await _notes_of(uow, session))
            reached = await _milestone(uow, session, stands) if praised else None
            return CardView(person, session, None, stands, praised=praised, milestone=reached)

    async def shown(
        self, session: Session, card: int, picture: str | None, *, counts: bool = False
    ) -> None:
        """Store the message id and picture of the card.

        A picture that counts down by itself (`counts`) needs no edit before the segment ends.
        """
        async with self.unit() as uow:
            await uow.sessions.set_card(session.id, card, session.item, picture)
            if counts:
                lines = timeline(session.items, self.library.exercises)
                await uow.sessions.postpone(session, player.segment_ends_at(session, lines))
            await uow.commit()

    async def end_shown(self, session: Session) -> None:
        """Store that the end of the session was shown."""
        async with self.unit() as uow:
            await uow.sessions.settle(session.id, len(session.items))
            await uow.commit()


def _is_asked(session: Session) -> bool:
    return session.still is Standstill.SCORE


async def _notes_of(uow: UnitOfWork, session: Session) -> tuple[PainNote, ...]:
    """The notes of the session's day."""
    notes = await uow.pain.of(session.person, since=session.day)
    return tuple(note for note in notes if note.day == session.day)


async def _milestone(uow: UnitOfWork, session: Session, stands: Standing) -> int | None:
    """Only for the session that made the day count, so that each day has one at most."""
    first = next(
        (each for each in await uow.sessions.of_day(session.person, session.day) if each.counts),
        None,
    )
    is_first = first is not None and first.id == session.id
    return stands.days if is_first and stands.days in MILESTONES else None


async def _ask_for_pain(
    uow: UnitOfWork, person: Person, session: Session, now: datetime
) -> Prompt | None:
    if not session.log or session.ending in {Ending.SYMPTOMS, Ending.UNWELL}:
        return None
    known = await opening(uow, person, user_day(now, person.zone, person.day_starts))
    return await open_dialog(uow, person, pain_check.DIALOG, known | {"workout": int(session.id)})
