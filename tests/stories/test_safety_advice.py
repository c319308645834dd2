"""Safety advice is sent again until it is known to have arrived."""

import logging

import pytest

from bot import metrics
from bot.chat.context import ChatDependencies
from tests.stories.story import Chatter, Story


async def no_wait(_: float) -> None:
    """A sleep that returns at once."""


async def telegram_is_away(story: Story, person: Chatter) -> None:
    """Let every request to this chat fail from now on."""
    assert story.wired.limber is not None
    deps: ChatDependencies = story.wired.limber.app.bot_data["dependencies"]
    deps.sender.sleep = no_wait
    fault = {"method": "*", "chat_id": person.id, "times": 500, "drop": "before"}
    await story.http.post("/sim/faults", json=fault)


async def telegram_is_back(story: Story) -> None:
    await story.http.delete("/sim/faults")


async def says_yes(story: Story) -> Chatter:
    """Report a warning sign while Telegram is unreachable."""
    ana = await story.joined()
    await ana.writes("/symptoms")
    await telegram_is_away(story, ana)
    await ana.presses("Yes, one of these")
    assert "Is any of this new" in await ana.reads()
    return ana


async def reports_weakness_while_joining(story: Story) -> Chatter:
    """Say yes to a question of onboarding while Telegram is unreachable, which is then back."""
    ana = await story.person()
    await ana.writes("/start")
    for _ in range(4):
        await ana.presses_first()
    await telegram_is_away(story, ana)
    await ana.presses("Yes")
    await telegram_is_back(story)
    return ana


async def test_the_emergency_advice_is_sent_when_telegram_is_back(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    retried = metrics.value(metrics.SAFETY_MESSAGES, outcome="retried")
    ana = await says_yes(story)
    with caplog.at_level(logging.WARNING):
        await story.passes(minutes=20)
    told = [each.getMessage() for each in caplog.records if "safety advice" in each.getMessage()]
    assert 3 <= len(told) <= 8, "a limited number, with growing pauses"
    assert metrics.value(metrics.SAFETY_MESSAGES, outcome="retried") == retried + len(told)
    await telegram_is_back(story)
    await story.passes(minutes=31)
    assert "Please stop here" in await ana.reads()
    assert "I've been checked" in await ana.labels()
    said = len(await ana.from_bot())
    await story.passes(hours=3)
    assert len(await ana.from_bot()) == said


async def test_the_emergency_advice_survives_a_restart(story: Story) -> None:
    ana = await says_yes(story)
    await story.bot_restarts()
    await telegram_is_back(story)
    await story.passes(minutes=2)
    assert "Please stop here" in await ana.reads()
    await ana.presses("I've been checked")
    assert "Reminders are on again" in await ana.reads()


async def test_an_old_button_shows_emergency_advice_that_did_not_arrive(story: Story) -> None:
    ana = await says_yes(story)
    await telegram_is_back(story)
    shown = len(await ana.from_bot())
    await ana.presses("Yes, one of these")
    assert "Please stop here" in await ana.reads()
    assert len(await ana.from_bot()) == shown, "the message is replaced"
    await story.passes(hours=3)
    assert len(await ana.from_bot()) == shown, "it is sent only once"


async def test_another_dialogue_does_not_replace_the_emergency_advice(story: Story) -> None:
    ana = await says_yes(story)
    await telegram_is_back(story)
    await ana.writes("/forget")
    await story.passes(minutes=2)
    assert "Please stop here" in await ana.reads()
    await ana.presses("Show the list again")
    assert "Is any of this new" in await ana.reads()


async def test_outdated_advice_is_not_sent(story: Story) -> None:
    ana = await says_yes(story)
    await telegram_is_back(story)
    await ana.writes("/start")
    await ana.presses("I've been checked")
    said = len(await ana.from_bot())
    await story.passes(minutes=30)
    assert len(await ana.from_bot()) == said


async def test_onboardings_advice_to_see_a_doctor_today_is_sent_again(
    story: Story,
) -> None:
    ana = await reports_weakness_while_joining(story)
    await story.passes(minutes=2)
    assert "get this checked today" in await ana.reads()
    await ana.presses_first()
    assert "5 of 7" in await ana.reads()


async def test_advice_to_see_a_doctor_today_is_sent_despite_another_dialogue(
    story: Story,
) -> None:
    ana = await reports_weakness_while_joining(story)
    await ana.writes("/forget")
    await story.passes(minutes=2)
    assert "get this checked today" in await ana.reads()
    assert "I've been checked" in await ana.labels()


async def test_the_advice_of_a_red_pain_note_is_sent_again(story: Story, ana: Chatter) -> None:
    await ana.writes("/pain")
    await telegram_is_away(story, ana)
    await ana.writes("8 0")
    assert "8 of 10" not in await ana.reads()
    await telegram_is_back(story)
    await story.passes(minutes=2)
    assert "8 of 10" in await ana.reads()
    assert "too much" in await ana.reads()


async def test_numbness_leads_to_the_warning_signs_despite_a_restart(
    story: Story,
    ana: Chatter,
) -> None:
    await ana.writes("/today")
    await ana.gets_ready()
    await ana.presses("It hurts")
    await telegram_is_away(story, ana)
    await ana.presses("Numb")
    await story.bot_restarts()
    await telegram_is_back(story)
    await story.passes(minutes=2)
    assert "Is any of this new" in await ana.reads()


async def test_advice_is_sent_when_the_person_unblocks_the_bot(
    story: Story,
) -> None:
    ana = await says_yes(story)
    await telegram_is_back(story)
    await ana.blocks()
    await story.passes(hours=5)
    tried = len(await story.calls("sendMessage", ana.id))
    await story.passes(hours=5)
    assert len(await story.calls("sendMessage", ana.id)) == tried
    await ana.unblocks()
    await story.passes(seconds=1)
    assert "Please stop here" in await ana.reads()


async def test_an_old_button_sends_the_current_question_below(story: Story, ana: Chatter) -> None:
    await ana.writes("/times")
    old = await ana.newest()
    await telegram_is_away(story, ana)
    await ana.writes("/pause")
    await telegram_is_back(story)
    await ana.press_in(old, data=old["keyboard"][0][0]["data"])
    assert "pause" in (await ana.reads()).casefold()
    await ana.presses_first()
    assert "Reminders" in await ana.reads()


async def test_an_old_button_of_a_card_shows_the_current_card(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.gets_ready()
    old = await ana.newest()
    await telegram_is_away(story, ana)
    await ana.presses_first()
    await telegram_is_back(story)
    await ana.press_in(old, data=old["keyboard"][0][0]["data"])
    assert "Get ready" not in await ana.reads()


async def test_two_quick_taps_edit_once(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    asked = await ana.newest()
    body = {"message_id": asked["message_id"], "data": asked["keyboard"][0][0]["data"]}
    for _ in range(2):
        await story.http.post(f"/sim/users/{ana.id}/press", json=body)
    await story.settles()
    assert len(await story.calls("editMessageText", ana.id)) == 1
    assert len(await ana.from_bot()) == 1
