"""What is deleted is gone, also from the files of a bot that goes on running."""

from pathlib import Path

from tests.stories.story import Story

NAME = "Zyxwandra"


def traces(folder: Path) -> set[str]:
    """The files of the database in which her name can be read."""
    return {file.name for file in folder.glob("limber.db*") if NAME.encode() in file.read_bytes()}


async def test_a_name_cannot_be_read_in_the_files_once_its_person_is_forgotten(
    story: Story, tmp_path: Path
) -> None:
    ana = await story.person(NAME)
    await ana.joins()
    await ana.stretches()
    assert traces(tmp_path) != set()

    await ana.writes("/forget")
    await ana.presses("Yes")
    assert traces(tmp_path) == set()
    assert {"limber.db", "limber.db-wal"} <= {each.name for each in tmp_path.iterdir()}, "it runs"
