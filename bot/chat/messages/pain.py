"""A pain note in words: what was noted, and what to do now."""

from bot.chat.messages.message import paragraphs
from bot.chat.words import Markup, Words
from bot.domain.pain import PainNote
from bot.domain.safety import Light, Travel
from bot.services.pain_diary import Told


def noted(words: Words, told: Told) -> str:
    """The scores, the traffic light in words, and where leg pain went."""
    return paragraphs(f"{_scores(words, told.note)}{_light(words, told.light)}", _went(words, told))


def _scores(words: Words, note: PainNote) -> Markup:
    reach = note.reach.value if note.reach else "none"
    if note.back is None:
        return words.say("pain-noted-leg", leg=note.leg, reach=reach)
    if note.leg is None:
        return words.say("pain-noted-back", back=note.back)
    return words.say("pain-noted-both", back=note.back, leg=note.leg, reach=reach)


def _light(words: Words, light: Light) -> str:
    return "" if light is Light.GREEN else f" {words.say(f'safety-pain-{light.value}')}"


def _went(words: Words, told: Told) -> Markup | None:
    match told.travel:
        case Travel.DOWN:
            return words.say("pain-went-down")
        case Travel.UP if told.light is not Light.RED:
            return words.say("pain-went-up")
        case _:
            return None
