"""Labels of choices that need more than one fixed text."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.chat.localizer import Localizer, city
from bot.domain.dialogs import fill_in, steps
from bot.domain.routines.exercises import Place
from bot.services.dialogs.dialog_states import Prompt


def _fill_label(words: Localizer, _: Prompt, choice: str) -> str:
    if choice == fill_in.NEVER_MIND:
        return words.say("fill-never-mind")
    return words.date(date.fromisoformat(choice))


def _goal_label(words: Localizer, _: Prompt, choice: str) -> str:
    return words.say("goal-usual") if choice == "usual" else words.say("days-a-week", n=int(choice))


def _time_label(words: Localizer, _: Prompt, choice: str) -> str:
    first, _space, second = choice.partition(" ")
    return words.say("times-pair", first=first, second=second) if second else choice


def _zone_label(words: Localizer, _: Prompt, choice: str) -> str:
    return words.say("zone-choice", city=city(choice), time=words.clock(words.now(), choice))


def _kit_label(words: Localizer, asked: Prompt, choice: str) -> str:
    if choice == steps.DONE:
        return words.say("kit-done")
    places, things = steps.kit_of(asked.conversation.answers)
    prefix = "place" if choice in set(Place) else "equipment"
    return _ticked(words.say(f"{prefix}-{choice}"), choice in (*places, *things))


def _day_label(words: Localizer, asked: Prompt, choice: str) -> str:
    chosen = asked.conversation.answers.get("days", ())
    if choice == steps.DONE:
        if not chosen:
            return words.say("days-done-none")
        return words.say("days-done", days=words.weekdays(chosen))
    return _ticked(words.say(f"weekday-{choice}"), int(choice) in chosen)


def _ticked(text: str, on: bool) -> str:  # noqa: FBT001 - two plain values, clear at the call
    return f"✓ {text}" if on else f"· {text}"


def _score_label(words: Localizer, _: Prompt, choice: str) -> str:
    return words.say("pain-skip") if choice == "skip" else choice


def _reach_label(words: Localizer, _: Prompt, choice: str) -> str:
    return words.say("pain-skip" if choice == "skip" else f"reach-{choice}")


LABELS: Mapping[str, Callable[[Localizer, Prompt, str], str]] = {
    "times": _time_label,
    "zone": _zone_label,
    "kit": _kit_label,
    "pick-days": _day_label,
    "score": _score_label,
    "leg": _score_label,
    "reach": _reach_label,
    "day-start": lambda _, __, choice: choice,
    "day": _fill_label,
    "goal": _goal_label,
}
"""Label functions by the name of the step."""
