"""Sessions: start one, press its buttons, let the clock run, and log what was done."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import player
from bot.domain.conversation import FlowName
from bot.domain.errors import Refusal, StaleButton
from bot.domain.exercises import ExerciseId
from bot.domain.people import Person, PersonId
from bot.domain.player import Frame, Press
from bot.domain.routines import Item, Offer, RoutineId
from bot.domain.script import Script, script
from bot.domain.streak import day_of
from bot.domain.workouts import Ending, Standstill, Workout, WorkoutId
from bot.services.conversations import Asked, open_flow
from bot.services.offers import minutes, offer_for, offer_routine, one_minute, single
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library, Messenger
from bot.services.progress import Standing, standing
from bot.storage.errors import VersionConflict
from bot.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

BATCH = 200
EDITS_PER_SECOND = 20
"""Countdown edits for all sessions together; the rest of Telegram's rate is for answers."""

ONE_EXERCISE = RoutineId("one-exercise")


@dataclass(frozen=True, slots=True)
class Where:
    """The card a press belongs to: session, item, and segment where it matters."""

    workout: WorkoutId
    item: int
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that is needed to show a session now; `frame` is None once it has ended."""

    person: Person
    workout: Workout
    frame: Frame | None
    standing: Standing
    asked: Asked | None = None
    """The pain question that a finished session asks."""


@dataclass(frozen=True, slots=True)
class Workouts:
    """The player with its memory."""

    unit: OpenUnit
    clock: Clock
    library: Library

    def offer(self, person: Person) -> Offer:
        """What fits this person now. Raises `Refusal` when nothing does or they are held back."""
        self._may(person)
        try:
            return offer_for(person, self.library, self.clock.now())
        except LookupError as error:
            raise Refusal("nothing-fits") from error

    def offer_now(self, person: Person) -> tuple[Offer, int]:
        """What fits now, and its length in minutes. Raises `Refusal` as `offer` does."""
        offer = self.offer(person)
        return offer, minutes(offer.items, self.library)

    async def start(self, person: Person, *, short: bool = False) -> Workout:
        """Start today's routine, or its one-minute version; one in work simply goes on."""
        offer = self.offer(person)
        items = one_minute(offer.items, self.library) if short else offer.items
        return await self._begin(person, offer.routine, items)

    async def start_routine(self, person: Person, routine: RoutineId) -> Workout:
        """Start a routine that the person picked. Raises `StaleButton` for an unknown one."""
        self._may(person)
        if routine not in self.library.routines:
            raise StaleButton
        offer = offer_routine(person, self.library, routine, self.clock.now())
        if not offer.items:
            raise Refusal("nothing-fits")
        return await self._begin(person, routine, offer.items)

    async def start_exercise(self, person: Person, exercise: ExerciseId) -> Workout:
        """Try one exercise from the library. Raises `StaleButton` for an unknown one."""
        self._may(person)
        if exercise not in self.library.exercises:
            raise StaleButton
        return await self._begin(person, ONE_EXERCISE, single(exercise, self.library))

    async def press(self, person: Person, what: Press, where: Where) -> WorkoutId:
        """A button of a card. Raises `StaleButton` when the card has moved on."""
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await self._own(uow, person, where.workout)
            lines = self._script(workout)
            caught_up = player.catch_up(workout, lines, now)
            if not _is_current(caught_up, what, where):
                raise StaleButton
            await self._save(uow, workout, player.press(caught_up, lines, what, now), now)
            await uow.commit()
        return where.workout

    async def advance_due(self, messenger: Messenger) -> int:
        """Let the clock run for every session that changes now; how many there were."""
        now = self.clock.now()
        async with self.unit() as uow:
            due = await uow.workouts.due(now, BATCH)
        for workout in due:
            try:
                await self._advance(workout.id, now)
            except VersionConflict:
                continue  # a press came in between: it has shown the card already
            await messenger.show_workout(workout.id)
        return len(due)

    async def _advance(self, id: WorkoutId, now: datetime) -> None:
        async with self.unit() as uow:
            workout = await uow.workouts.get(id)
            if workout is None:
                return
            await self._save(
                uow, workout, player.catch_up(workout, self._script(workout), now), now
            )
            await uow.commit()

    async def view(self, id: WorkoutId) -> View | None:
        """The session as it is to be shown now; opens the pain question when it has just ended."""
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await uow.workouts.get(id)
            person = None if workout is None else await uow.people.get(workout.person)
            if workout is None or person is None or _end_was_shown(workout):
                return None
            stands = await standing(uow, person, now)
            if workout.ending is None:
                frame = player.at(workout, self._script(workout), now)
                return View(person, workout, frame, stands)
            asked = await self._ask_for_pain(uow, person, workout)
            await uow.commit()
            return View(person, workout, None, stands, asked)

    async def recall(self, id: WorkoutId) -> View | None:
        """A session as it went, for looking back; asks nothing."""
        async with self.unit() as uow:
            workout = await uow.workouts.get(id)
            person = None if workout is None else await uow.people.get(workout.person)
            if workout is None or person is None:
                return None
            return View(person, workout, None, await standing(uow, person, self.clock.now()))

    async def shown(self, workout: Workout, card: int | None) -> None:
        """Remember the message that shows the session, or that its end was shown."""
        async with self.unit() as uow:
            if workout.ending is None:
                await uow.workouts.set_card(workout.id, card, workout.item)
            else:
                await uow.workouts.set_card(workout.id, card, len(workout.items))
                await uow.workouts.settle(workout.id)
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

    def trial(self, exercise: ExerciseId) -> Item:
        """An exercise with the dose to try it."""
        return single(exercise, self.library)[0]

    def look(self, person: Person, routine: RoutineId) -> tuple[Offer, int]:
        """A routine as this person would get it, and its length in minutes."""
        offer = offer_routine(person, self.library, routine, self.clock.now())
        return offer, minutes(offer.items, self.library)

    async def next_due(self) -> datetime | None:
        """When a card changes next."""
        async with self.unit() as uow:
            return await uow.workouts.next_due()

    async def _begin(self, person: Person, routine: RoutineId, items: tuple[Item, ...]) -> Workout:
        now = self.clock.now()
        day = day_of(now, person.zone, person.day_starts)
        async with self.unit() as uow:
            running = await uow.workouts.active(person.id)
            if running is not None:
                return running
            fresh = Workout(WorkoutId(0), person.id, routine, day, items, now, now, now)
            workout = await uow.workouts.add(fresh, self._next_change(fresh, now, 0))
            await uow.reminders.cancel_waiting(person.id, day)
            await uow.commit()
            return workout

    async def _save(self, uow: UnitOfWork, before: Workout, after: Workout, now: datetime) -> None:
        active = await uow.workouts.count_active()
        following = replace(after, version=before.version + 1)
        await uow.workouts.save(following, self._next_change(following, now, active))

    def _next_change(self, workout: Workout, now: datetime, active: int) -> datetime | None:
        if workout.ending is not None:
            return now  # due until its end was shown, so that a crash in between loses nothing
        tick = player.tick_for(active, EDITS_PER_SECOND)
        return player.at(workout, self._script(workout), now, tick).next_change_at

    def _script(self, workout: Workout) -> Script:
        return script(workout.items, self.library.exercises)

    async def _ask_for_pain(
        self, uow: UnitOfWork, person: Person, workout: Workout
    ) -> Asked | None:
        if not workout.log or workout.ending is Ending.SYMPTOMS:
            return None
        return await open_flow(uow, person, FlowName.PAIN, {"workout": int(workout.id)})

    async def _own(self, uow: UnitOfWork, person: Person, id: WorkoutId) -> Workout:
        workout = await uow.workouts.get(id)
        if workout is None or workout.person != person.id:
            raise StaleButton
        return workout

    def _may(self, person: Person) -> None:
        if person.joined_at is None:
            raise Refusal("not-joined")
        if person.hold is not None:
            raise Refusal(f"held-{person.hold.value}")


def _end_was_shown(workout: Workout) -> bool:
    return workout.ending is not None and workout.shown_item == len(workout.items)


_EXACT: frozenset[Press] = frozenset({Press.GO, Press.DONE})


def _is_current(workout: Workout, what: Press, where: Where) -> bool:
    if workout.ending is not None or workout.item != where.item:
        return False
    return what not in _EXACT or workout.segment == where.segment
