"""A pain note in words: what was noted, and what to do now."""

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, paragraphs, rows
from bot.domain.pain.feedback import PainFeedback
from bot.domain.pain.notes import PainNote
from bot.domain.pain.safety_screen import Light, Travel
from bot.domain.plan.progression import Aftermath


def pain_saved(words: Localizer, told: PainFeedback) -> str:
    """The scores, the traffic light in words, and where leg pain went."""
    return paragraphs(f"{_scores(words, told.note)}{_light(words, told.light)}", _went(words, told))


def _scores(words: Localizer, note: PainNote) -> SafeHtml:
    reach = note.reach.value if note.reach else "none"
    if note.back is None:
        return words.say("pain-noted-leg", leg=note.leg, reach=reach)
    if note.leg is None:
        return words.say("pain-noted-back", back=note.back)
    return words.say("pain-noted-both", back=note.back, leg=note.leg, reach=reach)


def _light(words: Localizer, light: Light) -> str:
    return "" if light is Light.GREEN else f" {words.say(f'safety-pain-{light.value}')}"


def _went(words: Localizer, told: PainFeedback) -> SafeHtml | None:
    match told.travel:
        case Travel.DOWN:
            return words.say("pain-went-down")
        case Travel.UP if told.light is not Light.RED:
            return words.say("pain-went-up")
        case _:
            return None


def aftermath(words: Localizer, told: PainFeedback) -> SafeHtml | None:
    """What red sessions one after the other lead to."""
    if told.after is Aftermath.NONE:
        return None
    return words.say(f"pain-after-{told.after.value}")


def soft_first(words: Localizer, told: PainFeedback) -> Keyboard:
    """On a red day soft days are the natural next step."""
    if told.light is not Light.RED:
        return ()
    return ((Button(words.say("plan-do-soft"), callback_data.open_("plan", "soft")),),)


def skipped(words: Localizer, told: PainFeedback) -> tuple[SafeHtml | None, Keyboard]:
    """The question that three skips lead to: replace it, keep it, or shorten it."""
    if told.skipped is None:
        return None, ()
    buttons = [
        Button(words.say(f"skipped-{each}"), callback_data.open_("aside", f"{each}.{told.skipped}"))
        for each in ("out", "kept", "easier")
    ]
    return words.say("skipped-often", move=words.exercise(told.skipped).title), rows(buttons, 3)
