"""What the card of a session shows, and the memory of what was shown."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.dialogs.conversation import DialogName
from bot.domain.pain.feedback import may_praise
from bot.domain.pain.notes import PainNote, Region
from bot.domain.people.person import Person
from bot.domain.progress.streak import user_day
from bot.domain.progress.totals import MILESTONES
from bot.domain.session import player
from bot.domain.session.player import Frame
from bot.domain.session.session import Ending, Session, SessionId
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
"""How often a session is read anew when the person's dialogue goes on in between."""


@dataclass(frozen=True, slots=True)
class CardView:
    """All that is needed to show a session now; `frame` is None once it has ended.

    `standing` is known at the end only: a card that ticks has no use for it.
    """

    person: Person
    session: Session
    frame: Frame | None
    standing: Standing = STARTING
    asked: Prompt | None = None
    """The pain question that a finished session asks."""
    is_new: bool = False
    """Whether the person has never done the exercise that is shown."""

    praised: bool = True
    """False on a day of red pain."""

    asks: Region | None = None
    """What the first card asks the score of, before the session begins."""

    is_flare: bool = False
    """Whether this is the routine of a sore day."""

    milestone: int | None = None
    """The number of days that this session made full, when it is worth a word."""


@dataclass(frozen=True, slots=True)
class SessionCards:
    """Sessions as they are seen."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def view(self, id: SessionId) -> CardView | None:
        """The session as it is to be shown now; opens the pain question when it has just ended.

        Raises `VersionConflict` when others answer faster than it is read, again and again.
        """
        for _ in range(TRIES - 1):
            try:
                return await self._view(id)
            except VersionConflict:  # the person answered something in between
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
                frame = player.at(session, timeline(session.items, self.library.exercises), now)
                return CardView(
                    person=person,
                    session=session,
                    frame=frame,
                    asks=await asks_of(uow, session),
                    is_flare=is_flare(session.routine, self.library),
                    is_new=not await uow.sessions.has_done(person.id, frame.item.exercise),
                )
            stands = await standing(uow, person, now)
            asked = await _ask_for_pain(uow, person, session, now)
            praised = may_praise(await _notes_of(uow, session))
            reached = await _milestone(uow, session, stands) if praised else None
            await uow.commit()
            return CardView(person, session, None, stands, asked, praised, milestone=reached)

    async def recall(self, id: SessionId) -> CardView | None:
        """A session as it went, for looking back; asks nothing."""
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
        """Remember the message that shows the session, and how.

        A picture that `counts` down by itself needs no edit before the segment ends.
        """
        async with self.unit() as uow:
            await uow.sessions.set_card(session.id, card, session.item, picture)
            if counts:
                lines = timeline(session.items, self.library.exercises)
                await uow.sessions.postpone(session, player.segment_ends_at(session, lines))
            await uow.commit()

    async def end_shown(self, session: Session) -> None:
        """Remember that the end of the session was shown."""
        async with self.unit() as uow:
            await uow.sessions.settle(session.id, len(session.items))
            await uow.commit()


async def _notes_of(uow: UnitOfWork, session: Session) -> tuple[PainNote, ...]:
    """The notes of the session's day."""
    notes = await uow.pain.of(session.person, since=session.day)
    return tuple(note for note in notes if note.day == session.day)


async def _milestone(uow: UnitOfWork, session: Session, stands: Standing) -> int | None:
    """Said with the session that made the day count, so once for each day."""
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
    return await open_dialog(uow, person, DialogName.PAIN, known | {"workout": int(session.id)})
