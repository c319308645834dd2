"""Whether lessons are short, plain, one for each day, and have a question that can be answered."""

from collections.abc import Iterator

from bot.content.checks.articles import GRADE, OTHER_SENTENCE_WORDS, SENTENCE_WORDS
from bot.content.checks.banned import banned
from bot.content.languages import ENGLISH
from bot.content.problems import Problem
from bot.content.reading_grade import grade, sentences, words
from bot.content.schema.exercises import WEEKS
from bot.content.schema.lessons import LessonFacts, LessonsFile, LessonWords, LessonWordsFile
from bot.content.sources import SourceFile, SourceFiles
from bot.content.yaml_lines import Place

DAYS = WEEKS * 7
TITLE_LETTERS = 40
LESSON_LETTERS = 400
CHOICE_LETTERS = 32
QUESTION_LETTERS = 100
BECAUSE_LETTERS = 160


def check(shelf: SourceFiles) -> Iterator[Problem]:
    """Every mistake in the order and in the words of lessons."""
    if shelf.lessons is None:
        return
    yield from _order(shelf.lessons)
    facts = {each.id: each for each in shelf.lessons.facts.lessons}
    for language, sheet in shelf.lesson_words.items():
        for name, said in sheet.facts.root.items():
            yield from _words(sheet, language, name, said)
            if name in facts:
                yield from _quiz(sheet, facts[name], said)


def _order(sheet: SourceFile[LessonsFile]) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, each in enumerate(sheet.facts.lessons):
        if each.id in seen:
            twice = f"the lesson {each.id!r} is there twice: keep one of them."
            yield sheet.mistake(twice, "lessons", at, "id")
        seen.add(each.id)
    count = len(sheet.facts.lessons)
    if count != DAYS:
        wrong = f"{count} lessons: {WEEKS} weeks have {DAYS} days, so make them {DAYS}."
        yield sheet.mistake(wrong, "lessons")


def _words(
    sheet: SourceFile[LessonWordsFile], language: str, name: str, said: LessonWords
) -> Iterator[Problem]:
    most = SENTENCE_WORDS.get(language, OTHER_SENTENCE_WORDS)
    for place, text, letters in _texts(said):
        if len(text) > letters:
            long = f"{len(text)} letters: {letters} is the most."
            yield sheet.mistake(long, name, *place)
        for each in sentences(text):
            if (count := len(words(each))) > most:
                yield sheet.mistake(
                    f"a sentence of {count} words: {most} is the most.", name, *place
                )
        for problem in banned(language, text):
            yield sheet.mistake(problem, name, *place)
    whole = " ".join(said.says)
    if len(whole) > LESSON_LETTERS:
        long = f"the lesson has {len(whole)} letters: {LESSON_LETTERS} is the most."
        yield sheet.mistake(long, name, "says")
    if language == ENGLISH and (level := grade(whole.replace(":", "."))) > GRADE:
        hard = f"the lesson reads like school year {level:.1f}: use shorter words and sentences."
        yield sheet.mistake(hard, name, "says")


def _texts(said: LessonWords) -> Iterator[tuple[Place, str, int]]:
    """Where each text stands, the text, and the most letters that it may have."""
    yield ("title",), said.title, TITLE_LETTERS
    for at, line in enumerate(said.says):
        yield ("says", at), line, LESSON_LETTERS
    if said.quiz is not None:
        yield ("quiz", "question"), said.quiz.question, QUESTION_LETTERS
        yield ("quiz", "because"), said.quiz.because, BECAUSE_LETTERS
        for choice, label in said.quiz.choices.items():
            yield ("quiz", "choices", choice), label, CHOICE_LETTERS


def _quiz(
    sheet: SourceFile[LessonWordsFile], facts: LessonFacts, said: LessonWords
) -> Iterator[Problem]:
    if (facts.quiz is None) != (said.quiz is None):
        lonely = "a question stands in lessons.yaml and in the words, or in neither: correct one."
        yield sheet.mistake(lonely, facts.id, "quiz")
        return
    if facts.quiz is None or said.quiz is None:
        return
    for choice in facts.quiz.choices:
        if choice not in said.quiz.choices:
            silent = f"the choice {choice!r} has no words: add them."
            yield sheet.mistake(silent, facts.id, "quiz", "choices")
    for choice in said.quiz.choices:
        if choice not in facts.quiz.choices:
            unknown = f"the question has no choice {choice!r}: correct or remove it."
            yield sheet.mistake(unknown, facts.id, "quiz", "choices", choice)
