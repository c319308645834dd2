"""Lessons: a short one a day, some with a question."""

from bot.chat import actions
from bot.chat.messages.message import Button, Message, lines, paragraphs, rows
from bot.chat.messages.sources import rests_on
from bot.chat.words import Markup, Words
from bot.domain.lessons import LessonId
from bot.services.lessons import Course


def todays(words: Words, course: Course, verb: str) -> Button | None:
    """The way to today's lesson; None when all are read. `verb` opens it in place or below."""
    if course.today is None:
        return None
    key = "lesson-today" if course.waits else "lesson-again"
    title = words.lesson(course.today).title
    return Button(words.say(key, title=title), actions.open_(verb, course.today))


def lesson(words: Words, id: LessonId, answer: str = "") -> Message:
    """A lesson, with its question or what the answer was worth.

    Raises `LookupError` for a lesson or an answer that is not there.
    """
    facts, said = words.catalogue.lessons[id], words.lesson(id)
    order = list(words.catalogue.lessons)
    title = words.say("lesson-title", title=said.title, number=order.index(id) + 1, all=len(order))
    more = (
        Button(
            words.say("lesson-more", title=words.article(facts.article).title),
            actions.open_("article", f"{facts.article}.1"),
        ),
        *([_sources(words, id)] if facts.sources else []),
        Button(words.say("learn-all"), actions.open_("learn")),
    )
    choices = () if answer else _choices(words, id)
    says = (words.listed([each]) for each in said.says)
    own = None if facts.sources else words.say("lesson-own")
    return Message(
        paragraphs(title, *says, own, _quiz(words, id, answer)),
        (*rows(choices, 1), *rows(more[:1], 1), tuple(more[1:])),
    )


def read(words: Words, course: Course) -> Message:
    """The lessons that somebody has read, the newest first."""
    buttons = [
        Button(words.lesson(each).title, actions.open_("lesson", each))
        for each in reversed(course.read)
    ]
    back = Button(words.say("learn-all"), actions.open_("learn"))
    text = words.say("lesson-list", n=len(course.read), all=len(words.catalogue.lessons))
    return Message(text, (*rows(buttons, 2), (back,)))


def sources(words: Words, id: LessonId) -> Message:
    """What a lesson rests on, with links. Raises `KeyError` for an unknown lesson."""
    back = Button(words.say("learn-back"), actions.open_("lesson", id))
    return rests_on(words, words.lesson(id).title, words.catalogue.lessons[id].sources, back)


def _choices(words: Words, id: LessonId) -> tuple[Button, ...]:
    quiz = words.lesson(id).quiz
    if quiz is None:
        return ()
    return tuple(
        Button(quiz.choices[each], actions.open_("answer", f"{id}.{each}"))
        for each in words.catalogue.lessons[id].choices
    )


def _quiz(words: Words, id: LessonId, answer: str) -> Markup | None:
    quiz, right = words.lesson(id).quiz, words.catalogue.lessons[id].right
    if quiz is None:
        return None
    if not answer:
        return words.say("lesson-question", question=quiz.question)
    return Markup(
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


def _sources(words: Words, id: LessonId) -> Button:
    return Button(words.say("learn-sources"), actions.open_("lesson-sources", id))
