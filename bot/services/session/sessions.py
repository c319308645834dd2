"""Sessions: start one, handle its buttons, stop its clock."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import Refusal, StaleButton
from bot.domain.pain.notes import Region
from bot.domain.pain.safety_screen import FLARE_ONLY_FROM, Advice
from bot.domain.people.person import Person, PersonId, require_no_hold
from bot.domain.plan.exercise_adjustments import PainKind
from bot.domain.plan.recommendation import UserState
from bot.domain.progress.streak import user_day
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import Item, Offer, RoutineId
from bot.domain.session import player
from bot.domain.session.card_buttons import CardButton, CardPosition
from bot.domain.session.session import Session, SessionId, Standstill
from bot.domain.session.timeline import Timeline
from bot.services.pain import pain_diary
from bot.services.pain.safety_advice_resending import AT_FIRST
from bot.services.people.people import UnitOfWorkFactory
from bot.services.plan.recommendations import (
    against,
    is_flare,
    offer_routine,
    one_minute,
    recommend,
    single,
    soften,
)
from bot.services.plan.user_state import user_state
from bot.services.ports import Clock, Library
from bot.services.session import pain_response
from bot.services.session.session_storage import mark_new, next_change, save, script_of
from bot.storage.core.errors import VersionConflict
from bot.storage.core.unit_of_work import UnitOfWork

MOST = 10
"""The highest pain score."""

ONE_EXERCISE = RoutineId("one-exercise")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Runs the player on stored sessions."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def start(self, person: Person, *, short: bool = False) -> Session:
        """Start today's routine, or its one-minute version; a running session simply continues."""
        offer = recommend(await self._case(person), self.library)
        items = one_minute(offer.items, self.library) if short else offer.items
        return await self._begin(person, offer.routine, items)

    async def start_routine(self, person: Person, routine: RoutineId) -> Session:
        """Start a routine that the person picked. Raises `StaleButton` for an unknown one."""
        if routine not in self.library.routines:
            raise StaleButton
        offer = offer_routine(await self._case(person), self.library, routine)
        return await self.start_offer(person, offer)

    async def start_offer(self, person: Person, offer: Offer, *, short: bool = False) -> Session:
        """Start what was offered, for example a custom routine."""
        require_no_hold(person)
        if not offer.items:
            raise Refusal("nothing-fits")
        items = one_minute(offer.items, self.library) if short else offer.items
        return await self._begin(person, offer.routine, items)

    async def start_exercise(self, person: Person, exercise: ExerciseId) -> Session:
        """Try one exercise of the library. Raises `StaleButton` for an unknown one."""
        require_no_hold(person)
        if exercise not in self.library.exercises:
            raise StaleButton
        if against(await self._case(person), self.library, exercise) is not None:
            raise Refusal("not-for-you")
        return await self._begin(person, ONE_EXERCISE, single(exercise, self.library))

    async def press(self, person: Person, what: CardButton, where: CardPosition) -> SessionId:
        """Handle a button of a card. Raises `StaleButton` if the card is no longer current."""
        now = self.clock.now()
        async with self.unit() as uow:
            session = await self._own(uow, person, where.session)
            lines = self._script(session)
            caught_up = player.catch_up(session, lines, now)
            if not where.is_current(caught_up, what):
                raise StaleButton
            if what.value in _HURTS:
                hurt = PainKind(what.value)
                after = await pain_response.act(uow, self.library, person, caught_up, hurt, now)
            else:
                after = player.press(caught_up, lines, what, now)
            await self._save(uow, session, after, now)
            if what is CardButton.NUMB:
                await uow.safety.need(person.id, Advice.LIST, now, now + AT_FIRST)
            await uow.commit()
        return where.session

    async def note_start(self, person: Person, id: SessionId, region: Region, score: int) -> None:
        """Save the pain before the first exercise; from 6 on, switch to a routine for sore days.

        Raises `StaleButton` once the session has moved on.
        """
        now = self.clock.now()
        async with self.unit() as uow:
            session = await self._own(uow, person, id)
            caught_up = player.catch_up(session, self._script(session), now)
            if not _is_ready(caught_up) or not 0 <= score <= MOST:
                raise StaleButton
            note = await pain_diary.note_start(uow, person, session, region, score, now)
            after = caught_up
            if (note.worst or 0) >= FLARE_ONLY_FROM and not is_flare(after.routine, self.library):
                after = soften(after, await user_state(uow, person, now), self.library)
                after = replace(after, items=await mark_new(uow, person.id, after.items))
            if await pain_diary.asks_of(uow, after) is None:
                after = player.after_score(after, now)
            else:
                after = player.stand_still(after, now, Standstill.SCORE)
            await self._save(uow, session, after, now)
            await uow.commit()

    async def wait(self, person: PersonId) -> SessionId | None:
        """Pause the clock of the running session; returns the session's id."""
        now = self.clock.now()
        async with self.unit() as uow:
            session = await uow.sessions.active(person)
            if session is None:
                return None
            caught_up = player.catch_up(session, self._script(session), now)
            if caught_up.ending is None:
                caught_up = player.stand_still(caught_up, now, Standstill.PAUSED)
            await self._save(uow, session, caught_up, now)
            await uow.commit()
            return session.id

    async def give_up(self, id: SessionId) -> None:
        """Stop the clock of a session whose person cannot be reached, until they come back."""
        now = self.clock.now()
        async with self.unit() as uow:
            session = await uow.sessions.get(id)
            if session is None:
                return
            if session.ending is not None:
                await uow.sessions.settle(id)
            else:
                still = player.stand_still(session, now, Standstill.AWAY)
                await self._save(uow, session, still, now)
            await uow.commit()

    async def active(self, person: PersonId) -> Session | None:
        """The running session, if any."""
        async with self.unit() as uow:
            return await uow.sessions.active(person)

    async def latest(self, person: PersonId) -> Session | None:
        """The newest session, running or over."""
        async with self.unit() as uow:
            return await uow.sessions.latest(person)

    async def _begin(self, person: Person, routine: RoutineId, items: tuple[Item, ...]) -> Session:
        now = self.clock.now()
        day = user_day(now, person.zone, person.day_starts)
        async with self.unit() as uow:
            # Locked: a safety hold that another instance stores now must not miss this session.
            latest = await uow.people.lock(person.id)
            if latest is None:  # deleted meanwhile
                raise VersionConflict
            require_no_hold(latest)
            running = await uow.sessions.active(person.id)
            if running is not None:
                return running
            known = await mark_new(uow, person.id, items)
            fresh = Session(SessionId(0), person.id, routine, day, known, now, now, now)
            asks = await pain_diary.asks_of(uow, fresh)
            fresh = player.begin(fresh, asks_score=asks is not None)
            try:
                session = await uow.sessions.add(fresh, next_change(fresh, self.library, now))
            except VersionConflict:  # another process has started one meanwhile
                running = await uow.sessions.active(person.id)
                if running is None:
                    raise
                return running
            await uow.reminders.cancel_waiting(person.id, day)
            await uow.commit()
            return session

    async def _case(self, person: Person) -> UserState:
        async with self.unit() as uow:
            return await user_state(uow, person, self.clock.now())

    async def _save(self, uow: UnitOfWork, before: Session, after: Session, now: datetime) -> None:
        await save(uow, self.library, before, after, now)

    def _script(self, session: Session) -> Timeline:
        return script_of(session, self.library)

    async def _own(self, uow: UnitOfWork, person: Person, id: SessionId) -> Session:
        session = await uow.sessions.get(id)
        if session is None or session.person != person.id:
            raise StaleButton
        return session


def _is_ready(session: Session) -> bool:
    """Whether the session still waits for its first exercise to begin."""
    return session.ending is None and not (session.item or session.segment)


_HURTS = frozenset(each.value for each in PainKind)
