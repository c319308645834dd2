"""The current question as a message: one text for each step, one label for each choice."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.chat import callback_data
from bot.chat.dialogs.labels import LABELS
from bot.chat.localizer import CLOCK, Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, paragraphs, rows
from bot.chat.pain import texts as pain_texts
from bot.chat.pain.emergency_numbers import emergency_numbers
from bot.chat.routines import custom_routines
from bot.domain.dialogs import symptoms
from bot.domain.dialogs.conversation import DialogName
from bot.domain.pain.safety_screen import QUESTIONS
from bot.domain.reminders.schedule import local_time
from bot.services.dialogs.dialog_states import Prompt
from bot.services.reminders.schedules import ReminderPlan

# Steps that several dialogues share also share their labels.
_SHARED = {
    "times": "times-choice",
    "days": "days-choice",
    "bending": "bending",
    "until": "pause-choice",
}
_WIDTHS = {"times": 2, "kit": 2, "pick-days": 4, "score": 6, "leg": 6, "reach": 5, "day": 2}
_SKIPPED_LAST = {"score", "leg", "reach"}


def question(
    words: Localizer, asked: Prompt, plan: ReminderPlan, lead: str | None = None
) -> Message:
    """Return the question. `lead` comes before it, such as the summary of a session."""
    again = _again(words, asked) if asked.again else None
    return Message(paragraphs(again, lead, _text(words, asked, plan)), keyboard(words, asked))


def label(words: Localizer, asked: Prompt, choice: str) -> str:
    """Return the label of a choice."""
    conversation = asked.conversation
    if conversation.dialog is DialogName.OWN:
        return custom_routines.label(words, asked, choice)
    special = LABELS.get(_step(asked))
    if special is not None:
        return special(words, asked, choice)
    shared = _SHARED.get(conversation.step)
    prefix = shared or ("onboarding-safety" if _is_safety(asked) else _key(asked))
    if conversation.dialog in {
        DialogName.FORGET,
        DialogName.FILL,
        DialogName.UNDO,
        DialogName.BROADCAST,
    }:
        prefix = conversation.dialog.value
    if conversation.dialog is DialogName.PAIN and conversation.step in symptoms.CHOICES:
        prefix = f"symptoms-{conversation.step}"
    return words.say(f"{prefix}-{choice}")


def keyboard(words: Localizer, asked: Prompt) -> Keyboard:
    """Return one button for each choice, the natural next step first."""
    version = asked.conversation.version
    buttons = [
        Button(label(words, asked, choice), callback_data.choose(version, choice))
        for choice in asked.choices
    ]
    if _is_safety(asked):
        return rows(buttons, 2)
    width = _WIDTHS.get(_step(asked), 1)
    if _step(asked) == "moves":  # the next step above, the way back below
        return custom_routines.arranged(buttons, asked.choices)
    if _step(asked) in {"kit", "pick-days"}:  # "done" has its own row
        return (*rows(buttons[:1], 1), *rows(buttons[1:], width))
    if _step(asked) in _SKIPPED_LAST:  # 0–5, 6–10, skip
        return (*rows(buttons[:-1], width), *rows(buttons[-1:], 1))
    return rows(buttons, width)


def choice_for(words: Localizer, asked: Prompt, typed: str) -> str | None:
    """Return the choice whose label equals the typed text, or None."""
    plain = typed.strip().casefold()
    for choice in asked.choices:
        if label(words, asked, choice).casefold() == plain:
            return choice
    return None


def _again(words: Localizer, asked: Prompt) -> SafeHtml:
    example = local_time(words.now(), asked.person.zone).date() + timedelta(days=10)
    return words.say(str(asked.again), example=example.isoformat())


def _text(words: Localizer, asked: Prompt, plan: ReminderPlan) -> str:
    if _is_safety(asked):
        number = int(asked.conversation.step.removeprefix("safety-"))
        intro = words.say("onboarding-safety-intro", number=number, all=len(QUESTIONS))
        return paragraphs(intro, words.say(f"safety-q{number}"))
    if asked.conversation.dialog is DialogName.OWN:
        return custom_routines.question(words, asked)
    special = _TEXTS.get(_key(asked))
    if special is not None:
        return special(words, asked)
    return words.say(_key(asked), **_facts(words, asked, plan))


def _facts(words: Localizer, asked: Prompt, plan: ReminderPlan) -> dict[str, object]:
    person, answers = asked.person, asked.conversation.answers
    zone = answers.get("zone", person.zone)
    return {
        "name": person.first_name,
        "zone": zone,
        "time": person.day_starts.strftime(CLOCK)
        if asked.conversation.dialog is DialogName.DAY_START
        else words.clock(words.now(), zone),
        "times": words.times(plan.times) or words.say("settings-no-times"),
        "days": words.weekdays(plan.weekdays) if plan.weekdays else words.say("days-every"),
    }


def _zone_text(words: Localizer, asked: Prompt) -> str:
    answers = asked.conversation.answers
    if answers.get("zones"):
        return words.say("zone-more-than-one")
    if answers.get("health") or answers.get("asked"):
        return words.say("onboarding-zone-after-filter")
    return words.say("onboarding-zone")


def _change_zone_text(words: Localizer, asked: Prompt) -> str:
    if asked.conversation.answers.get("zones"):
        return words.say("zone-more-than-one")
    return words.say("zone-zone", **_facts(words, asked, ReminderPlan()))


def _with_numbers(key: str) -> Callable[[Localizer, Prompt], str]:
    return lambda words, _: words.say(key, numbers=emergency_numbers(words))


_red = _with_numbers("safety-stop-red")
_red_list = _with_numbers("safety-list")


def today(words: Localizer) -> str:
    """Return the advice to see a doctor today."""
    return words.say("safety-stop-today", numbers=emergency_numbers(words))


def _day_said(words: Localizer, asked: Prompt) -> SafeHtml:
    return words.date(date.fromisoformat(asked.conversation.answers["day"]))


def _undo_text(words: Localizer, asked: Prompt) -> str:
    kind = "session" if asked.conversation.answers.get("undo") else "by-hand"
    return words.say(f"undo-confirm-{kind}", day=_day_said(words, asked))


def _preview(words: Localizer, asked: Prompt) -> str:
    answers = asked.conversation.answers
    said = words.say("broadcast-confirm", n=answers["people"])
    return paragraphs(said, words.quoted(answers["text"]))


def _pain_next(words: Localizer, asked: Prompt) -> str:
    ask = words.say(_key(asked))
    return paragraphs(pain_texts.pain_saved(words, asked.told), ask) if asked.told else ask


_TEXTS: Mapping[str, Callable[[Localizer, Prompt], str]] = {
    "onboarding-red": _red,
    "onboarding-red-list": _red_list,
    "onboarding-today": _with_numbers("safety-stop-today"),
    "onboarding-ask-first": lambda words, _: words.say("safety-ask-first"),
    "onboarding-safety-2-which": lambda words, _: words.say("safety-q2-which"),
    "onboarding-zone": _zone_text,
    "zone-zone": _change_zone_text,
    "pain-leg": _pain_next,
    "pain-reach": _pain_next,
    "pain-recheck": _pain_next,
    "pain-list": _red_list,
    "pain-red": _red,
    "pain-red-list": _red_list,
    "pain-held": lambda words, _: words.say("held"),
    "symptoms-list": _red_list,
    "symptoms-red": _red,
    "symptoms-red-list": _red_list,
    "symptoms-held": lambda words, _: words.say("held"),
    "fill-what": lambda words, asked: words.say("fill-what", day=_day_said(words, asked)),
    "undo-confirm": _undo_text,
    "broadcast-text": lambda words, asked: words.say(
        "broadcast-text", n=asked.conversation.answers["people"]
    ),
    "broadcast-confirm": _preview,
}


def _step(asked: Prompt) -> str:
    return asked.conversation.step


def _key(asked: Prompt) -> str:
    return f"{asked.conversation.dialog.value}-{asked.conversation.step}"


def _is_safety(asked: Prompt) -> bool:
    return asked.conversation.step in {f"safety-{number}" for number in QUESTIONS}
