"""Rules about the code base that can be checked automatically."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import Counter, Gauge, Histogram

from bot import metrics
from bot.chat import commands
from bot.chat.commands import ENTRY_POINTS, MENU
from bot.chat.entry_points import Page, PageOf
from bot.content import translations
from bot.content.loader import find_folder
from bot.content.translations import Texts
from tests.project import repository
from tests.project.repository import ROOT

LONGEST_FILE = 250
LONGEST_HANDLER = 15
CODE = {".py", ".js", ".css", ".html"}

# Lines that break each contract of pyproject.toml, by file.
PLANTED = {
    "domain/planted.py": "import bot.services.people.people\nimport telegram\n",
    "sandbox/planted.py": "import bot.clock\n",
    "tools/illustrations/planted.py": "import bot.clock\n",
    "chat/planted.py": "import bot.sandbox\n",
    "services/planted.py": "import telegram\nimport asyncpg\n",
    "logs.py": "import bot.domain.pain.notes\n",
}

# Written in two halves, so that this file does not find itself.
FORBIDDEN = (
    "pypi.org" + "/simple",
    "files.python" + "hosted.org",
    "--index" + "-url",
    "/wo" + "rk/",
    "/ro" + "ot/",
    "/home" + "/",
)
TOOLING = re.compile(
    r"\b(system pro" + r"mpts?|AI assis" + r"tants?|language mod" + r"els?|chat" + r"bots?)\b",
    re.IGNORECASE,
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the project or on a copy of it."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(  # noqa: S603 - the program comes with the environment
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def test_imports_go_down_the_layers() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_an_import_that_goes_up_breaks_its_contract(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for name, line in PLANTED.items():
        with (tmp_path / "bot" / name).open("a", encoding="utf-8") as file:
            file.write(line)
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Contracts: 0 kept" in done.stdout, done.stdout


def test_no_file_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): length
        for path in repository.files()
        if path.suffix in CODE and path.is_relative_to(ROOT / "bot")
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_a_handler_is_short() -> None:
    long = {
        f"{path.stem}.{function.name}": lines(function)
        for path in (ROOT / "bot" / "chat").rglob("*.py")
        if path.stem.endswith("handlers") or path.stem in {"callbacks", "fallback"}
        for function in functions(path)
        if lines(function) > LONGEST_HANDLER
    }
    assert long == {}


@pytest.fixture(scope="module")
def english() -> Texts:
    """The English texts that ship."""
    return translations.load(find_folder()).of("en")


SAYS = re.compile(
    r"""(?:\.say|\bRefusal|super\(\)\.__init__|\bAgain|\bnotice\(words,|\.words,)\(?\s*"([a-z0-9-]+)\""""
)


def test_every_text_that_the_code_names_exists(english: Texts) -> None:
    named = {
        (str(path.relative_to(ROOT)), key)
        for path in (ROOT / "bot").rglob("*.py")
        for key in SAYS.findall(path.read_text(encoding="utf-8"))
    }
    assert len(named) > 50, "the pattern no longer matches"
    assert {each for each in named if not english.has(each[1])} == set()


def test_every_metric_is_used() -> None:
    kinds = Counter | Gauge | Histogram
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for name in (name for name, each in vars(metrics).items() if isinstance(each, kinds)):
        assert re.search(rf"\b{name}\b(?! =)", code), name


REPLACED_WHOLE = {"ADJUSTMENTS", "POLL_CONFLICTS", "SAFETY_NEEDS", "SCHEDULES", "UPLOADS", "ZONES"}
"""Tables whose rows may be replaced as a whole: single decisions (adjustments), rows that are
locked before they are read (schedules), rows that do not depend on earlier values (safety needs),
and rows that belong to no person."""


def test_no_row_about_a_person_is_replaced_as_a_whole_by_an_old_copy() -> None:
    trees = {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in (ROOT / "bot").rglob("*.py")
    }
    calls = [
        (name, node)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]
    replaced = {
        ast.unparse(call.args[1]) for _, call in calls if ast.unparse(call.func) == "upsert"
    }
    assert replaced == REPLACED_WHOLE
    elsewhere = {
        name
        for name, call in calls
        if ast.unparse(call.func).endswith("on_conflict_do_update")
        and name != "bot/storage/core/dialect_sql.py"
    }
    assert elsewhere == set()
    writes = {
        name
        for name, call in calls
        if ast.unparse(call.func) in {"update", "insert", "PEOPLE.update", "PEOPLE.insert"}
        and "PEOPLE" in ast.unparse(call)
    }
    assert writes == {"bot/storage/people/people.py"}, (
        "only the store of people may write this table, column by column"
    )


def test_every_command_is_described(english: Texts) -> None:
    assert [each for each in MENU if not english.has(f"command-{each}")] == []


def test_no_two_commands_or_pages_share_a_name() -> None:
    pages = sum(isinstance(each, Page) or getattr(each, "button", False) for each in ENTRY_POINTS)
    pages_of = sum(isinstance(each, PageOf) for each in ENTRY_POINTS)
    names = {each.name for each in commands.COMMANDS}
    counts = (len(names), len(commands.PAGES), len(commands.PAGES_OF))
    assert counts == (len(commands.COMMANDS), pages, pages_of)


def test_no_test_sleeps() -> None:
    waiting = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        # A drill is not a test: it waits for real processes.
        if path.parent.name != "drills"
        and re.search(r"\btime\.sleep\(", path.read_text(encoding="utf-8"))
    }
    assert waiting == {"tests/project/processes.py"}, "move the clock instead"


def test_the_licences_are_there() -> None:
    assert repository.read("LICENSE").startswith("MIT License")
    assert "CC-BY-4.0" in repository.read("content/LICENSE")


def test_nothing_in_the_project_points_to_one_machine_or_to_its_tools() -> None:
    found = [
        (name, sign)
        for name, text in repository.texts()
        for sign in (*(each for each in FORBIDDEN if each in text), *TOOLING.findall(text))
    ]
    assert found == []
