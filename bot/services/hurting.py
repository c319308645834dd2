"""“It hurts”: what the player does about each kind, and for how long an exercise stays away."""

from datetime import datetime, timedelta

from bot.domain import choice, player
from bot.domain.asides import Act, Aside, Change, Hurt, remedy
from bot.domain.people import Person
from bot.domain.presses import Press
from bot.domain.routines import Because, Item, Pick
from bot.domain.today import Situation
from bot.domain.workouts import Ending, Workout
from bot.services.offers import is_flare
from bot.services.ports import Library
from bot.services.situations import shelf, situation
from bot.storage.unit_of_work import UnitOfWork


async def act(
    uow: UnitOfWork, library: Library, person: Person, workout: Workout, hurt: Hurt, now: datetime
) -> Workout:
    """The session after somebody said how it hurts; what is to be left out is put aside."""
    item = workout.items[workout.item]
    found = remedy(hurt, easier=item.easier)
    case = await situation(uow, person, now)
    if found.days_out:
        until = case.today + timedelta(days=found.days_out)
        await uow.courses.put_aside(person.id, Aside(item.exercise, Change.OUT, until))
    match found.act:
        case Act.EASE:
            return player.press(workout, (), Press.EASIER, now)
        case Act.SWAP:
            return player.swap(workout, _other(library, case, workout), now)
        case Act.STOP:
            return player.end(workout, now, Ending.UNWELL)
        case Act.SYMPTOMS:
            return player.end(workout, now, Ending.SYMPTOMS)


def _other(library: Library, case: Situation, workout: Workout) -> Item | None:
    """Another exercise in its place; on a sore day there is none, less is enough."""
    if is_flare(workout.routine, library):
        return None
    content = shelf(library)
    suits = case.suits(content)
    used = frozenset(item.exercise for item in workout.items)
    found = choice.substitute(content, suits, case.turn, used)
    if found is None:
        return None
    pick = Pick(found, Because.INSTEAD, workout.items[workout.item].exercise)
    return choice.item_of(content, suits, case.turn, pick)
