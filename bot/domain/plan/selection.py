"""Choose today's session: the plan's exercises, substitutes for those that do not suit, reasons.

The choice is pure: the same person gets the same session all day.
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
"""How long each may take, with the pauses: about three minutes, about five and a half."""

TWINS = frozenset({ExerciseId("low-back-stretch"), ExerciseId("knees-to-chest-both")})
"""Both end in the same pose: never both in one session."""

CHOICES = 2000
"""Cached offers, about a kilobyte each: at popular hours many people get the same one."""

Seconds = Callable[[Exercise, Dose], int]


@dataclass(frozen=True, slots=True)
class PlanPosition:
    """A position in the plan: level, sessions done so far, and what the person asked for."""

    level: int
    sessions: int = 0
    variety: int = 0
    length: Length = Length.USUAL
    eased: frozenset[ExerciseId] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class ContentLibrary:
    """The content to choose from. Made once; equal only to itself, so it can be a cache key."""

    programme: Programme
    exercises: Mapping[ExerciseId, Exercise]
    routines: Mapping[RoutineId, Routine]
    seconds: Seconds


@lru_cache(maxsize=CHOICES)
def todays(library: ContentLibrary, suits: Eligibility, at: PlanPosition) -> Offer | None:
    """The plan's session for today; None if fewer than two exercises can be served."""
    wanted = session(library, suits.filters, at)
    picks, left_out = _picks(library, suits, at, wanted)
    if len(picks) < FEWEST:
        return None
    pairs = [(pick, item_of(library, suits, at, pick)) for pick in picks]
    kept = _fitting(library, at, pairs)
    return Offer(
        PLAN, tuple(item for _, item in kept), tuple(left_out), tuple(pick for pick, _ in kept)
    )


def session(
    library: ContentLibrary, filters: frozenset[Filter], at: PlanPosition
) -> tuple[ExerciseId, ...]:
    """The programme's exercises at this position: daily, or alternating between a and b."""
    programme = library.programme
    sessions = programme.weeks[at.level - 1].sessions
    names = sorted(sessions)
    name = names[at.sessions % len(names)]
    bend = programme.bend
    if Filter.BEND not in filters:
        return sessions[name]
    if name == "b" and bend.session_b in library.routines:
        return tuple(item.exercise for item in library.routines[bend.session_b].items)
    swap = {bend.week_one_instead_of: bend.week_one_take} if at.level == 1 else {}
    return tuple(swap.get(each, each) for each in sessions[name])


def substitute(
    library: ContentLibrary, suits: Eligibility, at: PlanPosition, used: frozenset[ExerciseId]
) -> ExerciseId | None:
    """Another exercise of the programme that suits and is not used yet; the seed decides which."""
    pool = [
        each
        for each in library.programme.exercises - used
        if not (each in TWINS and used & TWINS)
        and _dose(library.exercises[each], at.level) is not None
        and reason_against(library.exercises[each], suits) is None
    ]
    return min(pool, key=lambda each: (_early(library, at, each), _seed(at, each)), default=None)


def _early(library: ContentLibrary, at: PlanPosition, exercise: ExerciseId) -> bool:
    """Whether the programme introduces it only in later weeks: those are the last resort."""
    so_far = library.programme.weeks[: at.level]
    return all(exercise not in each for week in so_far for each in week.sessions.values())


def _seed(at: PlanPosition, exercise: ExerciseId) -> int:
    return crc32(f"{at.sessions // 2}:{at.variety}:{exercise}".encode())


def _picks(
    library: ContentLibrary, suits: Eligibility, at: PlanPosition, wanted: Sequence[ExerciseId]
) -> tuple[list[Pick], list[LeftOut]]:
    used = set(wanted)
    picks: list[Pick] = []
    left_out: list[LeftOut] = []
    for each in wanted:
        reason = reason_against(library.exercises[each], suits)
        if reason is None:
            picks.append(Pick(each, Because.PLAN))
            continue
        if reason is not LeftOutBy.MORNING:  # it is served later in the day
            left_out.append(LeftOut(each, reason))
        found = substitute(library, suits, at, frozenset(used))
        if found is not None:
            used.add(found)
            picks.append(Pick(found, Because.INSTEAD, each, reason))
    return picks, left_out


def item_of(library: ContentLibrary, suits: Eligibility, at: PlanPosition, pick: Pick) -> Item:
    """The dose of the week: last week's if a filter asks for care, the easier form if requested."""
    facts = library.exercises[pick.exercise]
    dose = _dose(facts, at.level) or facts.full_dose
    item = Item(pick.exercise, dose)
    if pick.exercise in at.eased:
        return item.eased()
    if facts.caution(suits.filters) is not Caution.MODIFY:
        return item
    lower = _dose(facts, at.level - 1) if at.level > 1 else None
    return replace(item, dose=lower) if lower is not None else item.eased()


def _dose(exercise: Exercise, level: int) -> Dose | None:
    return exercise.doses[level - 1] if exercise.doses else None


def _fitting(
    library: ContentLibrary, at: PlanPosition, pairs: Sequence[tuple[Pick, Item]]
) -> list[tuple[Pick, Item]]:
    """What fits the length: the first, then the others in rotation, returned in plan order."""
    first, *others = range(len(pairs))
    shift = (at.sessions + at.variety) % max(1, len(others))
    kept, spent = [first], _seconds(library, pairs[first][1])
    for index in others[shift:] + others[:shift]:
        length = _seconds(library, pairs[index][1])
        too_long = spent + length > SECONDS[at.length] and len(kept) >= FEWEST
        if too_long or len(kept) >= MOST[at.length]:
            continue
        kept.append(index)
        spent += length
    return [pairs[index] for index in sorted(kept)]


def _seconds(library: ContentLibrary, item: Item) -> int:
    return library.seconds(library.exercises[item.exercise], item.dose)
