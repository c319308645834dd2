"""Texts about a pain note: what was saved, and what to do now."""

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, paragraphs, rows
from bot.domain.pain.feedback import PainFeedback
from bot.domain.pain.notes import PainNote
from bot.domain.pain.safety_screen import Light, Travel
from bot.domain.plan.progression import Aftermath


def pain_saved(words: Localizer, pain: PainFeedback) -> str:
    """Return the scores, the traffic light in words, and how far leg pain moved."""
    return paragraphs(f"{_scores(words, pain.note)}{_light(words, pain.light)}", _went(words, pain))


def _scores(words: Localizer, note: PainNote) -> SafeHtml:
    reach = note.reach.value if note.reach else "none"
    if note.back is None:
        return words.say("pain-noted-leg", leg=note.leg, reach=reach)
    if note.leg is None:
        return words.say("pain-noted-back", back=note.back)
    return words.say("pain-noted-both", back=note.back, leg=note.leg, reach=reach)


def _light(words: Localizer, light: Light) -> str:
    return "" if light is Light.GREEN else f" {words.say(f'safety-pain-{light.value}')}"


def _went(words: Localizer, pain: PainFeedback) -> SafeHtml | None:
    match pain.travel:
        case Travel.DOWN:
            return words.say("pain-went-down")
        case Travel.UP if pain.light is not Light.RED:
            return words.say("pain-went-up")
        case _:
            return None


def aftermath(words: Localizer, pain: PainFeedback) -> SafeHtml | None:
    """Return what consecutive red sessions lead to, or None."""
    if pain.after is Aftermath.NONE:
        return None
    return words.say(f"pain-after-{pain.after.value}")


def gentler_days_button(words: Localizer, pain: PainFeedback) -> Keyboard:
    """Return a button for gentler days, the natural next step on a red day."""
    if pain.light is not Light.RED:
        return ()
    return ((Button(words.say("plan-do-soft"), callback_data.open_("plan", "soft")),),)


def skipped(words: Localizer, pain: PainFeedback) -> tuple[SafeHtml | None, Keyboard]:
    """Return the question after three skips: replace, keep or ease the exercise."""
    if pain.skipped is None:
        return None, ()
    buttons = [
        Button(words.say(f"skipped-{each}"), callback_data.open_("aside", f"{each}.{pain.skipped}"))
        for each in ("out", "kept", "easier")
    ]
    return words.say("skipped-often", move=words.exercise(pain.skipped).title), rows(buttons, 3)


def emergency_numbers(words: Localizer) -> SafeHtml:
    """Return the numbers of all regions: “<b>112</b> (EU) · <b>999</b> (UK) …”."""
    numbers = words.catalogue.emergency_numbers()
    return SafeHtml(
        " · ".join(
            f"<b>{each.number}</b> ({words.say(f'safety-region-{each.label}')})" for each in numbers
        )
    )
