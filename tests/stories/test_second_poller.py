"""Another program polls for the updates of the running bot."""

import logging

import pytest

from bot.services.admin.poll_conflicts import PollConflicts
from tests.stories.story import Story


async def test_a_running_bot_records_that_another_program_polls_with_its_token(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    limber = story.wired.limber
    assert limber is not None
    conflicts = PollConflicts(limber.database.unit_of_work, story.settings.bot_id)
    with caplog.at_level(logging.ERROR):
        # This poll ends the bot's poll, and the bot's next one ends this poll.
        answer = await story.http.get(f"/bot{story.settings.token}/getUpdates?timeout=50")
    assert answer.status_code == 409
    assert await conflicts.latest() is not None
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "same token" in record.message
    assert story.settings.token.partition(":")[2] not in caplog.text
