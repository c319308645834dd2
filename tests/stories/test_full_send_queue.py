"""While thousands of reminders wait for the rate limit, active people are answered at once."""

import pytest

from bot.chat.outbound.rate_limits import Priority, RateLimiter
from tests.stories.story import Chatter, Story


@pytest.fixture
def full_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a queue full of reminders: requests with a lower priority are never sent."""
    acquire = RateLimiter.acquire

    async def behind_reminders(self: RateLimiter, priority: Priority) -> bool:
        if priority is Priority.TICK:
            return False
        if priority > Priority.REMINDER:
            raise AssertionError("a person would have to wait behind all reminders")
        return await acquire(self, priority)

    monkeypatch.setattr(RateLimiter, "acquire", behind_reminders)


@pytest.mark.usefixtures("full_queue")
async def test_buttons_work_from_onboarding_to_a_streak(story: Story) -> None:
    ana = await story.person("Ana")
    await ana.writes("/start")
    await ana.presses_first_until("No clear pattern")
    assert "First reminder: today 08:00 (Europe/London)" in await ana.reads()
    await ana.presses_first_until("0")
    assert "Your streak: 1 day" in await ana.reads()


@pytest.mark.usefixtures("full_queue")
async def test_a_session_continues_without_button_presses(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    seen: list[str] = []
    for _ in range(200):
        await ana.gets_ready()
        await story.passes(seconds=5)
        seen.append(await ana.reads())
        if "Well done, Ana. 3 exercises in" in seen[-1]:
            break
    assert "Well done" in seen[-1]
    assert any("Change sides" in each for each in seen)
