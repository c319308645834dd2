"""Words must be short, plain and complete, and promise nothing."""

import pytest

from tests.content.builders import BRIDGE, BRIDGE_WORDS, ROUTINE_WORDS, ContentFolder, in_german

GERMAN_WORDS = "exercises/bridge/de.yaml"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("  - Come down.\n", "", 2, "2 steps: make them 3 to 5"),
        ("  - Come down.\n", "  - Down.\n" * 4, 2, "6 steps: make them 3 to 5"),
        (
            "Lift your hips.",
            "Lift your hips as high as you can and keep them up there now.",
            4,
            "a sentence of 14 words: 12 is the most",
        ),
        ("title: Bridge", f"title: {'Long ' * 9}", 1, "a title of 44 characters: 40 is the most"),
        ("It may build strong", "It will fix your", 10, "'fix' is a promise"),
        ("Lift less.", "This heals you.", 8, "'heals' is a promise"),
        ("It may build strong hips.", "Guaranteed to help.", 10, "is a promise"),
        ("It hurts.", "Your disc may be damaged.", 7, "is a threat"),
        ("Keep it small.", "It treats you well.", 12, "'treats' is a promise"),
        ("  bend: Keep it small.\n", "  bone: Soft.\n", 11, "'bend' changes this exercise"),
        (
            "  bend: Keep it small.\n",
            "  bend: Keep it small.\n  pregnancy: Soft.\n",
            13,
            "nobody sees this line",
        ),
        ("cautions:", "parts: {half: half}\ncautions:", 11, "the exercise has no part 'half'"),
    ],
)
def test_a_mistake_in_the_words_is_reported_with_its_line(
    folder: ContentFolder, old: str, new: str, line: int, says: str
) -> None:
    folder.change(BRIDGE_WORDS, old, new.rstrip(" "))
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (BRIDGE_WORDS, line)
    assert says in mistake.sentence


def test_words_that_contain_a_banned_word_are_allowed(folder: ContentFolder) -> None:
    folder.change(BRIDGE_WORDS, "Your legs work.", "Health, treatment, a fixture, secure feet.")
    assert folder.mistakes() == []


def test_a_card_with_too_many_words_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(BRIDGE_WORDS, "Lift less.", "Lift less. " * 45)
    assert "the card has" in folder.only_mistake().sentence


def test_a_card_that_is_hard_to_read_is_a_mistake(folder: ContentFolder) -> None:
    hard = "Simultaneously maintain lumbar neutrality throughout repetitions."
    folder.change(BRIDGE_WORDS, "Lie on your back.", hard)
    folder.change(BRIDGE_WORDS, "Lift your hips.", hard)
    assert "school year" in folder.only_mistake().sentence


def test_a_part_without_a_name_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "rhythm: hold", "rhythm: hold\nparts: [up]")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.sentence) == (
        BRIDGE_WORDS,
        "the part 'up' has no name: add it.",
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("title: First one", f"title: {'x' * 41}", 2, "41 characters: 40"),
        ("A short one.", "x" * 81, 3, "81 characters: 80"),
        ("A short one.", "It cures you.", 3, "'cures' is a promise"),
    ],
)
def test_the_words_of_routines_are_checked_too(
    folder: ContentFolder, old: str, new: str, line: int, says: str
) -> None:
    folder.change(ROUTINE_WORDS, old, new)
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (ROUTINE_WORDS, line)
    assert says in mistake.sentence


def test_other_languages_may_use_more_words_but_no_promises(folder: ContentFolder) -> None:
    in_german(folder)
    longer = "Hebe deine Hüften so hoch du nur kannst und lass sie dort oben."
    folder.change(GERMAN_WORDS, "Lift your hips.", longer)
    assert folder.mistakes() == []
    folder.change(GERMAN_WORDS, "Come down.", "Das heilt dich.")
    assert "'heilt' is a promise" in folder.only_mistake().sentence
