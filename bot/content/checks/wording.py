"""Check that the words are short, plain and complete, and promise nothing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.content.problems import Problem
from bot.content.reading_grade import grade, sentences, words
from bot.content.schema.exercises import ExerciseFile, WordsFile
from bot.content.schema.routines import RoutineWordsFile
from bot.content.source_files import SourceFile, SourceFiles
from bot.content.translations import ENGLISH
from bot.domain.routines.exercises import Caution

STEPS = (3, 5)
TITLE_CHARACTERS = 40
DESCRIPTION_CHARACTERS = 80
GRADE = 5.0
"""The highest Flesch-Kincaid grade of an English card."""


class Limit(NamedTuple):
    """The maximum number of words in a sentence and on a card."""

    sentence: int
    card: int


ENGLISH_LIMIT = Limit(sentence=12, card=90)
OTHER_LIMIT = Limit(sentence=15, card=110)
"""Other languages need more words for the same thing."""

_CARD = ("feel", "stop_if", "easier", "breathe")


def check(files: SourceFiles) -> Iterator[Problem]:
    """Every mistake in the words of exercises and routines."""
    for (language, name), source in files.words.items():
        yield from _length(source, language)
        yield from _texts(source, language)
        facts = files.exercises.get(name)
        if facts is not None:
            yield from _cautions(source, facts.facts)
            yield from _parts(source, facts.facts)
    yield from _routines(files)


def _length(source: SourceFile[WordsFile], language: str) -> Iterator[Problem]:
    card = source.facts
    fewest, most = STEPS
    if not fewest <= len(card.steps) <= most:
        wrong = f"{len(card.steps)} steps: make them {fewest} to {most}."
        yield source.mistake(wrong, "steps")
    limit = _limit(language)
    texts = [*card.steps, *(getattr(card, name) for name in _CARD)]
    length = sum(len(words(text)) for text in [card.title, *texts])
    if length > limit.card:
        yield source.mistake(f"the card has {length} words: {limit.card} is the most.")
    level = grade(" ".join(texts))
    if language == ENGLISH and level > GRADE:
        hard = f"the card reads like school year {level:.1f}: use shorter words and sentences."
        yield source.mistake(hard)
    yield from _title(source, card.title, "title")


def _texts(source: SourceFile[WordsFile], language: str) -> Iterator[Problem]:
    for place, text in _all(source.facts):
        for sentence in sentences(text):
            if (count := len(words(sentence))) > _limit(language).sentence:
                long = f"a sentence of {count} words: {_limit(language).sentence} is the most."
                yield source.mistake(long, *place)
        for problem in banned(language, text):
            yield source.mistake(problem, *place)


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


def _cautions(source: SourceFile[WordsFile], exercise: ExerciseFile) -> Iterator[Problem]:
    said = source.facts.cautions
    for each, caution in exercise.cautions.items():
        if caution is Caution.MODIFY and each not in said:
            how = f"{each.value!r} changes this exercise: say how in one line."
            yield source.mistake(how, "cautions")
        if caution is Caution.LEAVE_OUT and each in said:
            unseen = f"{each.value!r} leaves this exercise out: nobody sees this line."
            yield source.mistake(unseen, "cautions", each.value)


def _parts(source: SourceFile[WordsFile], exercise: ExerciseFile) -> Iterator[Problem]:
    for part in exercise.parts:
        if part not in source.facts.parts:
            yield source.mistake(f"the part {part!r} has no name: add it.", "parts")
    for part in source.facts.parts:
        if part not in exercise.parts:
            unknown = f"the exercise has no part {part!r}: correct or remove it."
            yield source.mistake(unknown, "parts", part)


def _routines(files: SourceFiles) -> Iterator[Problem]:
    for language, source in files.routine_words.items():
        for routine, said in source.facts.root.items():
            yield from _title(source, said.title, routine, "title")
            if len(said.description) > DESCRIPTION_CHARACTERS:
                long = f"{len(said.description)} characters: {DESCRIPTION_CHARACTERS} is the most."
                yield source.mistake(long, routine, "description")
            for name, text in (("title", said.title), ("description", said.description)):
                for problem in banned(language, text):
                    yield source.mistake(problem, routine, name)


def _title(
    source: SourceFile[WordsFile] | SourceFile[RoutineWordsFile], title: str, *place: str
) -> Iterator[Problem]:
    if len(title) > TITLE_CHARACTERS:
        long = f"a title of {len(title)} characters: {TITLE_CHARACTERS} is the most."
        yield source.mistake(long, *place)


def _limit(language: str) -> Limit:
    return ENGLISH_LIMIT if language == ENGLISH else OTHER_LIMIT


_PROMISES = {
    "en": r"cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|fix(?:es|ed|ing)?|guarantee[ds]?"
    r"|treat(?:s|ed|ing)?|relieves?|miracles?|clinically proven"
    r"|we monitor|low risk|you are safe|you have a disc problem|improving because",
    "de": r"heil(?:t|en|ung)|garantier\w*|kuriert?|wunder",
    "es": r"cura[rn]?|sana[rn]?|garanti[cz]\w*|milagros?",
    "fr": r"guéri\w*|garanti\w*|miracles?",
    "pt": r"cura[rm]?|garanti\w*|milagres?",
    "ru": r"вылеч\w*|исцел\w*|гарантир\w*|чудо",
}
_THREATS = {
    "en": r"damag\w*|slipped|crumbl\w*|bad back|worn[ -]out|you missed|you failed",
    "de": r"verschlissen\w*|kaputt\w*|abgenutzt\w*",
    "es": r"desgastad\w*",
    "fr": r"abîm\w*",
    "pt": r"desgastad\w*",
    "ru": r"разруш\w*|изношен\w*",
}


def banned(language: str, text: str) -> Iterator[str]:
    """The problem with each banned word in a text, as the rest of a sentence."""
    for patterns, kind in ((_PROMISES, "a promise"), (_THREATS, "a threat or blame")):
        pattern = patterns.get(language.split("-", 1)[0])
        if pattern is None:
            continue
        for found in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            yield f"{found[0]!r} is {kind}: say it without."
