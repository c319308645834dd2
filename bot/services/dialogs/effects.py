"""Applying what a finished dialogue decided, inside the transaction that saves its last step."""

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
    """Where an effect happens: the open unit of work, the person, and the time."""

    uow: UnitOfWork
    person: Person
    now: datetime
    words: Keywords


Applied = Awaitable[Person | None]


async def apply(scene: EffectContext, effect: Effect) -> Person | None:
    """Do what the effect says; the person as they are afterwards, None when nothing is kept.

    Raises `Refusal` when the answer was well formed but cannot be (a pause that ends in the past),
    and `VersionConflict` when the person was forgotten meanwhile.
    """
    return await _HANDLERS[type(effect)](scene, effect)


async def _change(scene: EffectContext, **change: Unpack[PersonChange]) -> Person:
    if not await scene.uow.people.change(scene.person.id, **change):
        raise VersionConflict
    return changed(scene.person, **change)


async def _nothing(scene: EffectContext, _: Any) -> Person | None:
    return scene.person


async def _consented(scene: EffectContext, _: effects.Consented) -> Person | None:
    return await _change(scene, consented_at=scene.now)


async def _forget(scene: EffectContext, _: Any) -> Person | None:
    await scene.uow.people.forget(scene.person.id)
    return None


async def _declined(scene: EffectContext, effect: effects.Declined) -> Person | None:
    """Somebody who was here before keeps their data; a newcomer leaves no trace."""
    return scene.person if scene.person.joined_at else await _forget(scene, effect)


async def _hold_back(scene: EffectContext, effect: effects.SafetyBlock) -> Person | None:
    held = await _change(scene, hold=effect.hold)
    await session_storage.end_at_once(scene.uow, scene.person.id, Ending.SYMPTOMS, scene.now)
    await _call_off_today(scene)
    return held


async def _cleared(scene: EffectContext, _: effects.Cleared) -> Person | None:
    return await _change(scene, hold=None)


async def _set_times(scene: EffectContext, effect: effects.SetTimes) -> Person | None:
    await schedules.set_times(scene.uow, scene.person, effect.times, effect.weekdays, scene.now)
    return scene.person


async def _set_days(scene: EffectContext, effect: effects.SetDays) -> Person | None:
    await schedules.set_days(scene.uow, scene.person, effect.weekdays, scene.now)
    return scene.person


async def _set_zone(scene: EffectContext, effect: effects.SetZone) -> Person | None:
    moved = await _change(scene, zone=effect.zone)
    await schedules.move(scene.uow, moved, scene.now)
    return moved


async def _set_kit(scene: EffectContext, effect: effects.SetKit) -> Person | None:
    return await _change(scene, places=effect.places, equipment=effect.equipment)


async def _set_bending(scene: EffectContext, effect: effects.SetBending) -> Person | None:
    return await _change(scene, bending=effect.bending)


async def _set_day_start(scene: EffectContext, effect: effects.SetDayStart) -> Person | None:
    return await _change(scene, day_starts=effect.at)


async def _set_goal(scene: EffectContext, effect: effects.SetGoal) -> Person | None:
    return await _change(scene, weekly_goal=effect.days)


async def _joined(scene: EffectContext, effect: effects.Joined) -> Person | None:
    joined = await _change(
        scene,
        zone=effect.zone,
        places=effect.places,
        equipment=effect.equipment,
        bending=effect.bending,
        health=effect.health,
        joined_at=scene.person.joined_at or scene.now,
        hold=None,
    )
    is_new = await scene.uow.courses.get(joined.id) is None
    if is_new:
        today = user_day(scene.now, joined.zone, joined.day_starts)
        await scene.uow.courses.add(joined.id, PlanProgress(since=today, screened_on=today))
    rules = [Rule(at, effect.weekdays) for at in effect.times]
    await schedules.set_rules(scene.uow, joined, rules, scene.now)
    if is_new:
        await schedules.set_look_back(scene.uow, joined, SUNDAY, scene.now)
    return joined


async def _pause(scene: EffectContext, effect: effects.PauseFor) -> Person | None:
    if effect.text is None:
        await _call_off_today(scene)
        return await _change(scene, pause=Pause(scene.now))
    today = local_date(scene.now, scene.person.zone)
    until = pause_end(effect.text, today, scene.words)
    if until is None:
        raise Refusal("again-pause")
    await _call_off_today(scene)
    return await _change(scene, pause=Pause(scene.now, until))


async def _screened(scene: EffectContext, _: effects.NoSymptoms) -> Person | None:
    """The warning signs were read and none applies: the next weekly check is in a week."""
    person = scene.person
    today = user_day(scene.now, person.zone, person.day_starts)
    await scene.uow.courses.screened(person.id, today)
    return person


async def _call_off_today(scene: EffectContext) -> None:
    """A reminder that came before the pause must not count as missed."""
    person = scene.person
    today = user_day(scene.now, person.zone, person.day_starts)
    await scene.uow.reminders.call_off(person.id, today)


async def _note_pain(scene: EffectContext, effect: effects.NotePain) -> Person | None:
    person = scene.person
    session = None if effect.session is None else SessionId(effect.session)
    note = PainNote(
        person=person.id,
        at=scene.now,
        day=user_day(scene.now, person.zone, person.day_starts),
        back=effect.back,
        leg=effect.leg,
        reach=effect.reach,
        taken=Taken.ANY if session is None else Taken.AFTER,
        session=session,
    )
    await (scene.uow.pain.complete(note) if effect.grows else scene.uow.pain.add(note))
    return person


async def _fill_in(scene: EffectContext, effect: effects.FillIn) -> Person | None:
    _check_recent(scene, effect.day)
    await scene.uow.filled.add(scene.person.id, effect.day, scene.now)
    return scene.person


async def _away(scene: EffectContext, effect: effects.CallOff) -> Person | None:
    _check_recent(scene, effect.day)
    await scene.uow.reminders.call_off(scene.person.id, effect.day)
    return scene.person


def _check_recent(scene: EffectContext, day: date) -> None:
    """A question may wait for days before it is answered."""
    person = scene.person
    today = user_day(scene.now, person.zone, person.day_starts)
    if not 0 < (today - day).days <= FILL_DAYS:
        raise Refusal("again-fill")


async def _undo(scene: EffectContext, effect: effects.UndoLog) -> Person | None:
    if effect.session is None:
        await scene.uow.filled.remove(scene.person.id, effect.day)
    else:
        await scene.uow.sessions.remove(scene.person.id, SessionId(effect.session))
    return scene.person


async def _own(scene: EffectContext, effect: custom_routines.Change) -> Person | None:
    await custom_routines.apply(scene.uow, scene.person, effect, scene.now)
    return scene.person


async def _send_to_all(scene: EffectContext, effect: effects.SendToAll) -> Person | None:
    await scene.uow.broadcasts.begin(scene.person.id, effect.text, scene.now)
    return scene.person


_HANDLERS: Mapping[type[Effect], Callable[[EffectContext, Any], Applied]] = {
    effects.Declined: _declined,
    effects.Consented: _consented,
    effects.SafetyBlock: _hold_back,
    effects.Cleared: _cleared,
    effects.SetTimes: _set_times,
    effects.SetDays: _set_days,
    effects.SetZone: _set_zone,
    effects.SetKit: _set_kit,
    effects.SetBending: _set_bending,
    effects.SetDayStart: _set_day_start,
    effects.Joined: _joined,
    effects.PauseFor: _pause,
    effects.NotePain: _note_pain,
    effects.ForgetEverything: _forget,
    effects.Nothing: _nothing,
    effects.NoSymptoms: _screened,
    effects.SetGoal: _set_goal,
    effects.FillIn: _fill_in,
    effects.CallOff: _away,
    effects.UndoLog: _undo,
    effects.SaveCustomRoutine: _own,
    effects.RenameCustomRoutine: _own,
    effects.ScheduleCustomRoutine: _own,
    effects.DeleteCustomRoutine: _own,
    effects.SendToAll: _send_to_all,
}
