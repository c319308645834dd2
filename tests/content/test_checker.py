"""All mistakes at once, and none in the content that ships."""

import time

from bot.content import checker, loader
from tests.content.builders import BRIDGE, BRIDGE_WORDS, ROUTINES, TEXTS, ContentFolder


def test_all_mistakes_come_at_once_by_file_and_line(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "position: lying", "position: flying")
    folder.change(BRIDGE, "rhythm: hold", "rhythm: waltz")
    folder.change(BRIDGE_WORDS, "It may build", "It cures")
    folder.change(
        ROUTINES,
        "minutes: 1\n    items:\n      - {exercise: curl",
        "minutes: 9\n    items:\n      - {exercise: curl",
    )
    folder.change(TEXTS, "Well done</b>", "Well done")
    folder.remove("exercises/curl/poster.png")
    assert [(each.file, each.line) for each in folder.mistakes()] == [
        (BRIDGE_WORDS, 10),
        (BRIDGE, 4),
        (BRIDGE, 8),
        ("exercises/curl/poster.png", 1),
        (ROUTINES, 9),
        (TEXTS, 8),
    ]


def test_the_report_has_a_line_for_each_mistake_and_a_count(folder: ContentFolder) -> None:
    folder.change(BRIDGE, "position: lying", "posture: lying")
    lines, count = checker.report(folder.path)
    assert count == 2
    assert lines == [
        f"content/{BRIDGE}:1: 'position' is missing: add it.",
        f"content/{BRIDGE}:4: 'posture' is no field here: correct or remove it.",
        "2 mistakes.",
    ]


def test_the_report_counts_one_and_none_as_people_do(folder: ContentFolder) -> None:
    assert checker.report(folder.path) == (["No mistakes."], 0)
    folder.remove("exercises/curl/poster.png")
    lines, count = checker.report(folder.path)
    assert (lines[-1], count) == ("1 mistake.", 1)


def test_a_folder_that_is_not_there_is_full_of_mistakes(folder: ContentFolder) -> None:
    files = {each.file for each in checker.check(folder.path / "nowhere")}
    assert {"safety.yaml", "references.yaml", TEXTS} <= files


def test_the_content_that_ships_has_no_mistakes() -> None:
    lines, count = checker.report(loader.find_folder())
    assert count == 0, "\n".join(lines)


def test_checking_everything_takes_less_than_two_seconds() -> None:
    start = time.process_time()
    checker.check(loader.find_folder())
    assert time.process_time() - start < 2
