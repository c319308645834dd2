"""JSON Schemas for editors: current, named in each file, and accepting every shipped file."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot import cli
from bot.content import yaml_lines
from bot.content.loader import find_folder
from bot.tools import editor_schemas
from tests.content.builders import BRIDGE, ContentFolder

SHIPPED = find_folder()
FILES = list(editor_schemas.first_lines(SHIPPED))


@pytest.mark.parametrize("name", editor_schemas.schemas())
def test_a_shipped_schema_is_current(name: str) -> None:
    shipped = (SHIPPED / name).read_text(encoding="utf-8")
    assert shipped == editor_schemas.schemas()[name], "run: limber write-schemas"
    Draft202012Validator.check_schema(json.loads(shipped))


def test_every_file_names_its_schema_in_its_first_line() -> None:
    without = [
        str(path.relative_to(SHIPPED))
        for path, line in FILES
        if path.read_text(encoding="utf-8").splitlines()[0] != line
    ]
    assert without == []
    assert len(FILES) > 2 * len(list(SHIPPED.glob("exercises/*/exercise.yaml")))


def test_every_shipped_file_is_valid_by_its_schema() -> None:
    wrong = [
        f"{path.relative_to(SHIPPED)}: {error.message}"
        for path, line in FILES
        for error in Draft202012Validator(_schema(path, line)).iter_errors(_data(path))
    ]
    assert wrong == []


def test_a_schema_detects_a_mistake(folder: ContentFolder) -> None:
    editor_schemas.write(folder.path)
    folder.change(BRIDGE, "position: lying", "position: flying")
    lines = {path.relative_to(folder.path).as_posix(): line for path, line in
             editor_schemas.first_lines(folder.path)}  # fmt: skip
    path = folder.path / BRIDGE
    errors = Draft202012Validator(_schema(path, lines[BRIDGE])).iter_errors(_data(path))
    assert ["'flying' is not one of" in each.message for each in errors] == [True]


def test_the_command_updates_and_lists_outdated_schemas(
    folder: ContentFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    editor_schemas.write(folder.path)
    (folder.path / "safety.schema.json").write_text("{}", encoding="utf-8")
    assert cli.main(["write-schemas", str(folder.path)]) == 0
    assert capsys.readouterr().out == f"Wrote {folder.path / 'safety.schema.json'}\n"
    assert cli.main(["write-schemas", str(folder.path)]) == 0
    assert capsys.readouterr().out == "Nothing has changed.\n"


def _schema(path: Path, line: str) -> dict[str, Any]:
    beside = line.rpartition("=")[2]
    found: dict[str, Any] = json.loads((path.parent / beside).read_text(encoding="utf-8"))
    return found


def _data(path: Path) -> Any:
    data = yaml_lines.parse(path.read_text(encoding="utf-8")).data
    return json.loads(json.dumps(data, default=str))
