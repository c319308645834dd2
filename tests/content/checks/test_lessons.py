"""Lessons must be short and plain, one for each day, with questions that have an answer."""

import pytest

from bot.content import loader
from bot.content.problems import BrokenContent
from bot.domain.learning.lessons import LessonId
from tests.content.builders import LESSON_WORDS, LESSONS, ContentFolder

FIRST = LessonId("lesson-1")


def test_a_valid_lesson_is_loaded_with_its_question(folder: ContentFolder) -> None:
    catalogue = loader.load(folder.path)
    lesson, said = catalogue.lessons[FIRST], catalogue.lesson_words("en", FIRST)
    assert (lesson.article, lesson.choices, lesson.right) == ("rest", ("bed", "hill"), "bed")
    assert lesson.sources[0][0].citation == "A book. 1999"
    assert said.says == ("You can rest in a bed.", "Stay for a bit.")
    assert said.quiz is not None
    assert said.quiz.choices["hill"] == "On a hill"
    assert list(catalogue.lessons)[1:3] == ["lesson-2", "lesson-3"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        (LESSONS, "a-book", "b-book", 8, "there is no reference 'b-book'"),
        (
            LESSONS,
            "id: lesson-1\n    article: rest",
            "id: lesson-1\n    article: r",
            6,
            "no article",
        ),
        (LESSONS, "right: bed", "right: sea", 9, "the right choice once"),
        (LESSONS, "choices: [bed, hill]", "choices: [bed]", 9, "at least 2"),
        (LESSONS, "id: lesson-1\n", f"id: {'x' * 25}\n", 5, "at most 24"),
        (LESSONS, "  - {id: lesson-42, article: rest}\n", "", 4, "41 lessons"),
        (LESSON_WORDS, "bed: In a bed", "bed: It cures", 9, "'cures' is a promise"),
        (LESSON_WORDS, "title: Lying down", f"title: {'Rest ' * 9}now", 2, "40 is the most"),
        (LESSON_WORDS, "bed: In a bed", f"bed: {'bed ' * 9}now", 9, "32 is the most"),
        (LESSON_WORDS, "Where can you rest?", "Where? " * 15 + "Where?", 7, "100 is the most"),
        (LESSON_WORDS, "A bed is soft.", "It is. " * 23 + "It is.", 11, "160 is the most"),
        (LESSON_WORDS, "Stay for a bit.", "Rest now. " * 40 + "Rest.", 3, "the lesson has"),
        (LESSON_WORDS, "Stay for a bit.", "Rest " * 16 + "rest.", 5, "a sentence of 17 words"),
        (LESSON_WORDS, "Stay for a bit.", "Reconsider alternatives.", 3, "school year"),
        (LESSON_WORDS, "      hill: On a hill\n", "", 8, "the choice 'hill' has no words"),
        (LESSON_WORDS, "hill: On a hill", "hill: H\n      sea: S", 11, "has no choice 'sea'"),
    ],
)
def test_a_mistake_in_a_lesson_is_reported_with_its_line(
    folder: ContentFolder, file: str, old: str, new: str, line: int, says: str
) -> None:
    folder.change(file, old, new)
    named = {(each.file, each.line): each.sentence for each in folder.mistakes()}
    assert says in named[file, line]


def test_a_duplicate_lesson_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(LESSONS, "id: lesson-41,", "id: lesson-40,")
    assert (
        "'lesson-40' is there twice"
        in {each.line: each.sentence for each in folder.mistakes() if each.file == LESSONS}[49]
    )


def test_a_question_without_words_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(
        LESSONS,
        "lesson-2, article: rest",
        "lesson-2, article: rest, quiz: {choices: [a, b], right: a}",
    )
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (LESSON_WORDS, 12)
    assert "or in neither" in mistake.sentence


def test_an_unknown_article_stops_the_start(folder: ContentFolder) -> None:
    folder.change(LESSONS, "{id: lesson-9, article: rest}", "{id: lesson-9, article: r}")
    with pytest.raises(BrokenContent, match="there is no article 'r'"):
        loader.load(folder.path)
