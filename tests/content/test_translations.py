"""Texts with values, plurals and a fallback language."""

import pytest

from bot.content import translations
from bot.content.problems import BrokenContent
from tests.content.builders import TEXTS, ContentFolder, in_german


def test_a_text_contains_its_values(folder: ContentFolder) -> None:
    texts = translations.load(folder.path).of("en")
    assert texts.say("hello", name="Ada") == "Hello Ada"
    assert texts.say("bold", name="Ada") == "<b>Well done</b>, Hello Ada"


def test_a_number_selects_the_plural_form(folder: ContentFolder) -> None:
    texts = translations.load(folder.path).of("en")
    assert [texts.say("days", n=n) for n in (1, 2)] == ["1 day", "2 days"]


def test_values_are_not_wrapped_in_bidi_marks(folder: ContentFolder) -> None:
    assert translations.load(folder.path).of("en").say("hello", name="x").isascii()


def test_an_unknown_key_is_reported_with_its_language(folder: ContentFolder) -> None:
    texts = translations.load(folder.path).of("en")
    with pytest.raises(KeyError, match=r"'goodbye'.*'en'"):
        texts.say("goodbye")
    assert not texts.has("goodbye")
    assert texts.has("hello")


def test_a_missing_value_is_an_error(folder: ContentFolder) -> None:
    with pytest.raises(ValueError, match="name"):
        translations.load(folder.path).of("en").say("hello")


def test_a_term_is_not_a_text(folder: ContentFolder) -> None:
    folder.change(TEXTS, "hello =", "-brand = Limber\nhello =")
    texts = translations.load(folder.path).of("en")
    assert not texts.has("-brand")
    assert texts.keys() == {
        "hello",
        "days",
        "bold",
        "safety-region-uk",
        "safety-region-norway",
    }


@pytest.mark.parametrize(
    ("asked", "spoken"), [("de", "de"), ("de-AT", "de"), ("xx", "en"), ("", "en"), ("en", "en")]
)
def test_an_unknown_language_falls_back_to_english(
    folder: ContentFolder, asked: str, spoken: str
) -> None:
    in_german(folder)
    found = translations.load(folder.path)
    assert found.languages == ("en", "de")
    assert found.of(asked).language == spoken


def test_english_is_the_fallback_for_missing_texts(folder: ContentFolder) -> None:
    folder.write("translations/de.ftl", "hello = Hallo { $name }\n")
    german = translations.load(folder.path).of("de")
    assert german.say("hello", name="Ada") == "Hallo Ada"
    assert german.say("days", n=1) == "1 day"
    assert german.say("bold", name="Ada") == "<b>Well done</b>, Hello Ada"
    assert german.has("days")
    assert german.keys() == translations.load(folder.path).of("en").keys()


def test_broken_fluent_stops_the_start(folder: ContentFolder) -> None:
    folder.change(TEXTS, "{ $name }", "{ $name")
    with pytest.raises(BrokenContent, match=r"en\.ftl:2: this is not valid Fluent"):
        translations.load(folder.path)


def test_without_english_there_is_no_start(folder: ContentFolder) -> None:
    in_german(folder)
    folder.remove(TEXTS)
    with pytest.raises(BrokenContent, match=r"en\.ftl:1: this file is missing"):
        translations.load(folder.path)
