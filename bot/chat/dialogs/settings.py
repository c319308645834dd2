"""Dialogues that change a setting.

A new one needs a view only if its texts depend on more than its name: by default it asks
`<dialog>-<step>`, offers `<dialog>-<step>-<choice>` and ends with `set-<dialog>`.
"""

from typing import Any

from bot.chat.dialogs.step_views import STEP_VIEWS, zone_label
from bot.chat.dialogs.view import DialogView, StepView, next_reminder, say
from bot.chat.localizer import CLOCK, Localizer
from bot.chat.message import Message
from bot.chat.next_steps import settings_keyboard, start_keyboard, streak_keyboard
from bot.domain.dialogs import settings
from bot.domain.dialogs.conversation import Effect
from bot.domain.dialogs.effects import ChangePerson, SetDays, SetTimes, SetZone
from bot.domain.people.person import Person
from bot.services.container import Services
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.reminders.schedules import ReminderPlan


def _plan_set(words: Localizer, done: DialogResult, _: Effect) -> Message:
    when = next_reminder(words, done)
    if when is None:
        return Message(words.say("no-plan"), settings_keyboard(words))
    days = words.weekdays(done.plan.weekdays)
    text = words.say("set-times", times=words.times(done.plan.times), days=days, next=when)
    return Message(text, start_keyboard(words))


async def _known_days(services: Services, person: Person) -> dict[str, Any]:
    return {"days": sorted((await services.schedules.plan(person.id)).weekdays)}


def _zone_text(words: Localizer, asked: Prompt, plan: ReminderPlan) -> str:
    several = asked.conversation.answers.get("zones")
    return say("zone-more-than-one" if several else "zone-zone")(words, asked, plan)


def _zone_set(words: Localizer, done: DialogResult, _: Effect) -> Message:
    zone, when = done.person.zone, next_reminder(words, done)
    time = words.clock(words.now(), zone)
    if when is None:
        return Message(words.say("set-zone-no-plan", zone=zone, time=time))
    return Message(words.say("set-zone", zone=zone, time=time, next=when), start_keyboard(words))


async def _known_zone(_: Services, person: Person) -> dict[str, Any]:
    return {"suggested": [person.zone]}


async def _known_kit(_: Services, person: Person) -> dict[str, Any]:
    profile = person.profile
    return {"places": sorted(profile.places), "equipment": sorted(profile.equipment)}


def _day_start_text(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    return words.say("day-start-day-start", time=asked.person.day_starts.strftime(CLOCK))


def _day_start_set(words: Localizer, done: DialogResult, _: Effect) -> Message:
    time = done.person.day_starts.strftime(CLOCK)
    return Message(words.say("set-day-start", time=time), settings_keyboard(words))


def _goal_label(words: Localizer, _: Prompt, choice: str) -> str:
    return words.say("goal-usual") if choice == "usual" else words.say("days-a-week", n=int(choice))


def _goal_set(words: Localizer, done: DialogResult, _: Effect) -> Message:
    goal = words.say("days-a-week", n=done.standing.goal)
    return Message(words.say("set-goal", goal=goal), streak_keyboard(words))


VIEWS = (
    DialogView(settings.TIMES.name, STEP_VIEWS, {SetTimes: _plan_set}),
    DialogView(settings.DAYS.name, STEP_VIEWS, {SetDays: _plan_set}, _known_days),
    DialogView(
        settings.ZONE.name,
        {"zone": StepView(_zone_text, zone_label)},
        {SetZone: _zone_set},
        _known_zone,
    ),
    DialogView(settings.KIT.name, STEP_VIEWS, known=_known_kit),
    DialogView(settings.BENDING.name, STEP_VIEWS),
    DialogView(
        settings.DAY_START.name,
        {"day-start": StepView(_day_start_text, lambda _, __, choice: choice)},
        {ChangePerson: _day_start_set},
    ),
    DialogView(
        settings.GOAL.name, {"goal": StepView(label=_goal_label)}, {ChangePerson: _goal_set}
    ),
)
