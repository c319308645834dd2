"""Today's session: what the plan has for it, what takes the place of what does not suit, and why.

A pure choice: the same person on the same day always gets the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from zlib import crc32

from bot.domain.plan.programme import Programme
from bot.domain.plan.progression import Length
from bot.domain.routines.exercises import Caution, Dose, Exercise, ExerciseId, Filter
from bot.domain.routines.routine import (
    Because,
    Eligibility,
    Item,
    LeftOut,
    LeftOutBy,
    Offer,
    Pick,
    Routine,
    RoutineId,
    reason_against,
)

PLAN = RoutineId("plan")
FEWEST = 2
MOST = {Length.SHORT: 2, Length.USUAL: 4, Length.FULL: 99}
SECONDS = {Length.SHORT: 200, Length.USUAL: 390, Length.FULL: 3600}
"""How long each may take: about three minutes, about five and a half with what is between."""

TWINS = frozenset({ExerciseId("low-back-stretch"), ExerciseId("knees-to-chest-both")})
"""The same pose in the end: never both in one session (content pack 1.1)."""

CHOICES = 2000
"""Offers that are kept, about a kilobyte each: at a popular hour many people get the same."""

Seconds = Callable[[Exercise, Dose], int]


@dataclass(frozen=True, slots=True)
class PlanPosition:
    """Whose turn it is: the level, the sessions done so far, and what the person asked for."""

    level: int
    sessions: int = 0
    variety: int = 0
    length: Length = Length.USUAL
    eased: frozenset[ExerciseId] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class ContentLibrary:
    """What the choice is made from. Made once: it is equal to itself alone."""

    programme: Programme
    exercises: Mapping[ExerciseId, Exercise]
    routines: Mapping[RoutineId, Routine]
    seconds: Seconds


@lru_cache(maxsize=CHOICES)
def todays(shelf: ContentLibrary, suits: Eligibility, turn: PlanPosition) -> Offer | None:
    """The session of the plan for today; None when too little of it suits this person."""
    wanted = session(shelf, suits.filters, turn)
    picks, left_out = _picks(shelf, suits, turn, wanted)
    if len(picks) < FEWEST:
        return None
    pairs = [(pick, item_of(shelf, suits, turn, pick)) for pick in picks]
    kept = _fitting(shelf, turn, pairs)
    return Offer(
        PLAN, tuple(item for _, item in kept), tuple(left_out), tuple(pick for pick, _ in kept)
    )


def session(
    shelf: ContentLibrary, filters: frozenset[Filter], turn: PlanPosition
) -> tuple[ExerciseId, ...]:
    """What the programme has for this turn: daily, or a and b one after the other."""
    programme = shelf.programme
    sessions = programme.weeks[turn.level - 1].sessions
    names = sorted(sessions)
    name = names[turn.sessions % len(names)]
    bend = programme.bend
    if Filter.BEND not in filters:
        return sessions[name]
    if name == "b" and bend.session_b in shelf.routines:
        return tuple(item.exercise for item in shelf.routines[bend.session_b].items)
    swap = {bend.week_one_instead_of: bend.week_one_take} if turn.level == 1 else {}
    return tuple(swap.get(each, each) for each in sessions[name])


def substitute(
    shelf: ContentLibrary, suits: Eligibility, turn: PlanPosition, used: frozenset[ExerciseId]
) -> ExerciseId | None:
    """Another exercise of the programme that suits and is not there yet; the seed decides which."""
    pool = [
        each
        for each in shelf.programme.exercises - used
        if not (each in TWINS and used & TWINS)
        and _dose(shelf.exercises[each], turn.level) is not None
        and reason_against(shelf.exercises[each], suits) is None
    ]
    return min(pool, key=lambda each: (_early(shelf, turn, each), _seed(turn, each)), default=None)


def _early(shelf: ContentLibrary, turn: PlanPosition, exercise: ExerciseId) -> bool:
    """Whether the programme has it only in later weeks: those come last."""
    so_far = shelf.programme.weeks[: turn.level]
    return all(exercise not in each for week in so_far for each in week.sessions.values())


def _seed(turn: PlanPosition, exercise: ExerciseId) -> int:
    return crc32(f"{turn.sessions // 2}:{turn.variety}:{exercise}".encode())


def _picks(
    shelf: ContentLibrary, suits: Eligibility, turn: PlanPosition, wanted: Sequence[ExerciseId]
) -> tuple[list[Pick], list[LeftOut]]:
    used = set(wanted)
    picks: list[Pick] = []
    left_out: list[LeftOut] = []
    for each in wanted:
        reason = reason_against(shelf.exercises[each], suits)
        if reason is None:
            picks.append(Pick(each, Because.PLAN))
            continue
        if reason is not LeftOutBy.MORNING:  # it comes back later in the day: nothing is lost
            left_out.append(LeftOut(each, reason))
        found = substitute(shelf, suits, turn, frozenset(used))
        if found is not None:
            used.add(found)
            picks.append(Pick(found, Because.INSTEAD, each, reason))
    return picks, left_out


def item_of(shelf: ContentLibrary, suits: Eligibility, turn: PlanPosition, pick: Pick) -> Item:
    """The week's dose; a week less where a filter asks for care, the easier form where asked."""
    facts = shelf.exercises[pick.exercise]
    dose = _dose(facts, turn.level) or facts.full_dose
    item = Item(pick.exercise, dose)
    if pick.exercise in turn.eased:
        return item.eased()
    if facts.caution(suits.filters) is not Caution.MODIFY:
        return item
    lower = _dose(facts, turn.level - 1) if turn.level > 1 else None
    return replace(item, dose=lower) if lower is not None else item.eased()


def _dose(exercise: Exercise, level: int) -> Dose | None:
    return exercise.doses[level - 1] if exercise.doses else None


def _fitting(
    shelf: ContentLibrary, turn: PlanPosition, pairs: Sequence[tuple[Pick, Item]]
) -> list[tuple[Pick, Item]]:
    """As many as the length allows: the first, then the others by turns, in the plan's order."""
    first, *others = range(len(pairs))
    shift = (turn.sessions + turn.variety) % max(1, len(others))
    kept, spent = [first], _seconds(shelf, pairs[first][1])
    for index in others[shift:] + others[:shift]:
        length = _seconds(shelf, pairs[index][1])
        too_long = spent + length > SECONDS[turn.length] and len(kept) >= FEWEST
        if too_long or len(kept) >= MOST[turn.length]:
            continue
        kept.append(index)
        spent += length
    return [pairs[index] for index in sorted(kept)]


def _seconds(shelf: ContentLibrary, item: Item) -> int:
    return shelf.seconds(shelf.exercises[item.exercise], item.dose)
