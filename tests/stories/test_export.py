"""Data export, and deletion of all data."""

import csv
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.chat.charts.chart_cache import Charts
from bot.chat.context import ChatDependencies
from bot.domain.people.person import PersonId
from bot.storage.core.tables import METADATA
from tests.stories.story import Chatter, Story, a_story
from tests.stories.strict import read_strictly


async def somebody(story: Story, name: str = "Ana") -> Chatter:
    """Return a person with a session, a pain note and a filled-in day."""
    ana = await story.person(name)
    await ana.joins()
    await ana.stretches()
    await ana.writes("/pain 4 2")
    await story.until("2026-03-12T09:00:00")
    await ana.writes("/streak")
    await ana.presses("Add a day")
    await ana.presses("Wed 11 March")
    await ana.presses("I stretched")
    return ana


async def file(story: Story, ana: Chatter) -> bytes:
    """Return the bytes of the newest document."""
    url = (await ana.newest())["media"]["url"]
    answer = await story.http.get(url)
    assert answer.status_code == 200
    return answer.content


async def test_the_export_as_json_is_complete(story: Story) -> None:
    ana = await somebody(story)
    await ana.writes("/export")
    assert (await ana.labels())[0] == "One page for my clinician (PDF)"
    await ana.presses("Everything as JSON")
    taken = json.loads(await file(story, ana))
    assert (taken["format"], taken["version"]) == ("limber-export", 1)
    assert taken["people"][0]["id"] == ana.id
    assert taken["people"][0]["places"] == ["bed", "chair", "floor", "standing"]
    assert taken["schedules"][0]["at"] == "08:00"
    assert {line["outcome"] for line in taken["workout_exercises"]} == {"done"}
    assert [note["back"] for note in taken["pain_diary"]] == [4]
    assert [row["day"] for row in taken["filled_days"]] == ["2026-03-11"]


async def test_the_export_as_csv_is_complete(story: Story) -> None:
    ana = await somebody(story, "=1+1")
    await ana.writes("/export csv")
    with zipfile.ZipFile(io.BytesIO(await file(story, ana))) as archive:
        people, notes = (
            list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))
            for name in ("people", "pain_diary")
        )
        assert "schedules.csv" in archive.namelist()
    assert people[0]["first_name"] == "'=1+1"
    assert notes[0]["leg"] == "2"


async def test_an_export_contains_nobody_elses_data(story: Story, ana: Chatter) -> None:
    await somebody(story, "Ben")
    await ana.writes("/export json")
    taken = json.loads(await file(story, ana))
    assert {row["id"] for row in taken["people"]} == {ana.id}
    assert taken["workout_exercises"] == []


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_the_report_for_a_clinician_is_one_page(story: Story, language: str) -> None:
    ana = await story.person("Настя é", language_code=language)
    await ana.joins()
    await ana.stretches()
    await ana.writes("/export pdf")
    page = await file(story, ana)
    assert page.startswith(b"%PDF")
    assert page.count(b"/Type /Page ") + page.count(b"/Type /Page\n") == 1
    assert b"/FontFile2" in page, "fonts are embedded"
    assert len(page) < 200_000


async def test_an_unknown_format_asks_for_one(ana: Chatter) -> None:
    await ana.writes("/export stone tablets")
    assert "What shall I hand you?" in await ana.reads()


@pytest.fixture
async def anywhere(tmp_path: Path, database_url: str) -> AsyncIterator[Story]:
    """Yield a story on each of the two databases."""
    async with a_story(tmp_path, database_url) as told:
        yield told
        read_strictly(await told.calls())


async def test_deleting_everything_leaves_no_trace_of_the_id(anywhere: Story) -> None:
    ben = await anywhere.person("Ben")
    await ben.joins()
    ana = await somebody(anywhere)
    for command in ("/progress", "/streak", "/export pdf"):
        await ana.writes(command)
    assert await values(anywhere, ana.id), "there must be something to delete"
    charts = _charts(anywhere)
    assert charts.holds(PersonId(ana.id))
    await ana.writes("/forget")
    await ana.presses("Yes, delete everything")
    assert await values(anywhere, ana.id) == []
    assert not charts.holds(PersonId(ana.id))
    assert await values(anywhere, ben.id)
    assert files_with(anywhere, ana.id) == []


def _charts(story: Story) -> Charts:
    limber = story.wired.limber
    assert limber is not None
    deps: ChatDependencies = limber.app.bot_data["dependencies"]
    return deps.charts


async def values(story: Story, person: int) -> list[tuple[str, str]]:
    """Return every table and column that contains a person's id, read without our storage layer."""
    url = make_url(story.settings.database)
    driver = "sqlite+aiosqlite" if url.drivername == "sqlite" else "postgresql+asyncpg"
    engine = create_async_engine(url.set(drivername=driver))
    async with engine.connect() as connection:
        found = [
            (table.name, name)
            for table in METADATA.sorted_tables
            for row in (await connection.execute(select(table))).mappings()
            for name, value in row.items()
            if str(person) in str(value)
        ]
    await engine.dispose()
    return found


def files_with(story: Story, person: int) -> list[str]:
    """Return every file in the data folder with a person's id in its name."""
    return [each.name for each in story.settings.data.rglob("*") if str(person) in each.name]
