"""Deleted data is removed from the database files, even while the bot is running."""

from pathlib import Path

from tests.stories.story import Story

NAME = "Zyxwandra"


def traces(folder: Path) -> set[str]:
    """Return the database files that contain the name."""
    return {file.name for file in folder.glob("limber.db*") if NAME.encode() in file.read_bytes()}


async def test_after_deletion_no_file_contains_the_name(story: Story, tmp_path: Path) -> None:
    ana = await story.person(NAME)
    await ana.joins()
    await ana.stretches()
    assert traces(tmp_path) != set()

    await ana.writes("/forget")
    await ana.presses("Yes")
    assert traces(tmp_path) == set()
    assert {"limber.db", "limber.db-wal"} <= {each.name for each in tmp_path.iterdir()}, (
        "the bot is running"
    )
