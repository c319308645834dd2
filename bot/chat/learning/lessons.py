"""Lessons: a short one each day, some with a question."""

from bot.chat import callback_data
from bot.chat.learning.sources import source_list
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Message, lines, paragraphs, rows
from bot.domain.learning.lessons import LessonId
from bot.services.learning.lessons import LessonProgress


def todays_lesson_button(words: Localizer, progress: LessonProgress, verb: str) -> Button | None:
    """Return the button for today's lesson, or None if all are read. `verb` says where it opens."""
    if progress.today is None:
        return None
    key = "lesson-today" if progress.waits else "lesson-again"
    title = words.lesson(progress.today).title
    return Button(words.say(key, title=title), callback_data.open_(verb, progress.today))


def lesson(words: Localizer, id: LessonId, answer: str = "") -> Message:
    """Return a lesson with its question, or with the result of an answer.

    Raises `LookupError` for an unknown lesson or answer.
    """
    facts, said = words.catalogue.lessons[id], words.lesson(id)
    order = list(words.catalogue.lessons)
    title = words.say("lesson-title", title=said.title, number=order.index(id) + 1, all=len(order))
    more = (
        Button(
            words.say("lesson-more", title=words.article(facts.article).title),
            callback_data.open_("article", f"{facts.article}.1"),
        ),
        *([_sources(words, id)] if facts.sources else []),
        Button(words.say("learn-all"), callback_data.open_("learn")),
    )
    choices = () if answer else _choices(words, id)
    says = (words.listed([each]) for each in said.says)
    own = None if facts.sources else words.say("lesson-own")
    return Message(
        paragraphs(title, *says, own, _quiz(words, id, answer)),
        (*rows(choices, 1), *rows(more[:1], 1), tuple(more[1:])),
    )


def read(words: Localizer, progress: LessonProgress) -> Message:
    """List the lessons that a person has read, the newest first."""
    buttons = [
        Button(words.lesson(each).title, callback_data.open_("lesson", each))
        for each in reversed(progress.read)
    ]
    back = Button(words.say("learn-all"), callback_data.open_("learn"))
    text = words.say("lesson-list", n=len(progress.read), all=len(words.catalogue.lessons))
    return Message(text, (*rows(buttons, 2), (back,)))


def sources(words: Localizer, id: LessonId) -> Message:
    """Return the sources of a lesson, with links. Raises `KeyError` for an unknown lesson."""
    back = Button(words.say("learn-back"), callback_data.open_("lesson", id))
    return source_list(words, words.lesson(id).title, words.catalogue.lessons[id].sources, back)


def _choices(words: Localizer, id: LessonId) -> tuple[Button, ...]:
    quiz = words.lesson(id).quiz
    if quiz is None:
        return ()
    return tuple(
        Button(quiz.choices[each], callback_data.open_("answer", f"{id}.{each}"))
        for each in words.catalogue.lessons[id].choices
    )


def _quiz(words: Localizer, id: LessonId, answer: str) -> SafeHtml | None:
    quiz, right = words.lesson(id).quiz, words.catalogue.lessons[id].right
    if quiz is None:
        return None
    if not answer:
        return words.say("lesson-question", question=quiz.question)
    return SafeHtml(
        lines(
            words.say("lesson-question", question=quiz.question),
            words.say(
                "lesson-right" if answer == right else "lesson-not-quite",
                answer=quiz.choices[answer],
                right=quiz.choices[right],
            ),
            words.listed([quiz.because]),
        )
    )


def _sources(words: Localizer, id: LessonId) -> Button:
    return Button(words.say("learn-sources"), callback_data.open_("lesson-sources", id))
