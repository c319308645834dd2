"""A language is complete or a mistake."""

import pytest

from tests.content.builders import BRIDGE_WORDS, ROUTINE_WORDS, TEXTS, ContentFolder, in_german


def test_a_complete_second_language_has_no_mistakes(folder: ContentFolder) -> None:
    in_german(folder)
    assert folder.mistakes() == []


def test_a_folder_without_translations_has_one_mistake(folder: ContentFolder) -> None:
    folder.remove(TEXTS)
    (folder.path / "translations").rmdir()
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.sentence[:20]) == (TEXTS, "this file is missing")


@pytest.mark.parametrize("file", [BRIDGE_WORDS, ROUTINE_WORDS])
def test_missing_english_words_are_a_mistake(folder: ContentFolder, file: str) -> None:
    folder.remove(file)
    assert folder.only_mistake().file == file


@pytest.mark.parametrize("file", ["exercises/curl/de.yaml", "routines/de.yaml"])
def test_a_language_is_complete_or_a_mistake(folder: ContentFolder, file: str) -> None:
    in_german(folder)
    folder.remove(file)
    assert folder.only_mistake().file == file


def test_words_in_a_language_that_the_chat_does_not_speak_are_a_mistake(
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


def test_words_of_a_routine_that_is_nowhere_are_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINE_WORDS, "second:", "third:\n  title: T\n  description: D\nsecond:")
    mistake = folder.only_mistake()
    assert (mistake.line, mistake.sentence[:27]) == (4, "there is no routine 'third'")


def test_a_region_without_a_name_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(TEXTS, "safety-region-uk = UK\n", "")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.sentence[:27]) == (TEXTS, "the text 'safety-region-uk'")
