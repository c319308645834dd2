"""The guides match the code, and leave nothing out."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import httpx
import pytest
from starlette.routing import Route

from bot import cli
from bot.chat.commands import MENU
from bot.config import SETTINGS, Settings
from bot.config import read as read_settings
from bot.ops import capacity
from bot.sandbox import World, create_app
from tests.project import repository
from tests.project.processes import running
from tests.project.repository import ROOT, quoted, section, table
from tests.stories.story import Story, a_story

README = repository.read("README.md")
CONTRIBUTING = repository.read("CONTRIBUTING.md")
OPERATING = repository.read("bot/ops/README.md")
STAND_IN = repository.read("bot/sandbox/README.md")
CONTENT = "content/README.md"
GUIDES = (
    "README.md",
    "CONTRIBUTING.md",
    "bot/ops/README.md",
    "bot/sandbox/README.md",
    "tests/README.md",
    "tests/bench/README.md",
    CONTENT,
)
MOST_LINES = 200
"""Of the README: what is longer goes into the guide that it concerns."""
SECRETS = {f"{each.name}_FILE" for each in SETTINGS if each.secret}


def targets() -> dict[str, str]:
    """The documented targets of the Makefile, each with its recipe."""
    found = re.findall(
        r"^([a-z-]+):.*##.*\n((?:\t.*\n)*)", repository.read("Makefile"), re.MULTILINE
    )
    return dict(found)


def test_the_readme_is_short_and_links_every_guide() -> None:
    assert len(README.splitlines()) <= MOST_LINES
    assert {path for path in named_paths("README.md") if path.endswith("README.md")} >= {
        guide for guide in GUIDES if guide.endswith("/README.md")
    }
    on_disk = {str(path.relative_to(ROOT)) for path in repository.files() if path.suffix == ".md"}
    guides = {path for path in on_disk if not path.startswith("content/articles/")}
    assert guides == {*GUIDES, "CHANGELOG.md"}


def test_the_readme_names_the_jobs_that_the_scheduler_has() -> None:
    jobs = set(re.findall(r"`([a-z]+_[a-z_]+)`", section(README, "How APScheduler is used")))
    assert len(jobs) > 3
    scheduler = repository.read("bot/scheduler.py")
    assert {each for each in jobs if each not in scheduler} == set()


def test_contributing_lists_every_target_of_make_and_no_other() -> None:
    rows = table(section(CONTRIBUTING, "The targets of make, and what they run"))
    assert {quoted(row[0])[0] for row in rows} == {f"make {name}" for name in targets()}


@pytest.mark.parametrize("guide", GUIDES)
def test_every_target_that_a_guide_names_exists(guide: str) -> None:
    text = repository.read(guide)
    commands = [*quoted(text), *re.findall(r"^ {4}(.*)$", text, re.MULTILINE)]
    named = {each.split()[1] for each in commands if each.startswith("make ")}
    assert named <= set(targets())


def test_contributing_quotes_what_each_target_runs() -> None:
    defaults = re.findall(r"^([A-Z]+) \?= (.*)$", repository.read("Makefile"), re.MULTILINE)
    for target, what in table(section(CONTRIBUTING, "The targets of make, and what they run")):
        recipe = targets()[quoted(target)[0].removeprefix("make ")].replace("$(BIN)/", "")
        for name, value in defaults:
            recipe = recipe.replace(f"$({name})", value)
        assert [each for each in quoted(what) if each not in recipe] == []


def test_the_operators_guide_lists_every_setting_with_its_default() -> None:
    rows = table(section(OPERATING, "Settings"))
    assert [quoted(row[0])[0] for row in rows] == [each.name for each in SETTINGS]
    plain = Settings(token="")
    for setting, (_, default, _about) in zip(SETTINGS, rows, strict=True):
        value = getattr(plain, setting.field)
        assert not value or str(value).removesuffix(".0") in default


def test_the_operators_guide_names_the_file_of_every_secret() -> None:
    named = set(re.findall(r"`([A-Z_]+_FILE)`", section(OPERATING, "Settings")))
    assert named == SECRETS


def test_the_example_of_settings_lists_them_all_with_their_defaults() -> None:
    example = repository.read(".env.example")
    lines = re.findall(r"^# ([A-Z_]+)=(.*)$", example, re.MULTILINE)
    assert [name for name, _ in lines] == [each.name for each in SETTINGS]
    assert not re.search(r"^[A-Z]", example, re.MULTILINE), "the example must not set anything"
    values = dict(lines)
    assert read_settings(values) == Settings(token=values["TELEGRAM_BOT_TOKEN"])
    assert set(re.findall(r"\b[A-Z_]+_FILE\b", example)) >= SECRETS


def test_the_readme_lists_every_command_of_the_bot_and_no_other() -> None:
    rows = table(section(README, "What people can say to the bot"))
    assert [quoted(row[0])[0].split()[0].removeprefix("/") for row in rows] == list(MENU)


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The commands of the program."""
    (commands,) = (
        action
        for action in cli._parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(commands.choices)


def test_the_operators_guide_lists_every_command_of_the_program_with_its_options() -> None:
    rows = {
        " ".join(quoted(name)[0].split()[:2]): what
        for name, what in table(section(OPERATING, "Commands of the program"))
    }
    assert set(rows) == {f"limber {name}" for name in parsers()}
    for name, parser in parsers().items():
        options = {each for action in parser._actions for each in action.option_strings}
        named = {each for each in quoted(rows[f"limber {name}"]) if each.startswith("--")}
        assert named == options - {"-h", "--help"}


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_line_that_a_guide_shows_is_understood(guide: str) -> None:
    for line in re.findall(rf"limber ((?:{'|'.join(parsers())})[^`\n]*)`", repository.read(guide)):
        cli._parser().parse_args(line.split())


def test_the_capacity_table_of_the_operators_guide_is_the_calculated_one() -> None:
    told = section(OPERATING, "A million people").splitlines()
    assert [line for line in told if line.startswith("|")] == list(capacity.table())


def test_the_guide_of_the_stand_in_lists_every_call_of_the_control_api_and_no_other() -> None:
    rows = table(section(STAND_IN, "The control API"))
    said = {
        tuple(call) for row in rows for call in re.findall(r"(GET|POST|DELETE) ([^`? ]+)", row[0])
    }
    routes = {
        (method, re.sub(r"\{(person|group)_id:int\}", "{id}", route.path))
        for route in create_app(World()).routes
        if isinstance(route, Route) and route.path.startswith("/sim")
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert said == routes


def named_paths(guide: str) -> Iterator[str]:
    """Everything in a guide that looks like a path of the project."""
    text = repository.read(guide)
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in link:
            yield str(((ROOT / guide).parent / link).resolve().relative_to(ROOT))
    first = r"(?:bot|content|tests|\.ci|[\w.-]+\.(?:md|toml|yml|txt|example))"
    for name in quoted(text):
        if re.fullmatch(rf"{first}(?:/[\w./-]+)?/?", name):
            yield name


@pytest.mark.parametrize("guide", [each for each in GUIDES if each != CONTENT])
def test_every_path_that_a_guide_names_exists(guide: str) -> None:
    paths = set(named_paths(guide))
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_the_example_of_the_stand_in_runs(errors: IO[str], tmp_path: Path) -> None:
    example, _ = re.findall(r"```python\n(.*?)```", STAND_IN, re.DOTALL)
    with running(errors, "demo", "--port", "0", "--data", str(tmp_path)) as demo:
        here: dict[str, Any] = {}
        exec(example.replace("http://127.0.0.1:8080", demo.url), here)  # noqa: S102 - our own text
        sim = here["sim"]
        sim.post("/sim/clock", json={"advance": 0})
        pressed = sim.get(f"/sim/users/{here['ana']}/messages").json()[-1]
        sim.close()
        assert here["first"] not in {
            button["text"] for row in pressed["keyboard"] for button in row
        }
        code, complaints, _ = demo.stop()
        assert code == 0
        assert "Traceback" not in complaints


async def test_the_example_without_a_socket_serves_both_apis() -> None:
    _, example = re.findall(r"```python\n(.*?)```", STAND_IN, re.DOTALL)
    here: dict[str, Any] = {}
    exec(example, here)  # noqa: S102 - our own text
    async with httpx.AsyncClient(transport=here["transport"], base_url="http://sandbox") as http:
        for path in ("/bot1:token/getMe", "/sim/health"):
            assert (await http.get(path)).json()["ok"] is True


def test_the_guide_lists_every_kind_of_test_and_no_other() -> None:
    tests = ROOT / "tests"
    kinds = {f"tests/{path.relative_to(tests).parts[0]}" for path in tests.glob("*/**/*.py")}
    assert {quoted(row[0])[0] for row in table(repository.read("tests/README.md"))} == kinds


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "tests/README.md"])
async def test_the_story_in_a_guide_passes(guide: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", repository.read(guide), re.DOTALL)
    here: dict[str, Any] = {"Story": Story}
    exec(example, here)  # noqa: S102 - our own text
    (told,) = (each for name, each in here.items() if name.startswith("test_"))
    async with a_story(tmp_path) as story:
        await told(story)
