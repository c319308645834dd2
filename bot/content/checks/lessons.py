"""Check that lessons are short and plain, one for each day, with questions that have an answer."""

from collections.abc import Iterator

from bot.content.checks.articles import GRADE, OTHER_SENTENCE_WORDS, SENTENCE_WORDS
from bot.content.checks.wording import banned
from bot.content.problems import Problem
from bot.content.reading_grade import grade, sentences, words
from bot.content.schema.exercises import WEEKS
from bot.content.schema.lessons import LessonFacts, LessonsFile, LessonWords, LessonWordsFile
from bot.content.source_files import SourceFile, SourceFiles
from bot.content.translations import ENGLISH
from bot.content.yaml_lines import Place

DAYS = WEEKS * 7
TITLE_CHARACTERS = 40
LESSON_CHARACTERS = 400
CHOICE_CHARACTERS = 32
QUESTION_CHARACTERS = 100
BECAUSE_CHARACTERS = 160


def check(files: SourceFiles) -> Iterator[Problem]:
    """Every mistake in the order and the words of lessons."""
    if files.lessons is None:
        return
    yield from _order(files.lessons)
    facts = {each.id: each for each in files.lessons.facts.lessons}
    for language, source in files.lesson_words.items():
        for name, said in source.facts.root.items():
            yield from _words(source, language, name, said)
            if name in facts:
                yield from _quiz(source, facts[name], said)


def _order(source: SourceFile[LessonsFile]) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, each in enumerate(source.facts.lessons):
        if each.id in seen:
            twice = f"the lesson {each.id!r} is there twice: keep one of them."
            yield source.mistake(twice, "lessons", at, "id")
        seen.add(each.id)
    count = len(source.facts.lessons)
    if count != DAYS:
        wrong = f"{count} lessons: {WEEKS} weeks have {DAYS} days, so make them {DAYS}."
        yield source.mistake(wrong, "lessons")


def _words(
    source: SourceFile[LessonWordsFile], language: str, name: str, said: LessonWords
) -> Iterator[Problem]:
    most = SENTENCE_WORDS.get(language, OTHER_SENTENCE_WORDS)
    for place, text, longest in _texts(said):
        if len(text) > longest:
            long = f"{len(text)} characters: {longest} is the most."
            yield source.mistake(long, name, *place)
        for each in sentences(text):
            if (count := len(words(each))) > most:
                yield source.mistake(
                    f"a sentence of {count} words: {most} is the most.", name, *place
                )
        for problem in banned(language, text):
            yield source.mistake(problem, name, *place)
    whole = " ".join(said.says)
    if len(whole) > LESSON_CHARACTERS:
        long = f"the lesson has {len(whole)} characters: {LESSON_CHARACTERS} is the most."
        yield source.mistake(long, name, "says")
    if language == ENGLISH and (level := grade(whole.replace(":", "."))) > GRADE:
        hard = f"the lesson reads like school year {level:.1f}: use shorter words and sentences."
        yield source.mistake(hard, name, "says")


def _texts(said: LessonWords) -> Iterator[tuple[Place, str, int]]:
    """The place of each text, the text, and its maximum length in characters."""
    yield ("title",), said.title, TITLE_CHARACTERS
    for at, line in enumerate(said.says):
        yield ("says", at), line, LESSON_CHARACTERS
    if said.quiz is not None:
        yield ("quiz", "question"), said.quiz.question, QUESTION_CHARACTERS
        yield ("quiz", "because"), said.quiz.because, BECAUSE_CHARACTERS
        for choice, label in said.quiz.choices.items():
            yield ("quiz", "choices", choice), label, CHOICE_CHARACTERS


def _quiz(
    source: SourceFile[LessonWordsFile], facts: LessonFacts, said: LessonWords
) -> Iterator[Problem]:
    if (facts.quiz is None) != (said.quiz is None):
        lonely = "a question stands in lessons.yaml and in the words, or in neither: correct one."
        yield source.mistake(lonely, facts.id, "quiz")
        return
    if facts.quiz is None or said.quiz is None:
        return
    for choice in facts.quiz.choices:
        if choice not in said.quiz.choices:
            silent = f"the choice {choice!r} has no words: add them."
            yield source.mistake(silent, facts.id, "quiz", "choices")
    for choice in said.quiz.choices:
        if choice not in facts.quiz.choices:
            unknown = f"the question has no choice {choice!r}: correct or remove it."
            yield source.mistake(unknown, facts.id, "quiz", "choices", choice)
