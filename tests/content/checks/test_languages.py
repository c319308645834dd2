"""English needs words for everything; another language may lack some."""

import pytest

from bot.content import checker
from tests.content.builders import (
    BRIDGE_WORDS,
    LESSON_WORDS,
    ROUTINE_WORDS,
    TEXTS,
    ContentFolder,
    in_german,
)


def test_a_complete_second_language_has_no_mistakes(folder: ContentFolder) -> None:
    in_german(folder)
    assert folder.mistakes() == []


def test_a_folder_without_translations_has_one_mistake(folder: ContentFolder) -> None:
    folder.remove(TEXTS)
    (folder.path / "translations").rmdir()
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.sentence[:20]) == (TEXTS, "this file is missing")


@pytest.mark.parametrize("file", [BRIDGE_WORDS, ROUTINE_WORDS, LESSON_WORDS])
def test_missing_english_words_are_a_mistake(folder: ContentFolder, file: str) -> None:
    folder.remove(file)
    assert folder.only_mistake().file == file


@pytest.mark.parametrize(
    "file", ["exercises/curl/de.yaml", "routines/de.yaml", "lessons/de.yaml", "articles/rest/de.md"]
)
def test_another_language_may_lack_words(folder: ContentFolder, file: str) -> None:
    in_german(folder)
    folder.remove(file)
    assert folder.mistakes() == []


def test_a_language_may_begin_with_a_single_text(folder: ContentFolder) -> None:
    folder.write("translations/de.ftl", "hello = Hallo { $name }\n")
    lines, count = checker.report(folder.path)
    assert count == 0
    assert lines[0] == (
        "de has 1 of 5 texts, 0 of 9 exercises, 0 of 2 routines, 0 of 1 articles, "
        "0 of 42 lessons; English stands in for the rest."
    )


def test_a_lesson_without_words_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(LESSON_WORDS, "lesson-42:\n  title: Day 42\n  says: [Rest a bit.]\n", "")
    mistake = folder.only_mistake()
    assert mistake.file == LESSON_WORDS
    assert "the words of the lesson 'lesson-42' are missing" in mistake.sentence


def test_words_of_an_unknown_lesson_are_a_mistake(folder: ContentFolder) -> None:
    folder.change(LESSON_WORDS, "lesson-2:", "lesson-0:\n  title: T\n  says: [S.]\nlesson-2:")
    mistake = folder.only_mistake()
    assert (mistake.line, mistake.sentence[:29]) == (12, "there is no lesson 'lesson-0'")


def test_words_in_a_language_without_translations_are_a_mistake(
    folder: ContentFolder,
) -> None:
    folder.write("exercises/bridge/de.yaml", folder.read(BRIDGE_WORDS))
    mistake = folder.only_mistake()
    assert mistake.file == "translations/de.ftl"
    assert "there are words in 'de'" in mistake.sentence


def test_a_routine_without_words_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(
        ROUTINE_WORDS, "second:\n  title: Second one\n  description: A short one, too.", ""
    )
    assert "the words of the routine 'second' are missing" in folder.only_mistake().sentence


def test_words_of_an_unknown_routine_are_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINE_WORDS, "second:", "third:\n  title: T\n  description: D\nsecond:")
    mistake = folder.only_mistake()
    assert (mistake.line, mistake.sentence[:27]) == (4, "there is no routine 'third'")


def test_a_region_without_a_name_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(TEXTS, "safety-region-uk = UK\n", "")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.sentence[:27]) == (TEXTS, "the text 'safety-region-uk'")
