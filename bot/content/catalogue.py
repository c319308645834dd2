"""The content as values: exercises, routines and their words, safety facts, pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.articles import Article
from bot.content.films import Films
from bot.content.languages import closest
from bot.content.pages import Pages
from bot.content.programme import Programme
from bot.content.safety import EmergencyNumber, SafetyFacts
from bot.domain.exercises import Exercise, ExerciseId, Filter
from bot.domain.routines import Routine, RoutineId


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
    """Everything said about exercises, routines and articles in one language."""

    exercises: Mapping[ExerciseId, ExerciseWords]
    routines: Mapping[RoutineId, RoutineWords]
    articles: Mapping[str, Pages]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content. Routines come by kind and then as their file lists them, articles in order."""

    folder: Path
    exercises: Mapping[ExerciseId, Exercise]
    routines: Mapping[RoutineId, Routine]
    articles: Mapping[str, Article]
    programme: Programme
    safety: SafetyFacts
    languages: Mapping[str, LanguageWords]
    """The words by language; English is always there."""
    films: Mapping[ExerciseId, Films]
    """The pictures that move, and the poster of each exercise; see `films`."""

    def words(self, language: str, exercise: ExerciseId) -> ExerciseWords:
        """The words of an exercise, in English for an unknown language. Raises `KeyError`."""
        return self._in(language).exercises[exercise]

    def routine_words(self, language: str, routine: RoutineId) -> RoutineWords:
        """The words of a routine, in English for an unknown language. Raises `KeyError`."""
        return self._in(language).routines[routine]

    def article_words(self, language: str, article: str) -> Pages:
        """The words of an article, in English for an unknown language. Raises `KeyError`."""
        return self._in(language).articles[article]

    def poster(self, exercise: ExerciseId) -> Path:
        """The still picture of an exercise (PNG). Raises `KeyError` for an unknown one."""
        return self.films[exercise].poster

    def emergency_numbers(self, language_or_country: str = "") -> tuple[EmergencyNumber, ...]:
        """The numbers of a country ("GB", "en-GB"), or all for anything that names none we know.

        The label of each is a region; its words are the text `safety-region-<label>`.
        """
        return self.safety.emergency_numbers(language_or_country)

    def _in(self, language: str) -> LanguageWords:
        return self.languages[closest(language, self.languages)]
