"""Every referenced name must exist, and every exercise must be reachable."""

import pytest

from bot.content import loader
from bot.content.problems import BrokenContent
from tests.content.builders import BRIDGE, CURL, ROUTINES, ContentFolder


def test_an_id_other_than_its_folder_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "id: bridge", "id: fridge")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (BRIDGE, 2)
    assert "name it 'bridge'" in mistake.sentence


def test_a_routine_that_names_an_unknown_exercise_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "{exercise: bridge", "{exercise: fridge")
    mistakes = folder.mistakes()
    assert [(each.file, each.line) for each in mistakes] == [(BRIDGE, 3), (ROUTINES, 7)]
    assert "there is no exercise 'fridge'" in mistakes[1].sentence


def test_an_exercise_that_no_routine_lists_is_unreachable(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "{exercise: curl, hold: 10", "{exercise: bridge, hold: 12")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (CURL, 3)
    assert "unreachable" in mistake.sentence


def test_an_exercise_for_the_library_needs_no_routine(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "{exercise: curl, hold: 10", "{exercise: bridge, hold: 12")
    folder.change(CURL, "offered: routines", "offered: library")
    assert folder.mistakes() == []


def test_an_exercise_for_the_library_that_a_routine_lists_is_a_mistake(
    folder: ContentFolder,
) -> None:
    folder.change(CURL, "offered: routines", "offered: library")
    assert "the routine 'second' lists it" in folder.only_mistake().sentence


def test_a_routine_in_two_files_is_a_mistake(folder: ContentFolder) -> None:
    both = (
        folder.read(ROUTINES).replace("kind: starter", "kind: desk").replace("hold: 10", "hold: 9")
    )
    folder.write("routines/desk.yaml", both)
    mistakes = folder.mistakes()
    assert [(each.file, each.line) for each in mistakes] == [(ROUTINES, 4), (ROUTINES, 8)]
    assert "is in routines/desk.yaml, too" in mistakes[0].sentence


def test_an_unknown_source_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "{id: a-book,", "{id: a-film,")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (BRIDGE, 35)
    assert "there is no reference 'a-film'" in mistake.sentence


def test_an_unknown_article_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "source: a-book", "source: a-film")
    assert folder.only_mistake().line == 15


def test_an_unknown_source_of_the_safety_facts_is_a_mistake(folder: ContentFolder) -> None:
    folder.change("safety.yaml", "{id: a-book,", "{id: a-film,")
    assert folder.only_mistake().file == "safety.yaml"


def test_an_unknown_source_of_an_exercise_stops_the_start(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "  - {id: a-book,", "  - {id: a-film,")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (BRIDGE, 35)
    with pytest.raises(BrokenContent, match="there is no reference 'a-film'"):
        loader.load(folder.path)


def test_a_duplicate_reference_is_a_mistake(folder: ContentFolder) -> None:
    text = folder.read("references.yaml")
    folder.write("references.yaml", text + "  - {id: a-book, kind: book, title: Another}\n")
    mistake = folder.only_mistake()
    assert (mistake.line, mistake.sentence[:33]) == (9, "the reference 'a-book' is there t")
