"""Emergency numbers as one line of text."""

from bot.chat.localizer import Localizer, SafeHtml


def emergency_numbers(words: Localizer) -> SafeHtml:
    """Return the numbers of all regions: “<b>112</b> (EU) · <b>999</b> (UK) …”."""
    numbers = words.catalogue.emergency_numbers()
    return SafeHtml(
        " · ".join(
            f"<b>{each.number}</b> ({words.say(f'safety-region-{each.label}')})" for each in numbers
        )
    )
