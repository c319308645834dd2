"""The recipes of CONTRIBUTING: each is followed on a copy of the project, and the result is run."""

import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.project import repository
from tests.project.repository import ROOT, section

VERSIONS = "bot/storage/migrations/versions"
TEXTS = "content/translations/en.ftl"
PERSON = "bot/domain/people/person.py"
TABLES = "bot/storage/core/tables.py"
FORGOTTEN = """
    await ana.writes("/forget")
    await ana.presses("Yes, delete everything")
    assert stored(story, "id") == []
"""
STORY = """
import json
import sqlite3

from tests.stories.story import Story


def stored(story: Story, column: str) -> list[object]:
    database = sqlite3.connect(story.settings.data / "limber.db")
    rows = database.execute(f"SELECT {column} FROM people").fetchall()
    database.close()
    return [row[0] for row in rows]


async def exported(story: Story, ana: object) -> dict[str, object]:
    await ana.writes("/export json")
    answer = await story.http.get((await ana.newest())["media"]["url"])
    return json.loads(answer.content)["people"][0]


async def test_what_the_recipe_adds_works(story: Story) -> None:
    ana = await story.person()
"""


def a_copy(folder: Path) -> Path:
    """Copy what runs, compiled modules too. Pictures are linked: only texts are changed."""
    for name in ("bot", "tests"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, folder)
    for path in (ROOT / "content").iterdir():
        if path.name == "translations":
            shutil.copytree(path, folder / "content" / path.name)
        elif path.name != "__pycache__":
            (folder / "content").mkdir(exist_ok=True)
            (folder / "content" / path.name).symlink_to(path)
    return folder


def put(copy: Path, path: str, before: str, text: str) -> None:
    """Insert a text before a line that the file has once; at the end if `before` is empty."""
    file = copy / path
    found = file.read_text(encoding="utf-8")
    assert not before or found.count(before) == 1, f"{path} has {before!r} {found.count(before)}×"
    place = found.index(before) if before else len(found)
    file.write_text(found[:place] + text + found[place:], encoding="utf-8")


def swap(copy: Path, path: str, before: str, after: str) -> None:
    """Replace a text that the file has once."""
    put(copy, path, before, after)
    file = copy / path
    file.write_text(file.read_text(encoding="utf-8").replace(after + before, after), "utf-8")


def put_column(copy: Path, column: str, migrated: str) -> None:
    """Add a column to the table of people, with the next migration."""
    put(copy, TABLES, '    Column("heard_on", Date),\n)', f"    {column},\n")
    last = max(each.name[1:5] for each in (copy / VERSIONS).glob("r*.py"))
    following = f"{int(last) + 1:04}"
    (copy / VERSIONS / f"r{following}_recipe.py").write_text(
        '"""A column for the recipe."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n'
        f'revision = "{following}"\ndown_revision = "{last}"\n\n\n'
        'def upgrade() -> None:\n    """Add the column."""\n'
        f'    op.add_column("people", {migrated})\n',
        encoding="utf-8",
    )


def run(copy: Path, story: str, *more: str) -> None:
    """Run a story against the copy, and tests that notice a forgotten step."""
    (copy / "tests/stories/test_recipe.py").write_text(STORY + story, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"]
    done = subprocess.run(  # noqa: S603 - our own tests
        [*command, "tests/stories/test_recipe.py", *more],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def touched(copy: Path) -> set[str]:
    """The files of the copy, without tests, that are new or differ from ours."""
    names = [path.relative_to(copy) for path in copy.rglob("*") if path.is_file()]
    return {
        str(name)
        for name in names
        if name.parts[0] != "tests"
        and "__pycache__" not in name.parts
        and not (copy / name).is_symlink()
        and not ((ROOT / name).is_file() and _same(ROOT / name, copy / name))
    }


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def steps(heading: str) -> list[str]:
    """The patterns of the files that a recipe names, one a step."""
    listed = re.findall(
        r"^\d+\. `([^`]+)`", section(repository.read("CONTRIBUTING.md"), heading), re.MULTILINE
    )
    return [re.sub(r"<[a-z]+>", "*", each) for each in listed]


def check_files(copy: Path, heading: str, most: int) -> None:
    """Check that the recipe named exactly these files, and that they are few."""
    files, named = touched(copy), steps(heading)
    assert len(files) <= most, files
    assert len(named) <= most, named
    assert [each for each in files if not any(fnmatch(each, name) for name in named)] == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project to change."""
    return a_copy(tmp_path)


def test_a_command_takes_four_files(copy: Path) -> None:
    put(copy, TEXTS, "", "\ncommand-week = this week\nweek-so-far = This week: { $days }.\n")
    put(
        copy,
        "bot/services/progress/progress.py",
        "    async def calendar(self,",
        "    async def this_week(self, person: Person) -> int:\n"
        '        """How many days of this week count."""\n'
        "        async with self.unit() as uow:\n"
        "            return (await standing(uow, person, self.clock.now())).this_week\n\n",
    )
    handlers = "bot/chat/progress/handlers.py"
    put(
        copy,
        handlers,
        "ENTRY_POINTS = (",
        "async def week(update: Update, context: Context) -> None:\n"
        '    """/week: how many days of this week count."""\n'
        "    days = await context.deps.services.progress.this_week(context.person)\n"
        '    said = context.words.say("week-so-far", days=context.words.days_long(days))\n'
        "    await context.reply(Message(said, streak_keyboard(context.words)))\n\n\n",
    )
    put(
        copy,
        handlers,
        "from bot.chat.progress import streak as",
        "from bot.chat.next_steps import streak_keyboard\n",
    )
    put(copy, handlers, '    PageOf("chart"', '    Command("week", week, button=True),\n')
    put(copy, "README.md", "| `/plan` |", "| `/week` | the days of this week |\n")
    check_files(copy, "… a command", 4)
    run(
        copy,
        "    await ana.joins()\n"
        "    await ana.stretches()\n"
        '    await ana.writes("/week")\n'
        '    assert await ana.reads() == "This week: 1 day."\n'
        '    menu = (await story.calls("setMyCommands"))[-1]["params"]["commands"]\n'
        '    assert "week" in str(menu)\n',
        "tests/project/test_readme.py::test_the_readme_lists_every_command_of_the_bot_and_no_other",
    )


def test_a_setting_of_a_person_takes_six_files(copy: Path) -> None:
    put(
        copy,
        PERSON,
        "@dataclass(frozen=True, slots=True)\nclass Profile",
        'class Side(StrEnum):\n    """The side that hurts."""\n\n'
        '    BOTH = "both"\n    LEFT = "left"\n    RIGHT = "right"\n\n\n',
    )
    put(copy, PERSON, "    def is_paused(", "    side: Side = Side.BOTH\n\n")
    put(copy, PERSON, "    heard_on: date\n", "    side: Side\n")
    swap(copy, TABLES, "import Bending, SafetyHold\n", "import Bending, SafetyHold, Side\n")
    put_column(
        copy,
        'Column("side", OneOf(Side), nullable=False, server_default="both")',
        'sa.Column("side", sa.Text(), nullable=False, server_default="both")',
    )
    settings = "bot/domain/dialogs/settings.py"
    put(
        copy,
        settings,
        "TIMES = Dialog(",
        "def _set_side(side: Side) -> steps.Then:\n"
        '    return lambda _: Finished(ChangePerson({"side": side}))\n\n\n'
        "SIDE = Dialog(\n"
        '    DialogName("side"),\n'
        '    {"side": steps.one_of(**{each.value: _set_side(each) for each in Side})},\n'
        ")\n",
    )
    swap(copy, settings, "import Bending, PersonChange\n", "import Bending, PersonChange, Side\n")
    swap(copy, settings, "DAY_START, GOAL)", "DAY_START, GOAL, SIDE)")
    put(
        copy,
        "bot/chat/people/settings.py",
        "        dayend=person.day_starts",
        '        side=words.say(f"side-side-{person.side.value}"),\n',
    )
    put(copy, TEXTS, "    Your day ends at { $dayend }\n", "    Side: { $side }\n")
    put(
        copy,
        TEXTS,
        "",
        "\nside-side = Which side hurts?\nside-side-both = Both\nside-side-left = Left\n"
        "side-side-right = Right\nset-side = Noted.\nbutton-change-side = Side\n",
    )
    check_files(copy, "… a setting of a person", 6)
    run(
        copy,
        "    await ana.joins()\n"
        '    await ana.writes("/settings")\n'
        '    assert "Side: Both" in await ana.reads()\n'
        '    await ana.presses("Side")\n'
        '    await ana.presses("Left")\n'
        '    assert await ana.reads() == "Noted."\n'
        "    await story.bot_restarts()\n"
        '    await ana.writes("/settings")\n'
        '    assert "Side: Left" in await ana.reads()\n'
        '    assert (await exported(story, ana))["side"] == "left"\n' + FORGOTTEN,
    )


def test_a_question_of_onboarding_takes_six_files(copy: Path) -> None:
    put(copy, PERSON, "    def is_paused(", "    duration: str | None = None\n\n")
    put(copy, PERSON, "    heard_on: date\n", "    duration: str | None\n")
    put_column(copy, 'Column("duration", Text)', 'sa.Column("duration", sa.Text())')
    onboarding = "bot/domain/dialogs/onboarding.py"
    put(
        copy,
        onboarding,
        "        BENDING: steps.bending(",
        '        "duration": one_of(weeks=_lasted("weeks"), years=_lasted("years")),\n',
    )
    put(
        copy,
        onboarding,
        "def _joined(",
        "def _lasted(duration: str) -> steps.Then:\n"
        "    return lambda answers: Next(BENDING, keep(answers, duration=duration))\n\n\n",
    )
    swap(copy, onboarding, "steps.kit(KIT, to(BENDING))", 'steps.kit(KIT, to("duration"))')
    put(
        copy,
        onboarding,
        '                "health": frozenset(',
        '                "duration": answers.get("duration"),\n',
    )
    put(
        copy,
        TEXTS,
        "",
        "\nonboarding-duration = How long has it hurt?\nonboarding-duration-weeks = Weeks\n"
        "onboarding-duration-years = Years\n",
    )
    check_files(copy, "… a question of onboarding", 6)
    run(
        copy,
        '    await ana.joins("Years")\n'
        '    assert stored(story, "duration") == ["years"]\n'
        '    assert (await exported(story, ana))["duration"] == "years"\n' + FORGOTTEN,
    )
