"""The reading grade of words and sentences with known counts."""

import pytest

from bot.content.reading_grade import grade, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("little", 2),
        ("whole", 1),
        ("knees", 1),
        ("toes", 1),
        ("stretched", 1),
        ("needed", 2),
        ("pinches", 2),
        ("hip-wide", 2),
        ("don't", 1),
        ("carries", 2),
        ("osteoporosis", 5),
        ("30", 1),
    ],
)
def test_syllables_are_counted_approximately(word: str, count: int) -> None:
    assert syllables(word) == count


def test_words_and_sentences_are_counted() -> None:
    text = "Don't rush. Stand hip-wide! Hold 10 seconds"
    assert words(text) == ["Don't", "rush", "Stand", "hip-wide", "Hold", "10", "seconds"]
    assert len(sentences(text)) == 3


def test_plain_words_have_a_lower_grade_than_learned_ones() -> None:
    assert grade("Lie on your back. Bend one knee.") < 1
    assert grade("Simultaneously maintain lumbar neutrality throughout the repetition.") > 12


def test_the_grade_follows_the_flesch_kincaid_formula() -> None:
    # 6 words, 1 sentence, 6 syllables.
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_an_empty_text_has_grade_zero() -> None:
    assert grade("") == 0
