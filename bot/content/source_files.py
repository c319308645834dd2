"""Read and validate every content file, for both loading and checking."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content import pages, yaml_lines
from bot.content.pages import Pages
from bot.content.problems import Problem
from bot.content.schema.articles import ArticleFile, NumbersFile
from bot.content.schema.exercises import ExerciseFile, WordsFile
from bot.content.schema.lessons import LessonsFile, LessonWordsFile
from bot.content.schema.programme import ProgrammeFile
from bot.content.schema.references import ReferencesFile
from bot.content.schema.routines import RoutinesFile, RoutineWordsFile
from bot.content.schema.safety import SafetyFile
from bot.content.validation_messages import sentence
from bot.content.yaml_lines import BrokenYaml, Document

Model = TypeVar("Model", bound=BaseModel)

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
FACTS = "exercise.yaml"
ARTICLE = "article.yaml"
LESSONS = "lessons/lessons.yaml"
OTHER_FILES = {"pose.yaml"}  # read and checked by the illustrations


@dataclass(frozen=True, slots=True)
class SourceFile(Generic[Model]):
    """One valid file: its path inside the content folder, its facts, and their lines."""

    file: str
    facts: Model
    document: Document

    def mistake(self, sentence: str, *place: str | int) -> Problem:
        """A mistake in this file, at the line of that value."""
        return Problem(self.file, self.document.line(place), sentence)


@dataclass(slots=True)
class SourceFiles:
    """All valid files, and the mistakes in all others.

    Keys are the folder's name for exercises and articles, language and folder for their words, and
    the language for the words of routines and lessons.
    """

    folder: Path
    exercises: dict[str, SourceFile[ExerciseFile]] = field(default_factory=dict)
    words: dict[tuple[str, str], SourceFile[WordsFile]] = field(default_factory=dict)
    routines: list[SourceFile[RoutinesFile]] = field(default_factory=list)
    routine_words: dict[str, SourceFile[RoutineWordsFile]] = field(default_factory=dict)
    articles: dict[str, SourceFile[ArticleFile]] = field(default_factory=dict)
    article_words: dict[tuple[str, str], Pages] = field(default_factory=dict)
    lessons: SourceFile[LessonsFile] | None = None
    lesson_words: dict[str, SourceFile[LessonWordsFile]] = field(default_factory=dict)
    programme: SourceFile[ProgrammeFile] | None = None
    safety: SourceFile[SafetyFile] | None = None
    references: SourceFile[ReferencesFile] | None = None
    numbers: SourceFile[NumbersFile] | None = None
    mistakes: list[Problem] = field(default_factory=list)

    def exercise_folders(self) -> list[str]:
        """The names of all exercise folders, valid or not, except those with pictures only."""
        files = self.folder.glob("exercises/*/*.yaml")
        return sorted({path.parent.name for path in files if path.name not in OTHER_FILES})

    def article_folders(self) -> list[str]:
        """The names of all article folders, valid or not."""
        return [path.name for path in sorted(self.folder.glob("articles/*")) if path.is_dir()]

    @property
    def knows_all_routines(self) -> bool:
        """Whether all routine files are valid, so that a routine in none of them does not exist."""
        files = [path for path in self.folder.glob("routines/*.yaml") if not is_words(path)]
        return len(files) == len(self.routines)

    def take(self, path: Path, model: type[Model]) -> SourceFile[Model] | None:
        """Read and validate one file; if it is broken, record its mistakes and return None."""
        file = path.relative_to(self.folder).as_posix()
        document = _document(file, path)
        if isinstance(document, Problem):
            self.mistakes.append(document)
            return None
        found = [
            Problem(file, line, f"the key {place[-1]!r} is there twice: keep one of them.")
            for place, line in document.repeated
        ]
        try:
            facts = model.model_validate_json(json.dumps(document.data, default=str))
        except ValidationError as error:
            found.extend(_invalid(file, document, error))
        self.mistakes.extend(found)
        return None if found else SourceFile(file, facts, document)


def read(folder: Path) -> SourceFiles:
    """Read the whole content folder. Never raises because of what is in it."""
    files = SourceFiles(folder)
    for name in files.exercise_folders():
        _read_exercise(files, folder / "exercises" / name)
    for name in files.article_folders():
        _read_article(files, folder / "articles" / name)
    for path in sorted((folder / "routines").glob("*.yaml")):
        if is_words(path):
            _keep(files.routine_words, path.stem, files.take(path, RoutineWordsFile))
        elif (routines := files.take(path, RoutinesFile)) is not None:
            files.routines.append(routines)
    for path in sorted((folder / "lessons").glob("*.yaml")):
        if is_words(path):
            _keep(files.lesson_words, path.stem, files.take(path, LessonWordsFile))
    files.lessons = files.take(folder / LESSONS, LessonsFile)
    files.programme = files.take(folder / "programme.yaml", ProgrammeFile)
    files.safety = files.take(folder / "safety.yaml", SafetyFile)
    files.references = files.take(folder / "references.yaml", ReferencesFile)
    files.numbers = files.take(folder / "numbers.yaml", NumbersFile)
    return files


def is_words(path: Path) -> bool:
    """Whether a file holds the words of a language: de.yaml, pt-BR.yaml."""
    return _LANGUAGE.fullmatch(path.stem) is not None


def _read_exercise(files: SourceFiles, folder: Path) -> None:
    _keep(files.exercises, folder.name, files.take(folder / FACTS, ExerciseFile))
    for path in sorted(folder.glob("*.yaml")):
        if is_words(path):
            _keep(files.words, (path.stem, folder.name), files.take(path, WordsFile))
        elif path.name not in OTHER_FILES | {FACTS}:
            file = path.relative_to(files.folder).as_posix()
            unread = "nothing reads this file: name it after a language (de.yaml) or remove it."
            files.mistakes.append(Problem(file, 1, unread))


def _read_article(files: SourceFiles, folder: Path) -> None:
    _keep(files.articles, folder.name, files.take(folder / ARTICLE, ArticleFile))
    for path in sorted(folder.iterdir()):
        file = path.relative_to(files.folder).as_posix()
        if path.suffix == ".md" and is_words(path):
            found = pages.parse(file, path.read_bytes())
            if isinstance(found, Problem):
                files.mistakes.append(found)
            else:
                files.article_words[path.stem, folder.name] = found
        elif path.name != ARTICLE:
            unread = "nothing reads this file: name it after a language (de.md) or remove it."
            files.mistakes.append(Problem(file, 1, unread))


def _document(file: str, path: Path) -> Document | Problem:
    try:
        return yaml_lines.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Problem(file, 1, "this file is missing: write it.")
    except UnicodeDecodeError:
        return Problem(file, 1, "this is not UTF-8 text: save it as UTF-8.")
    except BrokenYaml as error:
        return Problem(file, error.line, f"this is not valid YAML ({error}): correct it.")


Key = TypeVar("Key")


def _keep(by_key: dict[Key, SourceFile[Model]], key: Key, source: SourceFile[Model] | None) -> None:
    if source is not None:
        by_key[key] = source


def _invalid(file: str, document: Document, error: ValidationError) -> Iterator[Problem]:
    found = error.errors(include_url=False)
    for each in found:
        if each["type"] == "too_short" and any(_is_inside(other, each) for other in found):
            continue  # too short only because of a mistake inside
        place = tuple(step for step in each["loc"] if step != "[key]")
        yield Problem(file, document.line(place), sentence(place, each))


def _is_inside(error: ErrorDetails, outer: ErrorDetails) -> bool:
    around = outer["loc"]
    return len(error["loc"]) > len(around) and error["loc"][: len(around)] == around
