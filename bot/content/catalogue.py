"""The content as values: exercises, routines and their words, safety facts, pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.content.articles import Article, Work
from bot.content.lessons import Lesson, LessonText
from bot.content.media import Clips
from bot.content.pages import Pages
from bot.content.programme import Programme
from bot.content.safety import EmergencyNumber, SafetyFacts
from bot.content.translations import ENGLISH, closest
from bot.domain.learning.lessons import LessonId
from bot.domain.routines.exercises import Exercise, ExerciseId, Filter
from bot.domain.routines.routine import Routine, RoutineId


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """All texts about an exercise in one language. Plain text, not HTML.

    There are 3 to 5 `steps`. `parts` names the halves of an exercise that has them; `sides` names
    the first and the other side where "leg" would be wrong. `cautions` says how to do it under a
    filter: always for `modify`, sometimes a hint for `fine`.
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
    """The title of a routine, and one line about it. Plain text, not HTML."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The texts about exercises, routines, articles and lessons in one language.

    Only English has to be complete; it is the fallback for other languages.
    """

    exercises: Mapping[ExerciseId, ExerciseWords]
    routines: Mapping[RoutineId, RoutineWords]
    articles: Mapping[str, Pages]
    lessons: Mapping[LessonId, LessonText]


Key = TypeVar("Key")
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content. Routines are ordered by kind and then as listed in their file."""

    folder: Path
    exercises: Mapping[ExerciseId, Exercise]
    sources: Mapping[ExerciseId, tuple[tuple[Work, str], ...]]
    """The works cited for each exercise, with what each of them supports."""
    routines: Mapping[RoutineId, Routine]
    articles: Mapping[str, Article]
    lessons: Mapping[LessonId, Lesson]
    programme: Programme
    safety: SafetyFacts
    languages: Mapping[str, LanguageWords]
    """The words by language; English is always present."""
    films: Mapping[ExerciseId, Clips]
    """The films and the poster of each exercise; see `media`."""

    def words(self, language: str, exercise: ExerciseId) -> ExerciseWords:
        """The words of an exercise, with English as the fallback. Raises `KeyError`."""
        return self._said(language, lambda each: each.exercises, exercise)

    def routine_words(self, language: str, routine: RoutineId) -> RoutineWords:
        """The words of a routine, with English as the fallback. Raises `KeyError`."""
        return self._said(language, lambda each: each.routines, routine)

    def article_words(self, language: str, article: str) -> Pages:
        """The words of an article, with English as the fallback. Raises `KeyError`."""
        return self._said(language, lambda each: each.articles, article)

    def lesson_words(self, language: str, lesson: LessonId) -> LessonText:
        """The words of a lesson, with English as the fallback. Raises `KeyError`."""
        return self._said(language, lambda each: each.lessons, lesson)

    @property
    def reviewed(self) -> int:
        """How many exercises a doctor or physio has reviewed."""
        return sum(each.clinically_reviewed for each in self.exercises.values())

    def poster(self, exercise: ExerciseId) -> Path:
        """The still picture of an exercise (PNG). Raises `KeyError` for an unknown one."""
        return self.films[exercise].poster

    def emergency_numbers(self, language_or_country: str = "") -> tuple[EmergencyNumber, ...]:
        """The numbers of a country ("GB", "en-GB"), or all numbers for an unknown one.

        The label of each is a region; its name is the text `safety-region-<label>`.
        """
        return self.safety.emergency_numbers(language_or_country)

    def _said(
        self, language: str, among: Callable[[LanguageWords], Mapping[Key, Said]], key: Key
    ) -> Said:
        own = among(self.languages[closest(language, self.languages)])
        return own[key] if key in own else among(self.languages[ENGLISH])[key]
