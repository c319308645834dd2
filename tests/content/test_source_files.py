"""Every broken file is reported with the line and what to do."""

import pytest

from bot.content import loader
from tests.content.builders import BRIDGE, BRIDGE_WORDS, PNG, ROUTINES, ContentFolder


def test_a_valid_folder_has_no_mistakes(folder: ContentFolder) -> None:
    assert folder.mistakes() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("position: lying", "position: flying", 4, "'position' must be one of 'lying'"),
        ("position: lying", "position: lying\nposture: prone", 5, "'posture' is no field here"),
        ("position: lying\n", "", 1, "'position' is missing"),
        ("schema: 1", "schema: 2", 1, "'schema' must be 1"),
        ("alternates: false", "alternates: 0", 9, "must be true or false"),
        ("places: [floor, bed]", "places: []", 5, "'places'"),
        ("{hold: 5, repetitions: 2}", "{hold: five, repetitions: 2}", 22, "must be a whole number"),
        ("{hold: 5, repetitions: 2}", '{hold: "5", repetitions: 2}', 22, "must be a whole number"),
        ("{hold: 5, repetitions: 2}", "{hold: 0, repetitions: 2}", 22, "must be above 0"),
        ("  - {hold: 30, sets: 2}\n", "", 20, "'doses'"),
        ("  bone: fine\n", "", 27, "'cautions' says nothing about bone"),
        ("  bone: fine\n", "  bones: fine\n", 30, "'cautions.bones' must be one of 'bend'"),
        ("min: 10, max: 30", "min: 40, max: 30", 19, "has a min above its max"),
        ("min: 10, max: 30, unit", "unit", 19, "needs either min and max"),
        ("unit: seconds", "unit: second", 19, "must be one of 'seconds'"),
        ("reviewed_on: 2026-01-31", "reviewed_on: soon", 36, "valid date"),
        ("id: bridge", "id: The Bridge", 2, "is not written as it must be"),
    ],
)
def test_a_wrong_field_is_reported_with_its_line(
    folder: ContentFolder, old: str, new: str, line: int, says: str
) -> None:
    folder.change(BRIDGE, old, new)
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (BRIDGE, line)
    assert says in mistake.sentence


def test_broken_yaml_is_reported_with_its_line(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "places: [floor, bed]", "places: [floor, bed")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (BRIDGE, 6)
    assert "not valid YAML" in mistake.sentence


def test_a_duplicate_key_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(BRIDGE_WORDS, "feel: Your legs work.", "feel: Your legs work.\nfeel: Warm.")
    mistake = folder.only_mistake()
    assert (mistake.line, mistake.sentence[:25]) == (7, "the key 'feel' is there t")


def test_a_file_that_is_not_utf_8_is_a_mistake(folder: ContentFolder) -> None:
    folder.write(BRIDGE_WORDS, b"title: Br\xfccke\n")
    assert "UTF-8" in folder.only_mistake().sentence


def test_an_empty_file_is_a_mistake(folder: ContentFolder) -> None:
    folder.write(BRIDGE_WORDS, "")
    assert folder.only_mistake().file == BRIDGE_WORDS


def test_a_binary_value_is_a_mistake_and_not_a_crash(folder: ContentFolder) -> None:
    folder.change(BRIDGE_WORDS, "title: Bridge", "title: Bridge\nextra: !!binary aGk=")
    assert "'extra' is no field here" in folder.only_mistake().sentence


def test_a_folder_without_its_facts_is_a_mistake(folder: ContentFolder) -> None:
    folder.remove(BRIDGE)
    assert [(each.file, each.sentence[:20]) for each in folder.mistakes()] == [
        (BRIDGE, "this file is missing")
    ]


def test_a_folder_with_pictures_only_is_ignored(folder: ContentFolder) -> None:
    folder.write("exercises/plank/poster.png", PNG)
    folder.write("exercises/plank/pose.yaml", "schema: 1\n")
    folder.write("exercises/plank/loop.mp4", b"moving")
    assert folder.mistakes() == []
    assert "plank" not in loader.load(folder.path).exercises


def test_a_routine_cannot_list_an_exercise_with_pictures_only(folder: ContentFolder) -> None:
    folder.write("exercises/plank/poster.png", PNG)
    folder.change(ROUTINES, "{exercise: curl", "{exercise: plank")
    assert "there is no exercise 'plank'" in " ".join(str(each) for each in folder.mistakes())


@pytest.mark.parametrize("file", ["safety.yaml", "references.yaml", "programme.yaml"])
def test_a_missing_file_of_facts_is_a_mistake(folder: ContentFolder, file: str) -> None:
    folder.remove(file)
    assert folder.only_mistake().file == file


def test_an_unused_file_is_a_mistake(folder: ContentFolder) -> None:
    folder.write("exercises/bridge/english.yaml", "title: Bridge\n")
    assert "nothing reads this file" in folder.only_mistake().sentence


def test_a_broken_routine_file_causes_no_other_mistakes(
    folder: ContentFolder,
) -> None:
    folder.change(ROUTINES, "kind: starter", "kind: stopper")
    assert folder.only_mistake().file == ROUTINES


def test_several_mistakes_in_one_file_are_found_at_once(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "position: lying", "position: flying")
    folder.change(BRIDGE, "rhythm: hold", "rhythm: waltz")
    folder.change(BRIDGE, "{hold: 20}", "{hold: 20, rep: 2}")
    assert [each.line for each in folder.mistakes()] == [4, 8, 24]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("amber: {from: 4, to: 5}", "amber: {from: 5, to: 5}", "every score from 0 to 10"),
        ("on_yes: stop-red", "on_yes: ask-first", "a filter stands with ask-first"),
        ("on_yes: stop-red", "on_yes: which", "the outcomes of which"),
        ("on_yes: stop-red", "on_yes: shrug", "must be one of 'stop-red'"),
        ("countries: [GB]", "countries: [Britain]", "is not written as it must be"),
        ('"999"', "999", "put it in quotes"),
    ],
)
def test_safety_facts_are_strict(folder: ContentFolder, old: str, new: str, says: str) -> None:
    folder.change("safety.yaml", old, new)
    assert says in folder.only_mistake().sentence


def test_a_reference_that_cannot_be_found_is_a_mistake(folder: ContentFolder) -> None:
    folder.change("references.yaml", "    title: A book\n", "")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == ("references.yaml", 3)
    assert "could be found" in mistake.sentence
