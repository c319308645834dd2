"""Safety in words: emergency numbers as one line."""

from bot.chat.localizer import Localizer, SafeHtml


def emergency_numbers(words: Localizer) -> SafeHtml:
    """Every region: “<b>112</b> (EU) · <b>999</b> (UK) …”. Nobody has to look theirs up."""
    numbers = words.catalogue.emergency_numbers()
    return SafeHtml(
        " · ".join(
            f"<b>{each.number}</b> ({words.say(f'safety-region-{each.label}')})" for each in numbers
        )
    )
