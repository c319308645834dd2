"""Sessions: start one, press its buttons, let the clock run, and log what was done."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import player
from bot.domain.asides import Hurt
from bot.domain.errors import Refusal, StaleButton
from bot.domain.exercises import ExerciseId
from bot.domain.pain import Region
from bot.domain.people import Person, PersonId
from bot.domain.presses import Press, Where
from bot.domain.routines import Item, Offer, RoutineId
from bot.domain.safety import FLARE_ONLY_FROM, Advice
from bot.domain.script import Script
from bot.domain.streak import day_of
from bot.domain.today import Situation
from bot.domain.workouts import Standstill, Workout, WorkoutId
from bot.services import hurting, pain_diary
from bot.services.offers import (
    against,
    is_flare,
    may_stretch,
    offer_fitting,
    offer_routine,
    one_minute,
    single,
    soften,
)
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library
from bot.services.safety import AT_FIRST
from bot.services.sessions import next_change, save, script_of
from bot.services.situations import situation
from bot.storage.errors import VersionConflict
from bot.storage.unit_of_work import UnitOfWork

MOST = 10
"""The worst pain that can be noted."""

ONE_EXERCISE = RoutineId("one-exercise")


@dataclass(frozen=True, slots=True)
class Workouts:
    """The player with its memory."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def start(self, person: Person, *, short: bool = False) -> Workout:
        """Start today's routine, or its one-minute version; one in work simply goes on."""
        offer = offer_fitting(await self._case(person), self.library)
        items = one_minute(offer.items, self.library) if short else offer.items
        return await self._begin(person, offer.routine, items)

    async def start_routine(self, person: Person, routine: RoutineId) -> Workout:
        """Start a routine that the person picked. Raises `StaleButton` for an unknown one."""
        if routine not in self.library.routines:
            raise StaleButton
        offer = offer_routine(await self._case(person), self.library, routine)
        return await self.start_offer(person, offer)

    async def start_offer(self, person: Person, offer: Offer, *, short: bool = False) -> Workout:
        """Start what was offered: a routine of the person's own, say."""
        may_stretch(person)
        if not offer.items:
            raise Refusal("nothing-fits")
        items = one_minute(offer.items, self.library) if short else offer.items
        return await self._begin(person, offer.routine, items)

    async def start_exercise(self, person: Person, exercise: ExerciseId) -> Workout:
        """Try one exercise from the library. Raises `StaleButton` for an unknown one."""
        may_stretch(person)
        if exercise not in self.library.exercises:
            raise StaleButton
        if against(await self._case(person), self.library, exercise) is not None:
            raise Refusal("not-for-you")
        return await self._begin(person, ONE_EXERCISE, single(exercise, self.library))

    async def press(self, person: Person, what: Press, where: Where) -> WorkoutId:
        """A button of a card. Raises `StaleButton` when the card has moved on."""
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await self._own(uow, person, where.workout)
            lines = self._script(workout)
            caught_up = player.catch_up(workout, lines, now)
            if not where.is_current(caught_up, what):
                raise StaleButton
            if what.value in _HURTS:
                hurt = Hurt(what.value)
                after = await hurting.act(uow, self.library, person, caught_up, hurt, now)
            else:
                after = player.press(caught_up, lines, what, now)
            await self._save(uow, workout, after, now)
            if what is Press.NUMB:
                await uow.safety.need(person.id, Advice.LIST, now, now + AT_FIRST)
            await uow.commit()
        return where.workout

    async def note_start(self, person: Person, id: WorkoutId, region: Region, score: int) -> None:
        """Keep how it is before the first move; from 6 on only the sore-day routine is served.

        Raises `StaleButton` once the session has moved on.
        """
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await self._own(uow, person, id)
            caught_up = player.catch_up(workout, self._script(workout), now)
            if not _is_ready(caught_up) or not 0 <= score <= MOST:
                raise StaleButton
            note = await pain_diary.note_start(uow, person, workout, region, score, now)
            again = player.get_ready_again(caught_up, now)
            if (note.worst or 0) >= FLARE_ONLY_FROM and not is_flare(again.routine, self.library):
                again = soften(again, await situation(uow, person, now), self.library)
            await self._save(uow, workout, again, now)
            await uow.commit()

    async def wait(self, person: PersonId) -> WorkoutId | None:
        """Let the clock of the session in work stand still; which session that is."""
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await uow.workouts.active(person)
            if workout is None:
                return None
            caught_up = player.catch_up(workout, self._script(workout), now)
            if caught_up.ending is None:
                caught_up = player.stand_still(caught_up, now, Standstill.PAUSED)
            await self._save(uow, workout, caught_up, now)
            await uow.commit()
            return workout.id

    async def give_up(self, id: WorkoutId) -> None:
        """The person cannot be reached: the session stands still until they come back."""
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await uow.workouts.get(id)
            if workout is None:
                return
            if workout.ending is not None:
                await uow.workouts.settle(id)
            else:
                still = player.stand_still(workout, now, Standstill.AWAY)
                await self._save(uow, workout, still, now)
            await uow.commit()

    async def active(self, person: PersonId) -> Workout | None:
        """The session in work, if any."""
        async with self.unit() as uow:
            return await uow.workouts.active(person)

    async def latest(self, person: PersonId) -> Workout | None:
        """The newest session, in work or over."""
        async with self.unit() as uow:
            return await uow.workouts.latest(person)

    async def _begin(self, person: Person, routine: RoutineId, items: tuple[Item, ...]) -> Workout:
        now = self.clock.now()
        day = day_of(now, person.zone, person.day_starts)
        async with self.unit() as uow:
            # Locked: a hold that another copy stores now must not miss this session.
            latest = await uow.people.lock(person.id)
            if latest is None:  # forgotten meanwhile
                raise VersionConflict
            may_stretch(latest)
            running = await uow.workouts.active(person.id)
            if running is not None:
                return running
            fresh = Workout(WorkoutId(0), person.id, routine, day, items, now, now, now)
            try:
                workout = await uow.workouts.add(fresh, next_change(fresh, self.library, now))
            except VersionConflict:  # another process has begun one meanwhile
                running = await uow.workouts.active(person.id)
                if running is None:
                    raise
                return running
            await uow.reminders.cancel_waiting(person.id, day)
            await uow.commit()
            return workout

    async def _case(self, person: Person) -> Situation:
        async with self.unit() as uow:
            return await situation(uow, person, self.clock.now())

    async def _save(self, uow: UnitOfWork, before: Workout, after: Workout, now: datetime) -> None:
        await save(uow, self.library, before, after, now)

    def _script(self, workout: Workout) -> Script:
        return script_of(workout, self.library)

    async def _own(self, uow: UnitOfWork, person: Person, id: WorkoutId) -> Workout:
        workout = await uow.workouts.get(id)
        if workout is None or workout.person != person.id:
            raise StaleButton
        return workout


def _is_ready(workout: Workout) -> bool:
    """Whether the session has not begun to move yet."""
    return workout.ending is None and not (workout.item or workout.segment)


_HURTS = frozenset(each.value for each in Hurt)
