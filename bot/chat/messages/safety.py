"""Safety in words: emergency numbers as one line."""

from bot.chat.words import Markup, Words


def emergency_numbers(words: Words) -> Markup:
    """Every region: “<b>112</b> (EU) · <b>999</b> (UK) …”. Nobody has to look theirs up."""
    numbers = words.catalogue.emergency_numbers()
    return Markup(
        " · ".join(
            f"<b>{each.number}</b> ({words.say(f'safety-region-{each.label}')})" for each in numbers
        )
    )
