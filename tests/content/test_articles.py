"""The content has every number that the two source articles state."""

import pytest

from bot.content import loader, source_files
from bot.content.schema.base import Figure
from bot.domain.routines.exercises import ExerciseId, Rhythm, Sides
from tests import ready

FIRST, SECOND = "defeo-pinched-nerve", "seven-exercises"

# Exercise: article, equipment, sides, and every figure as (what, part, min, max, unit, how).
# `how` is "about", or the article's word if it gives no number.
Row = tuple[str, str | None, int | None, int | None, str, str]
STATED: dict[str, tuple[str, list[str], str, list[Row]]] = {
    "low-back-stretch": (
        FIRST,
        ["mat"],
        "together",
        [("hold", None, 10, 10, "seconds", ""), ("knee-angle", None, 45, 45, "degrees", "")],
    ),
    "cat-stretch": (
        FIRST,
        [],
        "together",
        [("hold", "round", 30, 30, "seconds", ""), ("hold", "hollow", 30, 30, "seconds", "")],
    ),
    "hamstring-stretch-lying": (
        FIRST,
        [],
        "affected",
        [("hold", None, 15, 30, "seconds", "")],
    ),
    "chair-torso-twist": (
        FIRST,
        ["armless-chair"],
        "each",
        [("repetitions", None, 5, 5, "times", "about")],
    ),
    "strap-leg-raise": (
        FIRST,
        ["strap", "wall"],
        "affected",
        [("leg-angle", None, 45, 45, "degrees", "")],
    ),
    "knees-to-chest-single": (
        SECOND,
        [],
        "each",
        [("hold", None, None, 30, "seconds", ""), ("repetitions", None, 3, 3, "times", "")],
    ),
    "knees-to-chest-both": (
        SECOND,
        [],
        "together",
        [("hold", None, 30, 30, "seconds", "")],
    ),
    "gluteal-bridge": (
        SECOND,
        [],
        "together",
        [
            ("hold", None, None, None, "seconds", "few"),
            ("repetitions", None, 8, 10, "times", ""),
            ("sets", None, None, None, "sets", "several"),
        ],
    ),
    "sitting-pigeon": (
        SECOND,
        [],
        "each",
        [("hold", None, 10, 20, "seconds", "")],
    ),
    "sitting-pigeon-lean": (SECOND, [], "each", [("hold", None, 10, 20, "seconds", "")]),
    "sitting-pigeon-deep": (SECOND, [], "each", [("hold", None, 10, 20, "seconds", "")]),
    "sitting-torso-stretch": (
        SECOND,
        [],
        "each",
        [("hold", None, 20, 30, "seconds", ""), ("repetitions", None, 2, 3, "times", "")],
    ),
    "childs-pose": (
        SECOND,
        [],
        "together",
        [("hold", None, None, 30, "seconds", "")],
    ),
    "hamstring-stretch-standing": (
        SECOND,
        ["stool-or-step"],
        "each",
        [("hold", None, None, 30, "seconds", ""), ("repetitions", None, 2, 3, "times", "")],
    ),
    "pelvic-tilt": (
        SECOND,
        [],
        "together",
        [
            ("hold", None, None, None, "seconds", "few"),
            ("repetitions", None, 10, 10, "times", "about"),
        ],
    ),
}

# Exercises that neither article describes.
FURTHER = {
    "walk",
    "nerve-slider-lying",
    "nerve-slider-sitting",
    "figure-four-lying",
    "figure-four-chair",
    "prone-on-elbows",
    "press-up-prone",
    "standing-back-bend",
    "knee-rolls",
    "bird-dog",
    "side-bridge-knees",
    "dead-bug",
    "hip-flexor-half-kneel",
    "chair-twist-soft",
}

# What the second article says about sciatica in general.
GENERAL = [
    ("exercises", None, 7, 7, "count", ""),
    ("recovery", None, 4, 6, "weeks", ""),
    ("nerve-width", None, None, 2, "centimetres", ""),
    ("study-year", None, 2016, 2016, "year", ""),
]

POSITIONS = {
    "low-back-stretch": "lying",
    "cat-stretch": "all-fours",
    "hamstring-stretch-lying": "lying",
    "chair-torso-twist": "chair",
    "strap-leg-raise": "lying",
    "knees-to-chest-single": "lying",
    "knees-to-chest-both": "lying",
    "gluteal-bridge": "lying",
    "sitting-pigeon": "sitting-floor",
    "sitting-pigeon-lean": "sitting-floor",
    "sitting-pigeon-deep": "sitting-floor",
    "sitting-torso-stretch": "sitting-floor",
    "childs-pose": "kneeling",
    "hamstring-stretch-standing": "standing",
    "pelvic-tilt": "lying",
}

SOURCES = source_files.read(loader.find_folder())
CATALOGUE = ready.shipped().catalogue


def _row(figure: Figure) -> Row:
    how = "about" if figure.about else (figure.amount or "")
    return (figure.what, figure.part, figure.min, figure.max, figure.unit.value, how)


@pytest.mark.parametrize("name", STATED)
def test_every_number_of_the_articles_is_kept(name: str) -> None:
    article, equipment, sides, figures = STATED[name]
    stated = SOURCES.exercises[name].facts.stated
    assert stated is not None
    assert (stated.source, list(stated.equipment), stated.sides) == (article, equipment, sides)
    assert [_row(figure) for figure in stated.figures] == figures


def test_no_other_numbers_are_attributed_to_the_articles() -> None:
    stated = {name for name, source in SOURCES.exercises.items() if source.facts.stated is not None}
    assert stated == STATED.keys()
    assert SOURCES.exercises.keys() - stated == FURTHER


def test_the_numbers_about_sciatica_in_general_are_kept() -> None:
    assert SOURCES.references is not None
    by_id = {each.id: each for each in SOURCES.references.facts.references}
    assert [_row(figure) for figure in by_id[SECOND].stated] == GENERAL


@pytest.mark.parametrize("name", POSITIONS)
def test_every_exercise_has_the_position_of_its_article(name: str) -> None:
    assert CATALOGUE.exercises[ExerciseId(name)].position == POSITIONS[name]


@pytest.mark.parametrize("name", STATED)
def test_the_full_dose_reaches_the_maximum_of_the_article(name: str) -> None:
    full = CATALOGUE.exercises[ExerciseId(name)].full_dose
    most = {what: high for what, _, _, high, _, _ in STATED[name][3] if high is not None}
    assert most.get("hold", full.hold) == full.hold
    assert most.get("repetitions", full.repetitions) == full.repetitions


@pytest.mark.parametrize("name", STATED)
def test_no_hold_of_the_programme_is_longer_than_the_full_dose(name: str) -> None:
    exercise = CATALOGUE.exercises[ExerciseId(name)]
    doses = [dose for dose in exercise.doses if dose is not None]
    assert max(dose.hold for dose in doses) <= exercise.full_dose.hold


@pytest.mark.parametrize("name", STATED)
def test_a_one_leg_exercise_of_the_article_is_done_with_both_legs(name: str) -> None:
    sides = CATALOGUE.exercises[ExerciseId(name)].sides
    assert (sides is Sides.EACH) == (STATED[name][2] in ("each", "affected"))


def test_only_some_exercises_are_counted_and_only_the_walk_is_steady() -> None:
    rhythms = {name: exercise.rhythm for name, exercise in CATALOGUE.exercises.items()}
    counted = {name for name, rhythm in rhythms.items() if rhythm is Rhythm.COUNT}
    assert counted - FURTHER == {"pelvic-tilt", "gluteal-bridge", "chair-torso-twist"}
    assert {name for name, rhythm in rhythms.items() if rhythm is Rhythm.STEADY} == {"walk"}
