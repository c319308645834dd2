"""Apply a dialogue's effects within the transaction that saves its step."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Unpack

from bot.domain.dialogs import effects
from bot.domain.dialogs.conversation import Effect, Keywords
from bot.domain.dialogs.parsing import pause_end
from bot.domain.errors import Refusal
from bot.domain.pain.notes import PainNote, Taken
from bot.domain.people.person import Pause, Person, PersonChange, changed
from bot.domain.plan.progression import PlanProgress
from bot.domain.progress.streak import FILL_DAYS, user_day
from bot.domain.reminders.schedule import SUNDAY, Rule, local_date
from bot.domain.session.session import Ending, SessionId
from bot.services.reminders import schedules
from bot.services.routines import custom_routines
from bot.services.session import session_storage
from bot.storage.core.errors import VersionConflict
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class EffectContext:
    """What an effect needs: the open unit of work, the person, the time and the keywords."""

    uow: UnitOfWork
    person: Person
    now: datetime
    words: Keywords


@dataclass(frozen=True, slots=True)
class Applied:
    """The person after an effect (None: nothing is stored about them), and the ended session."""

    person: Person | None
    ended: SessionId | None = None


async def apply(context: EffectContext, effect: Effect) -> Applied:
    """Apply an effect.

    Raises `Refusal` if the answer was well formed but is not possible (a pause that ends in the
    past), and `VersionConflict` if the person's data was deleted meanwhile.
    """
    after, ended = await _HANDLERS[type(effect)](context, effect), None
    if isinstance(effect, effects.SafetyBlock):
        ended = await session_storage.end_at_once(
            context.uow, context.person.id, Ending.SYMPTOMS, context.now
        )
    return Applied(after, ended)


async def _change(context: EffectContext, **change: Unpack[PersonChange]) -> Person:
    if not await context.uow.people.change(context.person.id, **change):
        raise VersionConflict
    return changed(context.person, **change)


async def _nothing(context: EffectContext, _: Any) -> Person | None:
    return context.person


async def _consented(context: EffectContext, _: effects.Consented) -> Person | None:
    return await _change(context, consented_at=context.now)


async def _forget(context: EffectContext, _: Any) -> Person | None:
    await context.uow.people.forget(context.person.id)
    return None


async def _declined(context: EffectContext, effect: effects.Declined) -> Person | None:
    """People who joined before keep their data; nothing is stored about a newcomer."""
    return context.person if context.person.joined_at else await _forget(context, effect)


async def _hold_back(context: EffectContext, effect: effects.SafetyBlock) -> Person | None:
    held = await _change(context, hold=effect.hold)
    await _call_off_today(context)
    return held


async def _cleared(context: EffectContext, _: effects.Cleared) -> Person | None:
    return await _change(context, hold=None)


async def _set_times(context: EffectContext, effect: effects.SetTimes) -> Person | None:
    uow, person, now = context.uow, context.person, context.now
    await schedules.set_times(uow, person, effect.times, effect.weekdays, now)
    return context.person


async def _set_days(context: EffectContext, effect: effects.SetDays) -> Person | None:
    await schedules.set_days(context.uow, context.person, effect.weekdays, context.now)
    return context.person


async def _set_zone(context: EffectContext, effect: effects.SetZone) -> Person | None:
    moved = await _change(context, zone=effect.zone)
    await schedules.move(context.uow, moved, context.now)
    return moved


async def _change_person(context: EffectContext, effect: effects.ChangePerson) -> Person | None:
    return await _change(context, **effect.change)


async def _joined(context: EffectContext, effect: effects.Joined) -> Person | None:
    since = context.person.joined_at or context.now
    change: PersonChange = {**effect.change, "joined_at": since, "hold": None}
    joined = await _change(context, **change)
    is_new = await context.uow.plans.get(joined.id) is None
    if is_new:
        today = user_day(context.now, joined.zone, joined.day_starts)
        await context.uow.plans.add(joined.id, PlanProgress(since=today, screened_on=today))
    rules = [Rule(at, effect.weekdays) for at in effect.times]
    await schedules.set_rules(context.uow, joined, rules, context.now)
    if is_new:
        await schedules.set_look_back(context.uow, joined, SUNDAY, context.now)
    return joined


async def _pause(context: EffectContext, effect: effects.PauseFor) -> Person | None:
    if effect.text is None:
        await _call_off_today(context)
        return await _change(context, pause=Pause(context.now))
    today = local_date(context.now, context.person.zone)
    until = pause_end(effect.text, today, context.words)
    if until is None:
        raise Refusal("again-pause")
    await _call_off_today(context)
    return await _change(context, pause=Pause(context.now, until))


async def _screened(context: EffectContext, _: effects.NoSymptoms) -> Person | None:
    """The warning signs were read and none applies: the next check is due in a week."""
    person = context.person
    today = user_day(context.now, person.zone, person.day_starts)
    await context.uow.plans.screened(person.id, today)
    return person


async def _call_off_today(context: EffectContext) -> None:
    """Reminders sent earlier today must not make the day count as missed."""
    person = context.person
    today = user_day(context.now, person.zone, person.day_starts)
    await context.uow.reminders.call_off(person.id, today)


async def _note_pain(context: EffectContext, effect: effects.NotePain) -> Person | None:
    person = context.person
    session = None if effect.session is None else SessionId(effect.session)
    note = PainNote(
        person=person.id,
        at=context.now,
        day=user_day(context.now, person.zone, person.day_starts),
        back=effect.back,
        leg=effect.leg,
        reach=effect.reach,
        taken=Taken.ANY if session is None else Taken.AFTER,
        session=session,
    )
    await (context.uow.pain.complete(note) if effect.grows else context.uow.pain.add(note))
    return person


async def _fill_in(context: EffectContext, effect: effects.FillIn) -> Person | None:
    _check_recent(context, effect.day)
    await context.uow.filled.add(context.person.id, effect.day, context.now)
    return context.person


async def _away(context: EffectContext, effect: effects.CallOff) -> Person | None:
    _check_recent(context, effect.day)
    await context.uow.reminders.call_off(context.person.id, effect.day)
    return context.person


def _check_recent(context: EffectContext, day: date) -> None:
    """Check again: the question may have been open for days. Raises `Refusal` if too old."""
    person = context.person
    today = user_day(context.now, person.zone, person.day_starts)
    if not 0 < (today - day).days <= FILL_DAYS:
        raise Refusal("again-fill")


async def _undo(context: EffectContext, effect: effects.UndoLog) -> Person | None:
    if effect.session is None:
        await context.uow.filled.remove(context.person.id, effect.day)
    else:
        await context.uow.sessions.remove(context.person.id, SessionId(effect.session))
    return context.person


async def _own(context: EffectContext, effect: custom_routines.Change) -> Person | None:
    await custom_routines.apply(context.uow, context.person, effect, context.now)
    return context.person


async def _send_to_all(context: EffectContext, effect: effects.SendToAll) -> Person | None:
    await context.uow.broadcasts.begin(context.person.id, effect.text, context.now)
    return context.person


_HANDLERS: Mapping[type[Effect], Callable[[EffectContext, Any], Awaitable[Person | None]]] = {
    effects.Declined: _declined,
    effects.Consented: _consented,
    effects.SafetyBlock: _hold_back,
    effects.Cleared: _cleared,
    effects.SetTimes: _set_times,
    effects.SetDays: _set_days,
    effects.SetZone: _set_zone,
    effects.ChangePerson: _change_person,
    effects.Joined: _joined,
    effects.PauseFor: _pause,
    effects.NotePain: _note_pain,
    effects.ForgetEverything: _forget,
    effects.Nothing: _nothing,
    effects.NoSymptoms: _screened,
    effects.FillIn: _fill_in,
    effects.CallOff: _away,
    effects.UndoLog: _undo,
    effects.SaveCustomRoutine: _own,
    effects.RenameCustomRoutine: _own,
    effects.ScheduleCustomRoutine: _own,
    effects.DeleteCustomRoutine: _own,
    effects.SendToAll: _send_to_all,
}
