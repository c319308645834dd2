"""Pain notes: separate scores of back and leg, before and after sessions, and the reach."""

import pytest

from tests.stories.story import Chatter, Story


async def test_back_leg_and_reach_are_three_taps(ana: Chatter) -> None:
    await ana.writes("/pain")
    await ana.presses("3")
    assert "back 3 of 10" in await ana.reads()
    await ana.presses("2")
    assert await ana.labels() == ["Back", "Bottom", "Thigh", "Shin", "Foot", "Skip"]
    await ana.presses("Thigh")
    assert "Noted: back 3 of 10, leg 2 of 10, down to your thigh." in await ana.reads()


@pytest.mark.parametrize("rest", [[], ["Skip"], ["2"], ["2", "Skip"]])
async def test_partial_answers_are_saved(ana: Chatter, rest: list[str]) -> None:
    await ana.writes("/pain 3")
    for label in rest:
        await ana.presses(label)
    assert "back 3 of 10" in await ana.reads()


async def test_back_and_leg_fit_one_line(ana: Chatter) -> None:
    await ana.writes("/pain 4 2")
    assert "back 4 of 10, leg 2 of 10. That is a bit much." in await ana.reads()


async def test_a_score_before_the_session_is_a_step_of_its_own(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    assert "How sore is your back" in await ana.reads()
    await story.passes(minutes=10)
    await ana.presses("2")
    assert "And your leg?" in await ana.reads()
    await story.passes(minutes=10)
    await ana.presses("0")
    assert "sore" not in await ana.reads()
    await ana.gets_ready()
    assert "starts in 15 s" in await ana.reads()
    await ana.lets_it_run()
    await ana.presses("5")
    assert "That is too much." in await ana.reads(), "three points above the score before"


async def test_without_a_score_the_session_starts_and_the_next_one_does_not_ask(
    ana: Chatter,
) -> None:
    await ana.stretches()
    await ana.writes("/today")
    assert "Get ready" in await ana.reads()
    assert "sore" not in await ana.reads()


async def test_a_score_of_six_or_more_leads_to_a_gentler_day(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("7")
    await ana.gets_ready()
    assert "A gentler day" in await ana.reads()
    assert "easier form" in await ana.reads()


async def test_leg_pain_further_down_is_a_stop_and_further_up_a_good_sign(ana: Chatter) -> None:
    for reach, word in (
        ("Thigh", "Noted"),
        ("Foot", "further down your leg"),
        ("Bottom", "often a good sign"),
    ):
        await ana.writes("/pain 2 2")
        await ana.presses(reach)
        assert word in await ana.reads()


async def test_a_day_of_red_pain_ends_without_praise(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.lets_it_run()
    assert "Well done" in await ana.reads()
    await ana.presses("8")
    assert "Well done" not in await ana.reads()
    assert "too much" in await ana.reads()
