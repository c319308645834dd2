"""Translations must be valid and agree with English."""

import pytest

from tests.content.builders import TEXTS, ContentFolder, in_german

GERMAN = "translations/de.ftl"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("hello = Hello { $name }", "hello = Hello { $name", 2, "not valid Fluent"),
        ("   *[other] { $n } days\n", "", 4, "not valid Fluent"),
        ("bold =", "hello = again\nbold =", 8, "the text 'hello' is there twice"),
        ("{ hello }", "{ hallo }", 8, "includes 'hallo', which is nowhere"),
        ("{ hello }", "{ -brand }", 8, "includes '-brand', which is nowhere"),
        ("<b>Well done</b>", "<b>Well done", 8, "<b> and </b> do not pair"),
        ("<b>Well done</b>", "<h1>Well done</h1>", 8, "<h1> is not allowed"),
        ("<b>Well done</b>", "Pain < 4", 8, "a bare <"),
        ("<b>Well done</b>", "Stretch & walk", 8, "a bare <"),
        ("<b>Well done</b>", "This will fix you", 8, "'fix' is a promise"),
        ("<b>Well done</b>", "You missed a day", 8, "is a threat or blame"),
        ("<b>Well done</b>", "Your result is low risk", 8, "'low risk' is a promise"),
        ("<b>Well done</b>", "Well done. " * 100, 8, "characters: 1000 is the most"),
        (
            "<b>Well done</b>",
            "Immediately reconsider alternatives " * 4,
            8,
            "it reads like school year",
        ),
    ],
)
def test_a_mistake_in_a_text_is_reported_with_its_line(
    folder: ContentFolder, old: str, new: str, line: int, says: str
) -> None:
    folder.change(TEXTS, old, new)
    found = [each for each in folder.mistakes() if says in each.sentence]
    assert [(each.file, each.line) for each in found] == [(TEXTS, line)]


def test_only_a_disclaimer_may_name_what_limber_does_not_do(folder: ContentFolder) -> None:
    folder.change(TEXTS, "bold =", "safety-disclaimer-long = It cannot cure anything.\nbold =")
    assert folder.mistakes() == []


def test_a_few_hard_words_alone_are_not_graded(folder: ContentFolder) -> None:
    folder.change(TEXTS, "<b>Well done</b>", "Osteoporosis information available")
    assert folder.mistakes() == []


def test_an_entity_is_allowed(folder: ContentFolder) -> None:
    folder.change(TEXTS, "Well done", "Stretch &amp; walk")
    assert folder.mistakes() == []


def test_a_file_that_is_not_utf_8_is_a_mistake(folder: ContentFolder) -> None:
    folder.write(TEXTS, b"hello = Gr\xfcezi\n")
    assert "UTF-8" in folder.only_mistake().sentence


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("bold =", "bald = Bald\nbold =", 8, "English has no text 'bald'"),
        ("{ $name }", "{ $nmae }", 1, "nobody gives 'hello' a value 'nmae'"),
    ],
)
def test_another_language_cannot_add_texts_or_values(
    folder: ContentFolder, old: str, new: str, line: int, says: str
) -> None:
    in_german(folder)
    folder.change(GERMAN, old, new)
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (GERMAN, line)
    assert says in mistake.sentence


def test_another_language_may_omit_a_value_and_add_terms(
    folder: ContentFolder,
) -> None:
    in_german(folder)
    folder.change(GERMAN, "hello = Hallo { $name }", "-gruss = Hallo\nhello = { -gruss }")
    assert folder.mistakes() == []
