"""Articles: the list, their pages and their sources."""

from bot.chat import callback_data
from bot.chat.learning import lessons
from bot.chat.learning.sources import source_list
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Message, lines, paragraphs, rows
from bot.domain.dialogs.parsing import whole
from bot.services.learning.lessons import LessonProgress

EVIDENCE = "evidence"
"""The article about the strength of the evidence. Every other article links to it."""

_LAST_PAGE = 999


def contents(words: Localizer, progress: LessonProgress) -> Message:
    """Return buttons for today's lesson, every article, and the lessons read so far."""
    known = words.catalogue.articles
    first = lessons.todays_lesson_button(words, progress, "lesson")
    before = Button(words.say("lesson-read", n=len(progress.read)), callback_data.open_("lessons"))
    buttons = (first, *(_open(words, each) for each in known), before if progress.read else None)
    text = words.say("learn", n=len(known), lessons=len(words.catalogue.lessons))
    return Message(text, rows((each for each in buttons if each), 1))


def page(words: Localizer, article: str, number: int) -> Message:
    """Return a page of an article, counted from 1. Raises `LookupError` for an unknown one."""
    said = words.article(article)
    if not 1 <= number <= len(said.pages):
        raise IndexError(number)
    shown = said.pages[number - 1]
    title = words.say("learn-page", title=said.title, page=number, all=len(said.pages))
    heading = SafeHtml(f"<b>{words.listed([shown.heading])}</b>")
    return Message(
        paragraphs(title, lines(heading, words.listed([shown.text]))),
        (
            *_turn(words, article, number),
            *_evidence(words, article, number),
            (
                Button(
                    words.say("learn-sources"), callback_data.open_("sources", _at(article, number))
                ),
                Button(words.say("learn-all"), callback_data.open_("learn")),
            ),
        ),
    )


def sources(words: Localizer, article: str, number: int) -> Message:
    """Return the sources of an article, with links. Raises `KeyError` for an unknown article."""
    backed = words.catalogue.articles[article].sources
    back = Button(words.say("learn-back"), callback_data.open_("article", _at(article, number)))
    return source_list(words, words.article(article).title, backed, back)


def place(argument: str) -> tuple[str, int]:
    """Parse the article and page in a button's data. Raises `ValueError` for anything else."""
    article, _, number = argument.partition(".")
    return article, whole(number, _LAST_PAGE)


def _turn(words: Localizer, article: str, number: int) -> tuple[tuple[Button, ...], ...]:
    """Return "Next" and "Back". After an article comes the next one, and finally the list."""
    following = number + 1
    if following <= len(words.article(article).pages):
        first = Button(
            words.say("learn-next"), callback_data.open_("article", _at(article, following))
        )
    else:
        order = list(words.catalogue.articles)
        later = order[order.index(article) + 1 :]
        first = (
            Button(
                words.say("learn-next-article", title=words.article(later[0]).title),
                callback_data.open_("article", _at(later[0], 1)),
            )
            if later
            else Button(words.say("learn-finish"), callback_data.open_("learned"))
        )
    if number == 1:
        return ((first,),)
    back = Button(words.say("learn-back"), callback_data.open_("article", _at(article, number - 1)))
    return ((first,), (back,)) if len(first.label) > len(back.label) + 4 else ((first, back),)


def _evidence(words: Localizer, article: str, number: int) -> tuple[tuple[Button, ...], ...]:
    is_last = number == len(words.article(article).pages)
    known = words.catalogue.articles
    order = list(known)
    is_next = order[order.index(article) + 1 : order.index(article) + 2] == [EVIDENCE]
    if not is_last or article == EVIDENCE or is_next or EVIDENCE not in known:
        return ()
    return ((_open(words, EVIDENCE),),)


def _open(words: Localizer, article: str) -> Button:
    return Button(words.article(article).title, callback_data.open_("article", _at(article, 1)))


def _at(article: str, number: int) -> str:
    return f"{article}.{number}"
