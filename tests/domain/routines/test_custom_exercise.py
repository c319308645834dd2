"""Exercises that people add themselves, and custom routines."""

import pytest

from bot.domain.routines.custom_exercise import (
    LONGEST_HOLD,
    Captioned,
    CustomExercise,
    Media,
    MediaKind,
    captioned,
    name_of,
)
from bot.domain.routines.custom_routines import (
    CustomRoutine,
    CustomRoutineId,
    doses,
    menu,
    offer_custom,
)
from bot.domain.routines.exercises import Caution, Dose, ExerciseId, Filter, Place, Rhythm, Sides
from bot.domain.routines.item_json import from_plain, to_plain
from bot.domain.routines.routine import Eligibility, Item
from bot.domain.session.timeline import Kind, Side, timeline
from tests.builders import ANA, WORDS, an_exercise

HOLD, COUNT = Rhythm.HOLD, Rhythm.COUNT
EACH, TOGETHER = Sides.EACH, Sides.TOGETHER
CLAM = CustomExercise("Clam", Sides.EACH, Rhythm.COUNT, Media(MediaKind.VIDEO, "a-file"))


@pytest.mark.parametrize(
    ("caption", "title", "dose", "sides", "rhythm"),
    [
        ("3 × 20 s each side", "Unnamed", Dose(20, 3), EACH, HOLD),
        ("Hip opener 3x20s each side", "Hip opener", Dose(20, 3), EACH, HOLD),
        ("Hip opener, 2 x 10 x 5 sec", "Hip opener", Dose(5, 10, 2), TOGETHER, HOLD),
        ("10x each side clam", "clam", Dose(3, 10), EACH, COUNT),
        ("Clams 2x15", "Clams", Dose(3, 15, 2), TOGETHER, COUNT),
        ("Bridge, 12 times", "Bridge", Dose(3, 12), TOGETHER, COUNT),
        ("Stand on one leg\n1 min per leg", "Stand on one leg", Dose(60), EACH, HOLD),
        ("Übung: 45 s", "Übung", Dose(45), TOGETHER, HOLD),
        ("  3 * 20 S  Each Side  ", "Unnamed", Dose(20, 3), EACH, HOLD),
        ("x" * 90 + " 20 s", "x" * 40, Dose(20), TOGETHER, HOLD),
    ],
)
def test_a_caption_gives_the_title_and_the_dose(
    caption: str, title: str, dose: Dose, sides: Sides, rhythm: Rhythm
) -> None:
    assert captioned(caption, WORDS, "Unnamed") == Captioned(title, dose, sides, rhythm)


@pytest.mark.parametrize(
    "caption",
    [
        "",
        "as my physio showed me",
        "0 × 20 s",
        "3 × 0 s",
        "100 min",
        f"{LONGEST_HOLD + 1} s",
        "11 × 10 × 5 s",
        "2 x 61",
        "10 x 60 x 10 s",
        "room 12",
        "20 stretches",
    ],
)
def test_a_caption_without_a_dose_within_the_limits_is_rejected(caption: str) -> None:
    assert captioned(caption, WORDS, "Unnamed") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Before   bed ", "Before bed"),
        ("two\nlines", "two lines"),
        ("a" * 50, "a" * 40),
        ("<b>bold</b>", "<b>bold</b>"),
        (" \t\n ", None),
        ("\u202e", None),
    ],
)
def test_a_name_is_one_short_line(text: str, name: str | None) -> None:
    assert name_of(text) == name


def test_a_custom_exercise_is_played_with_its_own_dose() -> None:
    item = Item(CLAM.id, Dose(3, 10), own=CLAM)
    (segments,) = timeline((item,), {})
    assert [each.side for each in segments if each.kind is Kind.COUNT] == [Side.FIRST, Side.OTHER]


def test_an_item_survives_the_conversion_to_json() -> None:
    for item in (
        Item(CLAM.id, Dose(3, 10, 2), own=CLAM),
        Item(ExerciseId("tilt"), Dose(5), easier=True),
    ):
        assert from_plain(to_plain(item)) == item


def test_the_same_title_is_the_same_exercise_in_the_log() -> None:
    other = CustomExercise("CLAM", TOGETHER, HOLD, Media(MediaKind.PHOTO, "another"))
    assert other.id == CLAM.id != CustomExercise("Clams", EACH, COUNT, CLAM.media).id


def test_filters_apply_to_custom_routines_as_to_any() -> None:
    bend = an_exercise("bend", cautions={Filter.BEND: Caution.LEAVE_OUT})
    fine = an_exercise("fine")
    items = (Item(bend.id, Dose(20)), Item(fine.id, Dose(20)), Item(CLAM.id, Dose(3, 5), own=CLAM))
    own = CustomRoutine(CustomRoutineId(7), ANA, "Mine", items, "word")
    suits = Eligibility(frozenset({Filter.BEND}), frozenset(Place), frozenset(), week=None)
    offer = offer_custom(own, {bend.id: bend, fine.id: fine}, suits)
    assert [item.exercise for item in offer.items] == [fine.id, CLAM.id]
    assert [(gone.exercise, gone.by) for gone in offer.left_out] == [(bend.id, Filter.BEND)]
    assert (offer.routine, offer.name) == ("own-7", "Mine")


def test_the_menu_has_only_what_suits_and_names_what_it_leaves_out() -> None:
    bend = an_exercise("bend", cautions={Filter.BEND: Caution.LEAVE_OUT})
    fine = an_exercise("fine")
    suits = Eligibility(frozenset({Filter.BEND}), frozenset(Place), frozenset(), week=None)
    fitting, gone = menu({bend.id: bend, fine.id: fine}, suits)
    assert [each[0].exercise for each in fitting] == [fine.id]
    assert [each.exercise for each in gone] == [bend.id]


def test_doses_to_pick_from_are_those_of_the_content() -> None:
    known = (None, Dose(10, 2), Dose(15, 2), Dose(20, 2), Dose(20, 3), Dose(20, 3))
    offered = doses(an_exercise("tilt", doses=known, full_dose=Dose(30, 3)))
    assert offered == (Dose(10, 2), Dose(20, 2), Dose(30, 3))
    assert doses(an_exercise("tilt", doses=(), full_dose=Dose(30, 3))) == (Dose(30, 3),)
