"""How a dialogue is shown. Without a view of its own, its texts have the names of its steps."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, rows
from bot.chat.next_steps import start_keyboard
from bot.chat.pain.texts import emergency_numbers
from bot.domain.dialogs.conversation import DialogName, Effect
from bot.domain.people.person import Person
from bot.services.container import Services
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.reminders.schedules import ReminderPlan

Text = Callable[[Localizer, Prompt, ReminderPlan], str]
Label = Callable[[Localizer, Prompt, str], str]
Layout = Callable[[Sequence[Button], Prompt], Keyboard]
ResultText = Callable[[Localizer, DialogResult, Any], Message]
"""The last argument is the effect of the dialogue."""

Known = Callable[[Services, Person], Awaitable[dict[str, Any]]]


def say(key: str) -> Text:
    """Show this text, which may use the person's name, zone, time, times and days."""
    return lambda words, asked, plan: words.say(key, **_facts(words, asked, plan))


def _facts(words: Localizer, asked: Prompt, plan: ReminderPlan) -> dict[str, object]:
    zone = asked.conversation.answers.get("zone", asked.person.zone)
    return {
        "name": asked.person.first_name,
        "zone": zone,
        "time": words.clock(words.now(), zone),
        "times": words.times(plan.times) or words.say("settings-no-times"),
        "days": words.weekdays(plan.weekdays) if plan.weekdays else words.say("days-every"),
        "numbers": emergency_numbers(words),
    }


def key_of(asked: Prompt) -> str:
    """Return the key of the question's text, unless its view has another."""
    return f"{asked.conversation.dialog}-{asked.conversation.step}"


def prefixed(prefix: str) -> Label:
    """Label each choice with the text `<prefix>-<choice>`."""
    return lambda words, _, choice: words.say(f"{prefix}-{choice}")


def columns(width: int) -> Layout:
    """Arrange the buttons in rows of `width`."""
    return lambda buttons, _: rows(buttons, width)


def first_alone(width: int) -> Layout:
    """Give the first button its own row."""
    return lambda buttons, _: (*rows(buttons[:1], 1), *rows(buttons[1:], width))


def last_alone(width: int) -> Layout:
    """Give the last button its own row."""
    return lambda buttons, _: (*rows(buttons[:-1], width), *rows(buttons[-1:], 1))


_ONE_COLUMN = columns(1)


@dataclass(frozen=True, slots=True)
class StepView:
    """The text of a step, the labels of its choices, and their layout."""

    text: Text = lambda words, asked, plan: say(key_of(asked))(words, asked, plan)
    label: Label = lambda words, asked, choice: words.say(f"{key_of(asked)}-{choice}")
    layout: Layout = _ONE_COLUMN


@dataclass(frozen=True, slots=True)
class DialogView:
    """The steps and results of a dialogue that differ from the default."""

    dialog: DialogName
    steps: Mapping[str, StepView] = field(default_factory=dict)
    results: Mapping[type[Effect], ResultText] = field(default_factory=dict)
    known: Known | None = None
    """Loads the initial answers, such as the current settings."""


def result(key: str, keyboard: Callable[[Localizer], Keyboard] = start_keyboard) -> ResultText:
    """Show this text, with that keyboard."""
    return lambda words, _, __: Message(words.say(key), keyboard(words))


def streak_line(words: Localizer, done: DialogResult) -> SafeHtml | None:
    """Return the streak, unless the summary of a session above already shows it."""
    days = done.standing.current
    was_said = done.conversation.answers.get("workout") is not None
    return words.say("streak-now", days=words.days_long(days)) if days and not was_said else None


def next_reminder(words: Localizer, done: DialogResult) -> SafeHtml | None:
    """Return when the next reminder is due, or None."""
    return words.reminder_time(done.plan.next.at, done.person) if done.plan.next else None
