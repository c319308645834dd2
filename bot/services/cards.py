"""What the card of a session shows, and the memory of what was shown."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import player
from bot.domain.conversation import FlowName
from bot.domain.pain import PainNote, Region
from bot.domain.pain_reading import may_praise
from bot.domain.people import Person
from bot.domain.player import Frame
from bot.domain.progress import MILESTONES
from bot.domain.script import script
from bot.domain.streak import day_of
from bot.domain.workouts import Ending, Workout, WorkoutId
from bot.services.offers import is_flare
from bot.services.pain_diary import asks_of, opening
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library
from bot.services.progress import Standing, standing
from bot.services.turns import Asked, open_flow
from bot.storage.errors import VersionConflict
from bot.storage.unit_of_work import UnitOfWork

STARTING = Standing()

TRIES = 3
"""How often a session is read anew when the person's dialogue goes on in between."""


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
class Cards:
    """Sessions as they are seen."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def view(self, id: WorkoutId) -> View | None:
        """The session as it is to be shown now; opens the pain question when it has just ended.

        Raises `VersionConflict` when others answer faster than it is read, again and again.
        """
        for _ in range(TRIES - 1):
            try:
                return await self._view(id)
            except VersionConflict:  # the person answered something in between
                continue
        return await self._view(id)

    async def _view(self, id: WorkoutId) -> View | None:
        now = self.clock.now()
        async with self.unit() as uow:
            workout = await uow.workouts.get(id)
            person = None if workout is None else await uow.people.get(workout.person)
            if workout is None or person is None or workout.end_was_shown:
                return None
            if workout.ending is None:
                frame = player.at(workout, script(workout.items, self.library.exercises), now)
                return View(
                    person=person,
                    workout=workout,
                    frame=frame,
                    asks=await asks_of(uow, workout),
                    is_flare=is_flare(workout.routine, self.library),
                    is_new=not await uow.workouts.has_done(person.id, frame.item.exercise),
                )
            stands = await standing(uow, person, now)
            asked = await _ask_for_pain(uow, person, workout, now)
            praised = may_praise(await _notes_of(uow, workout))
            reached = await _milestone(uow, workout, stands) if praised else None
            await uow.commit()
            return View(person, workout, None, stands, asked, praised, milestone=reached)

    async def recall(self, id: WorkoutId) -> View | None:
        """A session as it went, for looking back; asks nothing."""
        async with self.unit() as uow:
            workout = await uow.workouts.get(id)
            person = None if workout is None else await uow.people.get(workout.person)
            if workout is None or person is None:
                return None
            stands = await standing(uow, person, self.clock.now())
            praised = may_praise(await _notes_of(uow, workout))
            reached = await _milestone(uow, workout, stands) if praised else None
            return View(person, workout, None, stands, praised=praised, milestone=reached)

    async def shown(
        self, workout: Workout, card: int, picture: str | None, *, counts: bool = False
    ) -> None:
        """Remember the message that shows the session, and how.

        A picture that `counts` down by itself needs no edit before the segment ends.
        """
        async with self.unit() as uow:
            await uow.workouts.set_card(workout.id, card, workout.item, picture)
            if counts:
                lines = script(workout.items, self.library.exercises)
                await uow.workouts.postpone(workout, player.segment_ends_at(workout, lines))
            await uow.commit()

    async def end_shown(self, workout: Workout) -> None:
        """Remember that the end of the session was shown."""
        async with self.unit() as uow:
            await uow.workouts.settle(workout.id, len(workout.items))
            await uow.commit()


async def _notes_of(uow: UnitOfWork, workout: Workout) -> tuple[PainNote, ...]:
    """The notes of the session's day."""
    notes = await uow.pain.of(workout.person, since=workout.day)
    return tuple(note for note in notes if note.day == workout.day)


async def _milestone(uow: UnitOfWork, workout: Workout, stands: Standing) -> int | None:
    """Said with the session that made the day count, so once for each day."""
    first = next(
        (each for each in await uow.workouts.of_day(workout.person, workout.day) if each.counts),
        None,
    )
    is_first = first is not None and first.id == workout.id
    return stands.days if is_first and stands.days in MILESTONES else None


async def _ask_for_pain(
    uow: UnitOfWork, person: Person, workout: Workout, now: datetime
) -> Asked | None:
    if not workout.log or workout.ending in {Ending.SYMPTOMS, Ending.UNWELL}:
        return None
    known = await opening(uow, person, day_of(now, person.zone, person.day_starts))
    return await open_flow(uow, person, FlowName.PAIN, known | {"workout": int(workout.id)})
