"""The content as values: exercises, routines and their words, safety facts, pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.content.articles import Article, Work
from bot.content.languages import ENGLISH, closest
from bot.content.lessons import Lesson, LessonText
from bot.content.media import Clips
from bot.content.pages import Pages
from bot.content.programme import Programme
from bot.content.safety import EmergencyNumber, SafetyFacts
from bot.domain.learning.lessons import LessonId
from bot.domain.routines.exercises import Exercise, ExerciseId, Filter
from bot.domain.routines.routine import Routine, RoutineId


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """All that is said about an exercise in one language. Plain text, not HTML.

    `steps` are 3 to 5. `parts` names the halves of an exercise that has them; `sides` holds what
    the first and the other side are called where "leg" would be wrong. `cautions` says how to do
    it under a filter: always for `modify`, sometimes a hint for `fine`.
    """

    title: str
    steps: tuple[str, ...]
    feel: str
    stop_if: str
    easier: str
    breathe: str
    why: str
    parts: Mapping[str, str] = field(default_factory=dict)
    sides: tuple[str, str] | None = None
    cautions: Mapping[Filter, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoutineWords:
    """What a routine is called, and one line about it. Plain text, not HTML."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """What is said about exercises, routines, articles and lessons in one language.

    Only English has to have everything; it stands in for what another language lacks.
    """

    exercises: Mapping[ExerciseId, ExerciseWords]
    routines: Mapping[RoutineId, RoutineWords]
    articles: Mapping[str, Pages]
    lessons: Mapping[LessonId, LessonText]


Key = TypeVar("Key")
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content. Routines come by kind and then as their file lists them, the rest in order."""

    folder: Path
    exercises: Mapping[ExerciseId, Exercise]
    sources: Mapping[ExerciseId, tuple[tuple[Work, str], ...]]
    """The works that each exercise rests on, with what each of them backs."""
    routines: Mapping[RoutineId, Routine]
    articles: Mapping[str, Article]
    lessons: Mapping[LessonId, Lesson]
    programme: Programme
    safety: SafetyFacts
    languages: Mapping[str, LanguageWords]
    """The words by language; English is always there."""
    films: Mapping[ExerciseId, Clips]
    """The pictures that move, and the poster of each exercise; see `films`."""

    def words(self, language: str, exercise: ExerciseId) -> ExerciseWords:
        """The words of an exercise, in English where there are no others. Raises `KeyError`."""
        return self._said(language, lambda each: each.exercises, exercise)

    def routine_words(self, language: str, routine: RoutineId) -> RoutineWords:
        """The words of a routine, in English where there are no others. Raises `KeyError`."""
        return self._said(language, lambda each: each.routines, routine)

    def article_words(self, language: str, article: str) -> Pages:
        """The words of an article, in English where there are no others. Raises `KeyError`."""
        return self._said(language, lambda each: each.articles, article)

    def lesson_words(self, language: str, lesson: LessonId) -> LessonText:
        """The words of a lesson, in English where there are no others. Raises `KeyError`."""
        return self._said(language, lambda each: each.lessons, lesson)

    @property
    def reviewed(self) -> int:
        """How many exercises a clinician has reviewed."""
        return sum(each.clinically_reviewed for each in self.exercises.values())

    def poster(self, exercise: ExerciseId) -> Path:
        """The still picture of an exercise (PNG). Raises `KeyError` for an unknown one."""
        return self.films[exercise].poster

    def emergency_numbers(self, language_or_country: str = "") -> tuple[EmergencyNumber, ...]:
        """The numbers of a country ("GB", "en-GB"), or all for anything that names none we know.

        The label of each is a region; its words are the text `safety-region-<label>`.
        """
        return self.safety.emergency_numbers(language_or_country)

    def _said(
        self, language: str, among: Callable[[LanguageWords], Mapping[Key, Said]], key: Key
    ) -> Said:
        own = among(self.languages[closest(language, self.languages)])
        return own[key] if key in own else among(self.languages[ENGLISH])[key]
