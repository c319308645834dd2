"""Onboarding: the safety screen, the questions after it, and how it can end."""

from bot.chat import callback_data
from bot.chat.dialogs.step_views import STEP_VIEWS, zone_label
from bot.chat.dialogs.view import (
    DialogView,
    StepView,
    columns,
    next_reminder,
    prefixed,
    result,
    say,
)
from bot.chat.localizer import Localizer
from bot.chat.message import Button, Message, paragraphs, rows
from bot.chat.next_steps import onboarding_keyboard
from bot.domain.dialogs import effects
from bot.domain.dialogs.onboarding import (
    ASK_FIRST,
    DIALOG,
    RED,
    RED_LIST,
    TODAY,
    WHICH,
    ZONE,
    question,
)
from bot.domain.pain.safety_screen import QUESTIONS
from bot.domain.people.person import SafetyHold
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.reminders.schedules import ReminderPlan


def _safety_text(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    number = int(asked.conversation.step.removeprefix("safety-"))
    intro = words.say("onboarding-safety-intro", number=number, all=len(QUESTIONS))
    return paragraphs(intro, words.say(f"safety-q{number}"))


def _zone_text(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    answers = asked.conversation.answers
    if answers.get("zones"):
        return words.say("zone-more-than-one")
    if answers.get("health") or answers.get("asked"):
        return words.say("onboarding-zone-after-filter")
    return words.say("onboarding-zone")


def _blocked(words: Localizer, _: DialogResult, effect: effects.SafetyBlock) -> Message:
    key = "held-not-now" if effect.hold is SafetyHold.NOT_NOW else "held-pause"
    return Message(words.say(key), onboarding_keyboard(words))


def joined(words: Localizer, done: DialogResult, minutes: int) -> Message:
    """Return the end of onboarding. `minutes` is the length of today's routine."""
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
    pages = [("try-now", "today"), ("one-minute", "short"), ("settings", "settings")]
    buttons = [Button(words.say(f"button-{key}"), callback_data.open_(to)) for key, to in pages]
    share = done.conversation.answers.get("shared")
    if share:
        link = callback_data.open_("own-shared", share)
        buttons.append(Button(words.say("button-shared"), link))
    return Message(text, rows(buttons, 1))


_SAFETY = StepView(_safety_text, prefixed("onboarding-safety"), columns(2))

VIEW = DialogView(
    DIALOG.name,
    {
        **STEP_VIEWS,
        **{question(number): _SAFETY for number in QUESTIONS},
        WHICH: StepView(say("safety-q2-which")),
        RED: StepView(say("safety-stop-red")),
        RED_LIST: StepView(say("safety-list")),
        TODAY: StepView(say("safety-stop-today")),
        ASK_FIRST: StepView(say("safety-ask-first")),
        ZONE: StepView(_zone_text, zone_label),
    },
    {
        effects.Declined: result("declined", onboarding_keyboard),
        effects.SafetyBlock: _blocked,
    },
)
