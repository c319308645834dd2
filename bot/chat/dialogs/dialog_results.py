"""Results of finished dialogues, with the natural next step as a button."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.chat import callback_data
from bot.chat.localizer import CLOCK, Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, paragraphs, rows
from bot.chat.pain import texts as pain_texts
from bot.domain.dialogs import effects
from bot.domain.dialogs.conversation import Effect
from bot.domain.pain.feedback import PainFeedback
from bot.domain.pain.safety_screen import Light
from bot.domain.people.person import SafetyHold
from bot.services.dialogs.dialog_states import DialogResult

ResultText = Callable[[Localizer, DialogResult, Any], Message]


def dialog_result(
    words: Localizer, done: DialogResult, minutes: int, lead: str | None = None
) -> Message:
    """Return the last message of a dialogue. `minutes` is the length of the offered routine."""
    if isinstance(done.effect, effects.Joined):
        return _joined(words, done, minutes)
    told = _RESULT_TEXTS[type(done.effect)](words, done, done.effect)
    return Message(paragraphs(lead, told.text), told.keyboard)


def start_keyboard(words: Localizer) -> Keyboard:
    """Return buttons to start today's routine or its one-minute version."""
    return rows(
        (
            Button(words.say("button-start-today"), callback_data.open_("today")),
            Button(words.say("button-one-minute"), callback_data.open_("short")),
        ),
        2,
    )


def next_reminder(words: Localizer, done: DialogResult) -> SafeHtml | None:
    """Return when the next reminder is due, or None."""
    return words.reminder_time(done.plan.next.at, done.person) if done.plan.next else None


def _joined(words: Localizer, done: DialogResult, minutes: int) -> Message:
    when = next_reminder(words, done)
    if when is None:
        return Message(words.say("joined-no-plan", name=done.person.first_name))
    text = words.say(
        "joined",
        name=done.person.first_name,
        when=when,
        zone=done.person.zone,
        times=words.times(done.plan.times),
        days=words.weekdays(done.plan.weekdays),
        minutes=words.minutes(minutes),
    )
    buttons = (
        Button(words.say("button-try-now"), callback_data.open_("today")),
        Button(words.say("button-one-minute"), callback_data.open_("short")),
        Button(words.say("button-settings"), callback_data.open_("settings")),
    )
    share = done.conversation.answers.get("shared")
    link = (
        (Button(words.say("button-shared"), callback_data.open_("own-shared", share)),)
        if share
        else ()
    )
    return Message(text, rows((*buttons, *link), 1))


def _plan(words: Localizer, done: DialogResult, _: Effect) -> Message:
    when = next_reminder(words, done)
    if when is None:
        return Message(words.say("no-plan"), _settings(words))
    days = words.weekdays(done.plan.weekdays)
    text = words.say("set-times", times=words.times(done.plan.times), days=days, next=when)
    return Message(text, start_keyboard(words))


def _zone(words: Localizer, done: DialogResult, _: Effect) -> Message:
    zone, when = done.person.zone, next_reminder(words, done)
    time = words.clock(words.now(), zone)
    if when is None:
        return Message(words.say("set-zone-no-plan", zone=zone, time=time))
    return Message(words.say("set-zone", zone=zone, time=time, next=when), start_keyboard(words))


def _day_start(words: Localizer, _: DialogResult, effect: effects.SetDayStart) -> Message:
    return Message(words.say("set-day-start", time=effect.at.strftime(CLOCK)), _settings(words))


def _pause(words: Localizer, done: DialogResult, _: Effect) -> Message:
    pause = done.person.pause
    resume = rows((Button(words.say("button-resume"), callback_data.open_("resume")),), 1)
    if pause is None or pause.until is None:
        return Message(words.say("set-pause-open"), resume)
    return Message(words.say("set-pause", until=words.date(pause.until)), resume)


def _pain(words: Localizer, done: DialogResult, _: Effect) -> Message:
    if done.told is None:  # the data was deleted meanwhile
        return _nothing(words, done, _)
    saved = pain_texts.pain_saved(words, done.told)
    asked, skipped = pain_texts.skipped(words, done.told)
    said = paragraphs(saved, pain_texts.aftermath(words, done.told), _streak(words, done), asked)
    symptoms = Button(words.say("button-symptoms"), callback_data.open_("symptoms"))
    more = (symptoms,) if done.told.light is Light.RED else ()
    keys = _streak_keyboard(words, *more)
    return Message(said, (*pain_texts.gentler_days_button(words, done.told), *keys, *skipped))


def pain_advice(words: Localizer, told: PainFeedback) -> Message:
    """Return the advice of a red pain note, to be sent again."""
    symptoms = Button(words.say("button-symptoms"), callback_data.open_("symptoms"))
    said = paragraphs(pain_texts.pain_saved(words, told), pain_texts.aftermath(words, told))
    return Message(said, (*pain_texts.gentler_days_button(words, told), (symptoms,)))


def _no_symptoms(words: Localizer, done: DialogResult, effect: effects.NoSymptoms) -> Message:
    if done.told is None:
        return Message(words.say("no-symptoms"), start_keyboard(words))
    noted = _pain(words, done, effect)
    return Message(paragraphs(noted.text, words.say("no-symptoms")), noted.keyboard)


def _nothing(words: Localizer, done: DialogResult, _: Effect) -> Message:
    if done.conversation.answers.get("workout") is not None:
        said = paragraphs(words.say("pain-not-noted"), _streak(words, done))
        return Message(said, _streak_keyboard(words))
    return Message(words.say("nothing-changed"), start_keyboard(words))


def _streak(words: Localizer, done: DialogResult) -> SafeHtml | None:
    """Return the streak, unless the session's summary above already shows it."""
    days = done.standing.current
    was_said = done.conversation.answers.get("workout") is not None
    return words.say("streak-now", days=words.days_long(days)) if days and not was_said else None


def _streak_keyboard(words: Localizer, *more: Button) -> Keyboard:
    return rows((Button(words.say("button-streak"), callback_data.open_("streak")), *more), 1)


def _filled(words: Localizer, done: DialogResult, effect: effects.FillIn) -> Message:
    said = words.say("filled-in", day=words.date(effect.day))
    return Message(paragraphs(said, _streak(words, done)), _streak_keyboard(words))


def _called_off(words: Localizer, done: DialogResult, effect: effects.CallOff) -> Message:
    said = words.say("called-off", day=words.date(effect.day))
    return Message(paragraphs(said, _streak(words, done)), _streak_keyboard(words))


def _undone(words: Localizer, done: DialogResult, effect: effects.UndoLog) -> Message:
    said = words.say("undone", day=words.date(effect.day))
    return Message(paragraphs(said, _streak(words, done)), _streak_keyboard(words))


def _goal(words: Localizer, done: DialogResult, _: Effect) -> Message:
    return Message(
        words.say("set-goal", goal=words.say("days-a-week", n=done.standing.goal)),
        _streak_keyboard(words),
    )


def _custom_saved(words: Localizer, _: DialogResult, effect: effects.SaveCustomRoutine) -> Message:
    return Message(words.say("own-kept", name=effect.name), _custom_routines_button(words))


def _custom_scheduled(
    words: Localizer, done: DialogResult, effect: effects.ScheduleCustomRoutine
) -> Message:
    if effect.slot is None:
        return Message(words.say("own-unscheduled"), _custom_routines_button(words))
    time = done.conversation.answers["slots"][str(effect.slot)]
    return Message(words.say("own-scheduled", time=time), _custom_routines_button(words))


def _custom(key: str) -> ResultText:
    return lambda words, _, __: Message(words.say(key), _custom_routines_button(words))


def _custom_routines_button(words: Localizer) -> Keyboard:
    return rows((Button(words.say("button-mine"), callback_data.open_("mine")),), 1)


def _settings(words: Localizer) -> Keyboard:
    return rows((Button(words.say("button-settings"), callback_data.open_("settings")),), 1)


def _held(words: Localizer, _: DialogResult, effect: effects.SafetyBlock) -> Message:
    key = "held-not-now" if effect.hold is SafetyHold.NOT_NOW else "held-pause"
    return Message(words.say(key), _begin(words))


def _begin(words: Localizer) -> Keyboard:
    return rows((Button(words.say("button-start-over"), callback_data.open_("start")),), 1)


def _cleared(words: Localizer, done: DialogResult, _: Effect) -> Message:
    if done.person.joined_at is None:
        return Message(words.say("cleared-not-joined"), _begin(words))
    return Message(words.say("cleared"), start_keyboard(words))


def _broadcast_started(words: Localizer, _: DialogResult, __: Effect) -> Message:
    status = Button(words.say("button-admin"), callback_data.open_("admin"))
    return Message(words.say("broadcast-begun"), ((status,),))


def _plain(key: str) -> ResultText:
    return lambda words, _, __: Message(words.say(key), start_keyboard(words))


_RESULT_TEXTS: Mapping[type[Effect], ResultText] = {
    effects.Declined: lambda words, _, __: Message(words.say("declined"), _begin(words)),
    effects.ForgetEverything: lambda words, _, __: Message(words.say("forgotten"), _begin(words)),
    effects.SafetyBlock: _held,
    effects.Cleared: _cleared,
    effects.SetTimes: _plan,
    effects.SetDays: _plan,
    effects.SetZone: _zone,
    effects.SetKit: _plain("set-kit"),
    effects.SetBending: _plain("set-bending"),
    effects.SetDayStart: _day_start,
    effects.PauseFor: _pause,
    effects.NotePain: _pain,
    effects.Nothing: _nothing,
    effects.NoSymptoms: _no_symptoms,
    effects.SetGoal: _goal,
    effects.FillIn: _filled,
    effects.CallOff: _called_off,
    effects.UndoLog: _undone,
    effects.SaveCustomRoutine: _custom_saved,
    effects.RenameCustomRoutine: _custom("own-renamed"),
    effects.ScheduleCustomRoutine: _custom_scheduled,
    effects.DeleteCustomRoutine: _custom("own-dropped"),
    effects.SendToAll: _broadcast_started,
}
