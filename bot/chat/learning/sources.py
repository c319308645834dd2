"""Sources: works with links, and what each of them supports."""

from collections.abc import Iterable

from bot.chat.localizer import Localizer, linked
from bot.chat.message import Button, Message, lines, paragraphs
from bot.content.articles import Work


def source_list(
    words: Localizer, title: str, backed: Iterable[tuple[Work, str]], back: Button
) -> Message:
    """Return a numbered list of sources for an article, lesson or exercise, and a back button."""
    works = (
        words.say("learn-source", n=at, work=linked(work.citation, work.url), backs=backs)
        for at, (work, backs) in enumerate(backed, 1)
    )
    heading = words.say("learn-sources-title", title=title)
    return Message(paragraphs(heading, lines(*works), words.say("learn-honest")), ((back,),))
