"""The file ids of pictures that were uploaded to Telegram."""

from bot.services.uploads import Uploads
from bot.storage.core.database import Database


async def test_an_id_belongs_to_one_bot_and_one_content(database: Database) -> None:
    ours = Uploads(database.unit_of_work, 1)
    theirs = Uploads(database.unit_of_work, 2)
    await ours.remember("cat", "A")
    assert await ours.known("cat") == "A"
    assert await ours.known("dog") is None
    assert await theirs.known("cat") is None


async def test_a_new_id_replaces_the_old_one(database: Database) -> None:
    uploads = Uploads(database.unit_of_work, 1)
    await uploads.remember("cat", "A")
    await uploads.remember("cat", "B")
    assert await uploads.known("cat") == "B"
    await uploads.forget("cat")
    assert await uploads.known("cat") is None
