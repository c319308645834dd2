"""The catalogue's interface to the rest of the bot."""

from dataclasses import FrozenInstanceError

import pytest

from bot.content import loader
from bot.content.catalogue import RoutineWords
from bot.domain.routines.exercises import ExerciseId, Filter
from bot.domain.routines.routine import RoutineId
from tests.content.builders import ContentFolder, in_german

BRIDGE = ExerciseId("bridge")


def test_the_words_of_an_exercise_are_in_the_persons_language(folder: ContentFolder) -> None:
    in_german(folder)
    folder.change("exercises/bridge/de.yaml", "title: Bridge", "title: Brücke")
    catalogue = loader.load(folder.path)
    assert catalogue.words("de", BRIDGE).title == "Brücke"
    assert catalogue.words("de-AT", BRIDGE).title == "Brücke"
    assert catalogue.words("en", BRIDGE).title == "Bridge"


def test_an_unknown_language_falls_back_to_english(folder: ContentFolder) -> None:
    catalogue = loader.load(folder.path)
    assert catalogue.words("xx", BRIDGE).title == "Bridge"
    assert catalogue.routine_words("xx", RoutineId("first")) == RoutineWords(
        "First one", "A short one."
    )


def test_words_keep_their_order_and_their_cautions(folder: ContentFolder) -> None:
    words = loader.load(folder.path).words("en", BRIDGE)
    assert words.steps == ("Lie on your back.", "Lift your hips.", "Come down.")
    assert words.cautions == {Filter.BEND: "Keep it small."}
    assert words.sides is None


def test_an_unknown_exercise_has_neither_words_nor_picture(folder: ContentFolder) -> None:
    catalogue = loader.load(folder.path)
    unknown = ExerciseId("../secret")
    with pytest.raises(KeyError):
        catalogue.words("en", unknown)
    with pytest.raises(KeyError):
        catalogue.poster(unknown)


def test_the_picture_of_an_exercise_is_in_its_folder(folder: ContentFolder) -> None:
    poster = loader.load(folder.path).poster(BRIDGE)
    assert poster == folder.path / "exercises" / "bridge" / "poster.png"
    assert poster.is_file()


def test_the_catalogue_is_immutable(folder: ContentFolder) -> None:
    catalogue = loader.load(folder.path)
    with pytest.raises(FrozenInstanceError):
        catalogue.folder = folder.path  # type: ignore[misc]
    with pytest.raises(TypeError):
        catalogue.exercises[BRIDGE] = catalogue.exercises[BRIDGE]  # type: ignore[index]
