"""Whether the numbers of the two articles are all there, and no others are said to be theirs.

They are written down twice, as in bookkeeping: in numbers.yaml in the order of the articles, and
beside what they are about. A number that is lost or changed in one of the two does not go unseen.
"""

from collections.abc import Iterator

from bot.content.problems import Problem
from bot.content.schema.article_figures import Number, NumbersFile
from bot.content.schema.base import Figure
from bot.content.schema.exercises import ExerciseFile
from bot.content.schema.references import ReferencesFile
from bot.content.sources import SourceFile, SourceFiles

FILE = "numbers.yaml"
_STRAY = f"{FILE} does not have this number of the article: correct one of the two."


def check(shelf: SourceFiles) -> Iterator[Problem]:
    """Numbers that stand in one of the two places only, and full doses that stay below them."""
    numbers, references = shelf.numbers, shelf.references
    if numbers is None or references is None:
        return
    for at, article in enumerate(numbers.facts.articles):
        if article.source not in _ids(references):
            unknown = f"there is no reference {article.source!r}: add it to references.yaml."
            yield numbers.mistake(unknown, "articles", at, "source")
            continue
        for nth, number in enumerate(article.numbers):
            problem = _problem(shelf, references, article.source, number)
            if problem is not None:
                yield numbers.mistake(problem, "articles", at, "numbers", nth)
    for name, sheet in shelf.exercises.items():
        yield from _exercise(name, sheet, numbers, references)
    yield from _general(references, numbers)


def _ids(references: SourceFile[ReferencesFile]) -> set[str]:
    return {each.id for each in references.facts.references}


def _problem(
    shelf: SourceFiles, references: SourceFile[ReferencesFile], source: str, number: Number
) -> str | None:
    """What is wrong with a number of an article; None also where another check says it already."""
    if number.exercise is None:
        stated = [
            figure
            for each in references.facts.references
            if each.id == source
            for figure in each.stated
        ]
        return None if number.figure() in stated else _lost("references.yaml")
    if number.exercise not in shelf.exercise_folders():
        return f"there is no exercise {number.exercise!r}: correct the id or add it."
    sheet = shelf.exercises.get(number.exercise)
    if sheet is None:
        return None
    said = sheet.facts.stated
    if said is not None and said.source not in _ids(references):
        return None
    if said is None or said.source != source or number.figure() not in said.figures:
        return _lost(sheet.file)
    return None


def _lost(file: str) -> str:
    return f"this number does not stand in {file}: write it there, or correct one of them."


def _exercise(
    name: str,
    sheet: SourceFile[ExerciseFile],
    numbers: SourceFile[NumbersFile],
    references: SourceFile[ReferencesFile],
) -> Iterator[Problem]:
    stated, full = sheet.facts.stated, sheet.facts.full_dose
    if stated is None or stated.source not in _ids(references):
        return
    known = _known(numbers, stated.source, name)
    reached = {"hold": full.hold, "repetitions": full.repetitions}
    for at, figure in enumerate(stated.figures):
        if figure not in known:
            yield sheet.mistake(_STRAY, "stated", "figures", at)
        elif (figure.max or 0) > reached.get(figure.what, figure.max or 0):
            low = f"the article goes up to {figure.max} ({figure.what}): let the dose reach it."
            yield sheet.mistake(low, "full_dose")


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
