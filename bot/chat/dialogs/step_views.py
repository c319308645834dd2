"""Steps that onboarding and the settings share."""

from bot.chat.dialogs.view import StepView, columns, first_alone, prefixed
from bot.chat.localizer import Localizer, city
from bot.domain.dialogs import steps
from bot.domain.routines.exercises import Place
from bot.services.dialogs.dialog_states import Prompt


def time_label(words: Localizer, _: Prompt, choice: str) -> str:
    """Return one time of day, or a pair."""
    first, _space, second = choice.partition(" ")
    return words.say("times-pair", first=first, second=second) if second else choice


def zone_label(words: Localizer, _: Prompt, choice: str) -> str:
    """Return the city of a zone and the time there."""
    return words.say("zone-choice", city=city(choice), time=words.clock(words.now(), choice))


def _kit_label(words: Localizer, asked: Prompt, choice: str) -> str:
    if choice == steps.DONE:
        return words.say("kit-done")
    places, things = steps.kit_of(asked.conversation.answers)
    prefix = "place" if choice in set(Place) else "equipment"
    return _ticked(words.say(f"{prefix}-{choice}"), on=choice in (*places, *things))


def _day_label(words: Localizer, asked: Prompt, choice: str) -> str:
    chosen = asked.conversation.answers.get("days", ())
    if choice == steps.DONE:
        if not chosen:
            return words.say("days-done-none")
        return words.say("days-done", days=words.weekdays(chosen))
    return _ticked(words.say(f"weekday-{choice}"), on=int(choice) in chosen)


def _ticked(text: str, *, on: bool) -> str:
    return f"✓ {text}" if on else f"· {text}"


STEP_VIEWS = {
    "times": StepView(label=time_label, layout=columns(2)),
    "days": StepView(label=prefixed("days-choice")),
    "pick-days": StepView(label=_day_label, layout=first_alone(4)),
    "kit": StepView(label=_kit_label, layout=first_alone(4)),
    "bending": StepView(label=prefixed("bending")),
}
