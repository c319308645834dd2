"""Changes of the plan: down at any time, up one week if the gate is open."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.errors import StaleButton
from bot.domain.plan.programme import Programme
from bot.domain.plan.progression import (
    Length,
    PlanProgress,
    Step,
    WeekSeen,
    is_open,
    step,
    taken,
    week_seen,
)
from bot.domain.plan.recommendation import UserState


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """Where a person is in the plan, what the last seven days were like, and what is next."""

    case: UserState
    seen: WeekSeen
    proposed: Step

    @property
    def progress(self) -> PlanProgress:
        """Their progress in the plan."""
        return self.case.progress


WEEK = timedelta(days=7)


def plan_status(
    case: UserState, done: Iterable[date], hurts: int, programme: Programme
) -> PlanStatus:
    """Status from the days with a session and the number of exercises that hurt this week."""
    today, progress = case.today, case.progress
    seen = week_seen(
        sum(today - WEEK < day <= today for day in done),
        case.notes,
        today,
        flared=progress.flare_until is not None and case.now - progress.flare_until < WEEK,
        hurts=hurts,
    )
    return _stand(case, seen, programme)


def moved(stands: PlanStatus, progress: PlanProgress, programme: Programme) -> PlanStatus:
    """The status with the same week and another place in the plan."""
    return _stand(replace(stands.case, progress=progress), stands.seen, programme)


def _stand(case: UserState, seen: WeekSeen, programme: Programme) -> PlanStatus:
    return PlanStatus(case, seen, step(case.progress, seen, programme.gate, case.today))


def changed(stands: PlanStatus, what: str, programme: Programme) -> PlanProgress:
    """The progress after a plan button. Raises `StaleButton` for what is not offered."""
    change = _CHANGES.get(what)
    progress = None if change is None else change(stands, programme)
    if progress is None:
        raise StaleButton
    return progress


def soft_days(progress: PlanProgress, now: datetime, programme: Programme) -> PlanProgress:
    """Gentler days from now on, for as many hours as the programme says."""
    return replace(progress, flare_until=now + timedelta(hours=programme.after_session.flare_hours))


def may_go_up(stands: PlanStatus, programme: Programme) -> bool:
    """Whether the gate is open and there is a level above."""
    return stands.proposed is Step.UP and is_open(stands.seen, programme.gate)


def _up(stands: PlanStatus, programme: Programme) -> PlanProgress | None:
    today = stands.case.today
    return taken(stands.progress, Step.UP, today) if may_go_up(stands, programme) else None


def _down(stands: PlanStatus, _: Programme) -> PlanProgress | None:
    down = taken(stands.progress, Step.BACK, stands.case.today)
    return replace(down, finished=False) if stands.progress.level > 1 else None


def _proposed(stands: PlanStatus, _: Programme) -> PlanProgress | None:
    if stands.proposed is Step.WAIT:  # already taken, perhaps on another message
        return None
    return taken(stands.progress, stands.proposed, stands.case.today)


def _of_length(length: Length) -> "Kind":
    return lambda stands, _: replace(stands.progress, length=length)


Kind = Callable[[PlanStatus, Programme], PlanProgress | None]
_CHANGES: Mapping[str, Kind] = {
    "up": _up,
    "down": _down,
    "accept": _proposed,
    **{length.value: _of_length(length) for length in Length},
    "other": lambda stands, _: replace(stands.progress, variety=stands.progress.variety + 1),
    "soft": lambda stands, programme: soft_days(stands.progress, stands.case.now, programme),
    "soft-off": lambda stands, _: replace(stands.progress, flare_until=None),
    "nudge": lambda stands, _: replace(stands.progress, follow_up=True),
    "nudge-off": lambda stands, _: replace(stands.progress, follow_up=False),
}
