"""Whether the words are short, plain, complete and promise nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.content.checks.banned import banned
from bot.content.languages import ENGLISH
from bot.content.problems import Problem
from bot.content.reading_grade import grade, sentences, words
from bot.content.schema.exercises import ExerciseFile, WordsFile
from bot.content.schema.routines import RoutineWordsFile
from bot.content.sources import SourceFile, SourceFiles
from bot.domain.routines.exercises import Caution

STEPS = (3, 5)
TITLE_LETTERS = 40
DESCRIPTION_LETTERS = 80
GRADE = 5.0
"""The highest Flesch-Kincaid grade of an English card."""


class Limit(NamedTuple):
    """The most words in a sentence and on a card."""

    sentence: int
    card: int


ENGLISH_LIMIT = Limit(sentence=12, card=90)
OTHER_LIMIT = Limit(sentence=15, card=110)
"""Other languages need more words for the same thing."""

_CARD = ("feel", "stop_if", "easier", "breathe")


def check(shelf: SourceFiles) -> Iterator[Problem]:
    """Every mistake in the words of exercises and routines."""
    for (language, name), sheet in shelf.words.items():
        yield from _length(sheet, language)
        yield from _texts(sheet, language)
        facts = shelf.exercises.get(name)
        if facts is not None:
            yield from _cautions(sheet, facts.facts)
            yield from _parts(sheet, facts.facts)
    yield from _routines(shelf)


def _length(sheet: SourceFile[WordsFile], language: str) -> Iterator[Problem]:
    card = sheet.facts
    fewest, most = STEPS
    if not fewest <= len(card.steps) <= most:
        wrong = f"{len(card.steps)} steps: make them {fewest} to {most}."
        yield sheet.mistake(wrong, "steps")
    limit = _limit(language)
    texts = [*card.steps, *(getattr(card, name) for name in _CARD)]
    length = sum(len(words(text)) for text in [card.title, *texts])
    if length > limit.card:
        yield sheet.mistake(f"the card has {length} words: {limit.card} is the most.")
    level = grade(" ".join(texts))
    if language == ENGLISH and level > GRADE:
        hard = f"the card reads like school year {level:.1f}: use shorter words and sentences."
        yield sheet.mistake(hard)
    yield from _title(sheet, card.title, "title")


def _texts(sheet: SourceFile[WordsFile], language: str) -> Iterator[Problem]:
    for place, text in _all(sheet.facts):
        for sentence in sentences(text):
            if (count := len(words(sentence))) > _limit(language).sentence:
                long = f"a sentence of {count} words: {_limit(language).sentence} is the most."
                yield sheet.mistake(long, *place)
        for problem in banned(language, text):
            yield sheet.mistake(problem, *place)


def _all(card: WordsFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("title",), card.title
    for name in (*_CARD, "why"):
        yield (name,), getattr(card, name)
    for at, step in enumerate(card.steps):
        yield ("steps", at), step
    for part, label in card.parts.items():
        yield ("parts", part), label
    for each, how in card.cautions.items():
        yield ("cautions", each.value), how


def _cautions(sheet: SourceFile[WordsFile], exercise: ExerciseFile) -> Iterator[Problem]:
    said = sheet.facts.cautions
    for each, caution in exercise.cautions.items():
        if caution is Caution.MODIFY and each not in said:
            how = f"{each.value!r} changes this exercise: say how in one line."
            yield sheet.mistake(how, "cautions")
        if caution is Caution.LEAVE_OUT and each in said:
            unseen = f"{each.value!r} leaves this exercise out: nobody sees this line."
            yield sheet.mistake(unseen, "cautions", each.value)


def _parts(sheet: SourceFile[WordsFile], exercise: ExerciseFile) -> Iterator[Problem]:
    for part in exercise.parts:
        if part not in sheet.facts.parts:
            yield sheet.mistake(f"the part {part!r} has no name: add it.", "parts")
    for part in sheet.facts.parts:
        if part not in exercise.parts:
            unknown = f"the exercise has no part {part!r}: correct or remove it."
            yield sheet.mistake(unknown, "parts", part)


def _routines(shelf: SourceFiles) -> Iterator[Problem]:
    for language, sheet in shelf.routine_words.items():
        for routine, said in sheet.facts.root.items():
            yield from _title(sheet, said.title, routine, "title")
            if len(said.description) > DESCRIPTION_LETTERS:
                long = f"{len(said.description)} letters: {DESCRIPTION_LETTERS} is the most."
                yield sheet.mistake(long, routine, "description")
            for name, text in (("title", said.title), ("description", said.description)):
                for problem in banned(language, text):
                    yield sheet.mistake(problem, routine, name)


def _title(
    sheet: SourceFile[WordsFile] | SourceFile[RoutineWordsFile], title: str, *place: str
) -> Iterator[Problem]:
    if len(title) > TITLE_LETTERS:
        long = f"a title of {len(title)} letters: {TITLE_LETTERS} is the most."
        yield sheet.mistake(long, *place)


def _limit(language: str) -> Limit:
    return ENGLISH_LIMIT if language == ENGLISH else OTHER_LIMIT
