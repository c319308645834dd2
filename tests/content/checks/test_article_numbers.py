"""Numbers of the articles are written in two places, and a mistake in either is found."""

import pytest

from tests.content.builders import BRIDGE, NUMBERS, ContentFolder

HOLD = "- {exercise: bridge, what: hold, min: 10, max: 30, unit: seconds}"
GENERAL = "- {what: recovery, min: 4, max: 6, unit: weeks}"


@pytest.mark.parametrize(
    ("file", "old", "new", "places"),
    [
        (
            BRIDGE,
            "- {what: hold, min: 10, max: 30, unit: seconds}",
            "- {what: hold, min: 10, max: 20, unit: seconds}",
            [(BRIDGE, 19, "does not have this number"), (NUMBERS, 5, "does not stand in")],
        ),
        (NUMBERS, HOLD + "\n      ", "", [(BRIDGE, 19, "does not have this number")]),
        (NUMBERS, GENERAL, HOLD, [("references.yaml", 8, "does not have this number")]),
        ("references.yaml", "max: 6", "max: 8", [
            (NUMBERS, 7, "does not stand in references.yaml"),
            ("references.yaml", 8, "does not have this number"),
        ]),
        (NUMBERS, "exercise: curl", "exercise: hurl", [
            ("exercises/curl/exercise.yaml", 19, "does not have this number"),
            (NUMBERS, 6, "there is no exercise 'hurl'"),
        ]),
        (NUMBERS, "a-book", "a-film", [
            (BRIDGE, 19, "does not have this number"),
            ("exercises/curl/exercise.yaml", 19, "does not have this number"),
            (NUMBERS, 3, "there is no reference 'a-film'"),
            ("references.yaml", 8, "does not have this number"),
        ]),
        (BRIDGE, "full_dose: {hold: 30}", "full_dose: {hold: 29}", [
            (BRIDGE, 13, "goes up to 30 (hold)"),
        ]),
    ],
)  # fmt: skip
def test_a_lost_or_changed_number_is_reported(
    folder: ContentFolder, file: str, old: str, new: str, places: list[tuple[str, int, str]]
) -> None:
    folder.change(file, old, new)
    found = folder.mistakes()
    assert [(each.file, each.line) for each in found] == [place[:2] for place in places]
    for each, (_, _, says) in zip(found, places, strict=True):
        assert says in each.sentence
