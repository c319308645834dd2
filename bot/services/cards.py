"""What the card of a session shows, and the memory of what was shown."""

from dataclasses import dataclass

from bot.domain import player
from bot.domain.conversation import FlowName
from bot.domain.people import Person
from bot.domain.player import Frame
from bot.domain.script import script
from bot.domain.workouts import Ending, Workout, WorkoutId
from bot.services.conversations import Asked, open_flow
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library
from bot.services.progress import Standing, standing
from bot.storage.unit_of_work import UnitOfWork

STARTING = Standing()


@dataclass(frozen=True, slots=True)
class View:
    """All that is needed to show a session now; `frame` is None once it has ended.

    `standing` is known at the end only: a card that ticks has no use for it.
    """

    person: Person
    workout: Workout
    frame: Frame | None
    standing: Standing = STARTING
    asked: Asked | None = None
    """The pain question that a finished session asks."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Sessions as they are seen."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def view(self, id: WorkoutId) -> View | None:
        """The session as it is to be shown now; opens the pain question when it has just ended."""
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await uow.workouts.get(id)
            person = None if workout is None else await uow.people.get(workout.person)
            if workout is None or person is None or _end_was_shown(workout):
                return None
            if workout.ending is None:
                lines = script(workout.items, self.library.exercises)
                return View(person, workout, player.at(workout, lines, now))
            stands = await standing(uow, person, now)
            asked = await _ask_for_pain(uow, person, workout)
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


async def _ask_for_pain(uow: UnitOfWork, person: Person, workout: Workout) -> Asked | None:
    if not workout.log or workout.ending is Ending.SYMPTOMS:
        return None
    return await open_flow(uow, person, FlowName.PAIN, {"workout": int(workout.id)})


def _end_was_shown(workout: Workout) -> bool:
    return workout.ending is not None and workout.shown_item == len(workout.items)
