"""The lesson files: lessons.yaml with their order, <language>.yaml with their words."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, RootModel, StringConstraints, model_validator

from bot.content.schema.base import File, Line, Slug, Source, Strict

Name = Annotated[Slug, StringConstraints(max_length=24)]
"""Short enough for callback data, which Telegram limits to 64 bytes."""


class QuizFacts(Strict):
    """The choices of a question in order, and the right one."""

    choices: Annotated[tuple[Name, ...], Field(min_length=2, max_length=4)]
    right: Name

    @model_validator(mode="after")
    def _has_one_right_choice(self) -> Self:
        if self.choices.count(self.right) != 1:
            raise ValueError("needs the right choice once among its choices")
        return self


class LessonFacts(Strict):
    """One lesson. `article` is further reading; a lesson without sources is Limber's own advice."""

    id: Name
    article: Slug
    sources: tuple[Source, ...] = ()
    quiz: QuizFacts | None = None


class LessonsFile(File):
    """lessons.yaml: one lesson a day, in this order."""

    lessons: Annotated[tuple[LessonFacts, ...], Field(min_length=1)]
    reviewed_on: date
    clinically_reviewed: bool


class QuizWords(Strict):
    """The question, the texts of its choices, and why the right one is right."""

    question: Line
    choices: dict[Slug, Line]
    because: Line


class LessonWords(Strict):
    """The words of one lesson, one line per paragraph."""

    title: Line
    says: Annotated[tuple[Line, ...], Field(min_length=1)]
    quiz: QuizWords | None = None


class LessonWordsFile(RootModel[dict[Slug, LessonWords]]):
    """The words of every lesson in one language, by the lesson's id."""
