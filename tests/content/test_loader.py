"""Loading gives values, or the list of all mistakes."""

from datetime import date
from pathlib import Path

import pytest

from bot.content import folder as where
from bot.content import loader
from bot.content.problems import BrokenContent
from bot.domain.learning.lessons import LessonId
from bot.domain.routines.exercises import (
    Caution,
    Dose,
    Exercise,
    ExerciseId,
    Filter,
    Place,
    Position,
    Rhythm,
    Sides,
)
from bot.domain.routines.routine import Item, Routine, RoutineId, RoutineKind
from tests.content.builders import BRIDGE, BRIDGE_WORDS, ROUTINES, ContentFolder, in_german


def test_an_exercise_has_the_values_of_its_file(folder: ContentFolder) -> None:
    bridge = loader.load(folder.path).exercises[ExerciseId("bridge")]
    assert bridge == Exercise(
        id=ExerciseId("bridge"),
        position=Position.LYING,
        places=frozenset({Place.FLOOR, Place.BED}),
        equipment=frozenset(),
        sides=Sides.TOGETHER,
        rhythm=Rhythm.HOLD,
        full_dose=Dose(30),
        doses=(None, Dose(5, 2), Dose(10), Dose(20), Dose(30), Dose(30, 1, 2)),
        cautions={
            Filter.BEND: Caution.MODIFY,
            Filter.ARCH: Caution.FINE,
            Filter.BONE: Caution.FINE,
            Filter.PREGNANCY: Caution.LEAVE_OUT,
            Filter.SURGERY: Caution.FINE,
            Filter.NO_FLOOR: Caution.FINE,
        },
        reviewed_on=date(2026, 1, 31),
    )


def test_a_routine_has_the_values_of_its_file(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "bridge, hold: 10", "bridge, easier: true, hold: 10")
    assert loader.load(folder.path).routines[RoutineId("first")] == Routine(
        RoutineId("first"),
        RoutineKind.STARTER,
        1,
        (Item(ExerciseId("bridge"), Dose(10, 2), easier=True),),
    )


def test_routines_are_ordered_by_kind_and_then_as_listed(folder: ContentFolder) -> None:
    desk = "schema: 1\nkind: desk\nroutines:\n  a-desk:\n    minutes: 1\n    items:\n"
    folder.write("routines/a.yaml", desk + "      - {exercise: curl, hold: 9}\n")
    words = folder.read("routines/en.yaml") + "a-desk:\n  title: Desk\n  description: Desk.\n"
    folder.write("routines/en.yaml", words)
    assert list(loader.load(folder.path).routines) == ["first", "second", "a-desk"]


def test_broken_content_stops_the_start_with_every_mistake(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "position: lying", "position: flying")
    folder.change(ROUTINES, "{exercise: curl", "{exercise: hurl")
    folder.remove(BRIDGE_WORDS)
    with pytest.raises(BrokenContent) as broken:
        loader.load(folder.path)
    assert [mistake.file for mistake in broken.value.mistakes] == [BRIDGE_WORDS, BRIDGE, ROUTINES]
    assert f"{BRIDGE}:4: 'position' must be" in str(broken.value)


def test_english_is_the_fallback_for_missing_words(folder: ContentFolder) -> None:
    in_german(folder)
    folder.change("exercises/bridge/de.yaml", "title: Bridge", "title: Brücke")
    for lacking in ("exercises/curl", "routines", "lessons"):
        folder.remove(f"{lacking}/de.yaml")
    folder.remove("articles/rest/de.md")
    catalogue = loader.load(folder.path)
    assert catalogue.words("de", ExerciseId("bridge")).title == "Brücke"
    assert catalogue.words("de", ExerciseId("curl")).title == "Bridge"
    assert catalogue.routine_words("de", RoutineId("first")).title == "First one"
    assert catalogue.lesson_words("de", LessonId("lesson-1")).title == "Lying down"
    assert catalogue.article_words("de", "rest").title == "Rest"


def test_a_missing_picture_stops_the_start(folder: ContentFolder) -> None:
    folder.remove("exercises/curl/poster.png")
    with pytest.raises(BrokenContent) as broken:
        loader.load(folder.path)
    assert [mistake.file for mistake in broken.value.mistakes] == ["exercises/curl/poster.png"]


def test_a_checkout_uses_its_own_content() -> None:
    assert loader.find_folder() == Path(loader.__file__).parents[2] / "content"


def test_an_installed_package_uses_its_own_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "bot" / "content"
    monkeypatch.setattr(where, "_PACKAGE", package)
    assert where.find_folder() == package / "shipped"
