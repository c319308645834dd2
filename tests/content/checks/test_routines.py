"""Routines must differ, have the right length, and suit their kind."""

from tests.content.builders import BRIDGE, ROUTINES, ContentFolder


def test_two_equal_routines_are_a_mistake(folder: ContentFolder) -> None:
    folder.change(
        ROUTINES,
        "- {exercise: bridge, hold: 10, repetitions: 2}",
        "- {exercise: curl, hold: 10, repetitions: 2}",
    )
    folder.change(BRIDGE, "offered: routines", "offered: library")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (ROUTINES, 8)
    assert "the same as 'first'" in mistake.sentence


def test_a_routine_that_takes_longer_than_it_says_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "bridge, hold: 10, repetitions: 2", "bridge, hold: 30, repetitions: 9")
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (ROUTINES, 5)
    assert "its doses take 6.3 minutes, not 1" in mistake.sentence


def test_a_straight_leg_stretch_in_a_flare_up_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "kind: starter", "kind: flare")
    folder.change(BRIDGE, "straight_leg: false", "straight_leg: true")
    mistake = folder.only_mistake()
    assert (mistake.line, mistake.sentence) == (
        7,
        "'bridge' stretches a straight leg: leave it out on sore days.",
    )


def test_a_forward_bend_in_the_morning_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "kind: starter", "kind: morning")
    folder.change(BRIDGE, "bends_forward: false", "bends_forward: true")
    assert "bends forward" in folder.only_mistake().sentence


def test_a_profile_without_what_it_suits_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "kind: starter", "kind: profile")
    assert [(each.line, "'suits' stands" in each.sentence) for each in folder.mistakes()] == [
        (4, True),
        (8, True),
    ]


def test_suits_in_another_kind_than_profile_is_a_mistake(folder: ContentFolder) -> None:
    folder.change(ROUTINES, "first:\n    minutes: 1", "first:\n    suits: bone\n    minutes: 1")
    assert "only there" in folder.only_mistake().sentence


def test_a_profile_with_an_excluded_exercise_is_a_mistake(folder: ContentFolder) -> None:
    for name in ("first", "second"):
        folder.change(ROUTINES, f"{name}:\n", f"{name}:\n    suits: pregnancy\n")
    folder.change(ROUTINES, "kind: starter", "kind: profile")
    assert [each.sentence for each in folder.mistakes()] == [
        "'pregnancy' leaves 'bridge' out: take another exercise.",
        "'pregnancy' leaves 'curl' out: take another exercise.",
    ]
