"""Every position, place and piece of equipment must have an exercise."""

import pytest

from bot.content.problems import Problem
from tests.content.builders import OTHERS, ContentFolder


@pytest.mark.parametrize(
    ("field", "gone", "instead", "says"),
    [
        ("position", "chair", "lying", "no exercise has the position 'chair': add one."),
        ("places", "[chair, standing]", "[standing]", "no exercise has the place 'chair'"),
        ("equipment", "[strap, wall, step]", "[strap, wall]", "no exercise has the thing 'step'"),
    ],
)
def test_a_choice_without_an_exercise_is_a_mistake(
    folder: ContentFolder, field: str, gone: str, instead: str, says: str
) -> None:
    for name in OTHERS:
        file = f"exercises/{name}/exercise.yaml"
        text = folder.read(file)
        folder.write(file, text.replace(f"{field}: {gone}\n", f"{field}: {instead}\n"))
    mistake = folder.only_mistake()
    assert mistake == Problem("exercises", 1, mistake.sentence)
    assert says in mistake.sentence


def test_a_broken_file_is_reported_once(folder: ContentFolder) -> None:
    folder.change("exercises/chair/exercise.yaml", "position: chair", "position: throne")
    assert folder.only_mistake().file == "exercises/chair/exercise.yaml"
