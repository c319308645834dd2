"""The checker reports all mistakes at once, and none in the shipped content."""

import shutil
import time
from pathlib import Path

from bot.content import checker, loader
from tests.content.builders import BRIDGE, BRIDGE_WORDS, ROUTINES, TEXTS, ContentFolder


def test_all_mistakes_are_reported_at_once_by_file_and_line(folder: ContentFolder) -> None:
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


def test_the_report_has_singular_and_plural(folder: ContentFolder) -> None:
    assert checker.report(folder.path) == (["No mistakes."], 0)
    folder.remove("exercises/curl/poster.png")
    lines, count = checker.report(folder.path)
    assert (lines[-1], count) == ("1 mistake.", 1)


def test_a_missing_folder_has_mistakes(folder: ContentFolder) -> None:
    files = {each.file for each in checker.check(folder.path / "nowhere")}
    assert {"safety.yaml", "references.yaml", TEXTS} <= files


def test_the_shipped_content_has_no_mistakes() -> None:
    lines, count = checker.report(loader.find_folder())
    assert count == 0, "\n".join(lines)


def test_hundreds_of_mistakes_are_found_in_less_than_two_seconds(tmp_path: Path) -> None:
    whole = shutil.copytree(
        loader.find_folder(), tmp_path / "content", ignore=shutil.ignore_patterns("*.mp4")
    )
    files = list(whole.glob("exercises/*/*.yaml"))
    planted = {_break(each) for each in files if each.name != "pose.yaml"}
    start = time.process_time()
    found = {(each.file, each.line) for each in checker.check(whole)}
    assert time.process_time() - start < 2
    named = {(path.relative_to(whole).as_posix(), line) for path, line in planted}
    assert named <= found
    assert len(named) == 2 * len(list(whole.glob("exercises/*/exercise.yaml")))


def _break(path: Path) -> tuple[Path, int]:
    """Make one mistake in a file; returns the file and the line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(nth for nth, line in enumerate(lines) if line.startswith(("rhythm:", "why:")))
    lines[at] = lines[at].partition(":")[0] + ": It cures"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, at + 1
