"""While thousands of reminders wait for Telegram's rate, whoever is there is not kept waiting."""

import pytest

from bot.chat.outbound.rate_limits import Priority, RateLimiter
from tests.stories.story import Story


@pytest.fixture
def wave(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate before which reminders always wait, so that nothing below them has its turn."""
    enter = RateLimiter.acquire

    async def behind_a_wave(self: RateLimiter, priority: Priority) -> bool:
        if priority is Priority.TICK:
            return False
        if priority > Priority.REMINDER:
            raise AssertionError("somebody would wait for the end of the wave")
        return await enter(self, priority)

    monkeypatch.setattr(RateLimiter, "acquire", behind_a_wave)


@pytest.mark.usefixtures("wave")
async def test_taps_lead_on_from_the_first_talk_to_a_streak(story: Story) -> None:
    ana = await story.person("Ana")
    await ana.writes("/start")
    await ana.presses_first_until("No clear pattern")
    assert "First reminder: today 08:00 (Europe/London)" in await ana.reads()
    await ana.presses_first_until("0")
    assert "Your streak: 1 day" in await ana.reads()


@pytest.mark.usefixtures("wave")
async def test_a_session_that_nobody_presses_goes_on(story: Story) -> None:
    ana = await story.person("Ana")
    await ana.joins()
    await ana.writes("/today")
    seen: list[str] = []
    for _ in range(200):
        await story.passes(seconds=5)
        seen.append(await ana.reads())
        if "Well done, Ana. 3 exercises in" in seen[-1]:
            break
    assert "Well done" in seen[-1]
    assert any("Change sides" in each for each in seen)
