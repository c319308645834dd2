"""JSON Schemas for the content files, so that editors can validate them.

They are generated from the models that check the files; `limber write-schemas` updates them.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.content.schema.articles import ArticleFile, NumbersFile
from bot.content.schema.exercises import ExerciseFile, WordsFile
from bot.content.schema.lessons import LessonsFile, LessonWordsFile
from bot.content.schema.programme import ProgrammeFile
from bot.content.schema.references import ReferencesFile
from bot.content.schema.routines import RoutinesFile, RoutineWordsFile
from bot.content.schema.safety import SafetyFile
from bot.content.source_files import OTHER_FILES, is_words

_MODELS: Mapping[str, type[BaseModel]] = {
    "articles/article": ArticleFile,
    "exercises/exercise": ExerciseFile,
    "exercises/words": WordsFile,
    "lessons/lesson": LessonsFile,
    "lessons/words": LessonWordsFile,
    "numbers": NumbersFile,
    "programme": ProgrammeFile,
    "references": ReferencesFile,
    "routines/routine": RoutinesFile,
    "routines/words": RoutineWordsFile,
    "safety": SafetyFile,
}
_ENDING = ".schema.json"


def schemas() -> dict[str, str]:
    """The text of every JSON Schema, by its path inside the content folder."""
    return {
        f"{name}{_ENDING}": json.dumps(model.model_json_schema(), indent=2, sort_keys=True) + "\n"
        for name, model in _MODELS.items()
    }


def write(folder: Path) -> list[Path]:
    """Write all schemas; returns the files that changed."""
    changed = []
    for name, text in schemas().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def first_lines(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every YAML file with a schema, and the first line that names the schema for editors."""
    for path in sorted(folder.rglob("*.yaml")):
        schema = _schema_of(path.relative_to(folder))
        if schema is not None:
            beside = os.path.relpath(folder / schema, path.parent)
            yield path, f"# yaml-language-server: $schema={beside}"


def _schema_of(file: Path) -> str | None:
    """The schema of a file inside the content folder; None for a pose, which has none."""
    if file.name in OTHER_FILES:
        return None
    kind = file.parts[0] if len(file.parts) > 1 else file.stem
    form = "words" if is_words(file) else kind.removesuffix("s")
    name = kind if len(file.parts) == 1 else f"{kind}/{form}"
    return f"{name}{_ENDING}"
