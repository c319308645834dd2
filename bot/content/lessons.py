"""Lessons and their words, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.content.articles import Work, backed
from bot.domain.learning.lessons import LessonId

if TYPE_CHECKING:  # not imported at run time: the models need Pydantic
    from bot.content.schema.lessons import LessonFacts, LessonWords
    from bot.content.schema.references import Reference


@dataclass(frozen=True, slots=True)
class Lesson:
    """The facts of a lesson: further reading, its sources, and its question if it has one."""

    id: LessonId
    article: str
    sources: tuple[tuple[Work, str], ...] = ()
    choices: tuple[str, ...] = ()
    right: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question, the texts of its choices, and why the right one is right."""

    question: str
    choices: Mapping[str, str]
    because: str


@dataclass(frozen=True, slots=True)
class LessonText:
    """The words of a lesson. Plain text, not HTML."""

    title: str
    says: tuple[str, ...]
    quiz: Quiz | None = None


def lesson(facts: "LessonFacts", references: "Mapping[str, Reference]") -> Lesson:
    """The value of a valid lesson. Raises `KeyError` for an unknown source."""
    quiz = facts.quiz
    return Lesson(
        LessonId(facts.id),
        facts.article,
        backed(facts.sources, references),
        quiz.choices if quiz else (),
        quiz.right if quiz else "",
    )


def text(said: "LessonWords") -> LessonText:
    """The words of a valid file as a value."""
    quiz = said.quiz
    if quiz is None:
        return LessonText(said.title, said.says)
    return LessonText(
        said.title, said.says, Quiz(quiz.question, MappingProxyType(quiz.choices), quiz.because)
    )
