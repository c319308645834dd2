"""The clock of sessions: one that fails is left alone for a while, and stops nobody else."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.people import PersonId
from bot.domain.workouts import WorkoutId
from bot.services.ports import Attempt, Reminder, SendOutcome, Sent
from bot.services.workouts import SET_ASIDE, Workouts
from bot.storage.database import Database
from tests.builders import a_person
from tests.services.doubles import LIBRARY, Clock


@dataclass
class Screen:
    """Shows cards, and breaks over one of them."""

    broken: WorkoutId | None = None
    shown: list[WorkoutId] = field(default_factory=list)

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        return Sent(1)

    async def show_workout(self, workout: WorkoutId) -> None:
        self.shown.append(workout)
        if workout == self.broken:
            raise RuntimeError("a bug of ours")


async def test_a_session_that_fails_is_left_alone_for_a_while(database: Database) -> None:
    clock = Clock()
    workouts = Workouts(database.unit_of_work, clock, LIBRARY)
    begun = []
    for number in (1, 2):
        person = a_person(id=PersonId(number))
        async with database.unit_of_work() as uow:
            await uow.people.save(person)
            await uow.commit()
        begun.append((await workouts.start(person)).id)
    screen = Screen(broken=begun[0])

    clock.moment += timedelta(seconds=6)
    with pytest.raises(ExceptionGroup):
        await workouts.advance_due(screen)
    assert sorted(screen.shown) == begun

    clock.moment += SET_ASIDE - timedelta(seconds=1)
    await workouts.advance_due(screen)
    assert sorted(screen.shown[2:]) == begun[1:]

    screen.broken = None
    clock.moment += timedelta(seconds=1)
    await workouts.advance_due(screen)
    assert begun[0] in screen.shown[3:]
