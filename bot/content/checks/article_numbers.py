"""Check that the content has all numbers of the two source articles, and attributes no others.

Each is written twice: in numbers.yaml, in the order of the articles, and in the file of what it is
about. So a number that is lost or changed in one of the two places is noticed.
"""

from collections.abc import Iterator

from bot.content.problems import Problem
from bot.content.schema.articles import Number, NumbersFile
from bot.content.schema.base import Figure
from bot.content.schema.exercises import ExerciseFile
from bot.content.schema.references import ReferencesFile
from bot.content.source_files import SourceFile, SourceFiles

FILE = "numbers.yaml"
_STRAY = f"{FILE} does not have this number of the article: correct one of the two."


def check(files: SourceFiles) -> Iterator[Problem]:
    """Numbers that are in only one of the two places, and full doses that stay below them."""
    numbers, references = files.numbers, files.references
    if numbers is None or references is None:
        return
    for at, article in enumerate(numbers.facts.articles):
        if article.source not in _ids(references):
            unknown = f"there is no reference {article.source!r}: add it to references.yaml."
            yield numbers.mistake(unknown, "articles", at, "source")
            continue
        for nth, number in enumerate(article.numbers):
            problem = _problem(files, references, article.source, number)
            if problem is not None:
                yield numbers.mistake(problem, "articles", at, "numbers", nth)
    for name, source in files.exercises.items():
        yield from _exercise(name, source, numbers, references)
    yield from _general(references, numbers)


def _ids(references: SourceFile[ReferencesFile]) -> set[str]:
    return {each.id for each in references.facts.references}


def _problem(
    files: SourceFiles, references: SourceFile[ReferencesFile], source: str, number: Number
) -> str | None:
    """What is wrong with a number of an article; None also if another check reports it."""
    if number.exercise is None:
        stated = [
            figure
            for each in references.facts.references
            if each.id == source
            for figure in each.stated
        ]
        return None if number.figure() in stated else _lost("references.yaml")
    if number.exercise not in files.exercise_folders():
        return f"there is no exercise {number.exercise!r}: correct the id or add it."
    found = files.exercises.get(number.exercise)
    if found is None:
        return None
    said = found.facts.stated
    if said is not None and said.source not in _ids(references):
        return None
    if said is None or said.source != source or number.figure() not in said.figures:
        return _lost(found.file)
    return None


def _lost(file: str) -> str:
    return f"this number does not stand in {file}: write it there, or correct one of them."


def _exercise(
    name: str,
    source: SourceFile[ExerciseFile],
    numbers: SourceFile[NumbersFile],
    references: SourceFile[ReferencesFile],
) -> Iterator[Problem]:
    stated, full = source.facts.stated, source.facts.full_dose
    if stated is None or stated.source not in _ids(references):
        return
    known = _known(numbers, stated.source, name)
    reached = {"hold": full.hold, "repetitions": full.repetitions}
    for at, figure in enumerate(stated.figures):
        if figure not in known:
            yield source.mistake(_STRAY, "stated", "figures", at)
        elif (figure.max or 0) > reached.get(figure.what, figure.max or 0):
            low = f"the article goes up to {figure.max} ({figure.what}): let the dose reach it."
            yield source.mistake(low, "full_dose")


def _general(
    references: SourceFile[ReferencesFile], numbers: SourceFile[NumbersFile]
) -> Iterator[Problem]:
    for at, reference in enumerate(references.facts.references):
        known = _known(numbers, reference.id, None)
        for nth, figure in enumerate(reference.stated):
            if figure not in known:
                yield references.mistake(_STRAY, "references", at, "stated", nth)


def _known(numbers: SourceFile[NumbersFile], source: str, exercise: str | None) -> list[Figure]:
    return [
        number.figure()
        for article in numbers.facts.articles
        if article.source == source
        for number in article.numbers
        if number.exercise == exercise
    ]
