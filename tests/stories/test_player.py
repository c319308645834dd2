"""A running session: the card, its countdown and its buttons."""

import asyncio
from datetime import datetime
from itertools import pairwise

from bot.domain.routines.routine import RoutineId
from bot.domain.session.timeline import seconds, timeline
from tests import ready
from tests.stories.story import Chatter, Story, text_of


async def begins(ana: Chatter) -> None:
    """Start today's session and go on to its first exercise."""
    await ana.writes("/today")
    await ana.gets_ready()


async def test_a_session_asks_for_a_score_then_shows_the_steps_then_begins(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/today")
    assert "How sore is your back" in await ana.reads()
    assert await ana.labels() == ["Go", *map(str, range(11))]
    await story.passes(minutes=5)
    await ana.presses("Go")
    card = await ana.newest()
    assert card["media"]["kind"] == "animation"
    for part in ("Pelvic tilt", "1 of 3", "1. ", "3. "):
        assert part in text_of(card)
    assert await ana.labels() == ["Go", "Skip", "Easier", "More"]
    await story.passes(minutes=5)
    await ana.presses("Go")
    for part in ("Pelvic tilt", "1 of 3", "s × ", "Get ready · starts in 15 s", "Feel:"):
        assert part in await ana.reads()
    assert await ana.labels() == ["Go", "Pause", "It hurts", "More"]
    await ana.presses("Go")
    assert "Stop if:" in await ana.reads()
    assert await ana.labels() == ["Done", "Pause", "It hurts", "More"]


async def test_a_known_exercise_begins_without_its_steps(ana: Chatter) -> None:
    await ana.stretches()
    await ana.writes("/today")
    assert "Get ready" in await ana.reads()


async def test_more_stops_the_clock_and_less_restarts_it(story: Story, ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await story.passes(seconds=20)
    await ana.presses("More")
    assert "The clock stands still" in await ana.reads()
    assert await ana.labels() == [
        "Done", "Back", "Skip", "Easier", "How", "End", "New symptoms", "Less",
    ]  # fmt: skip
    await story.passes(minutes=3)
    await story.bot_restarts()
    await ana.presses("Less")
    await story.passes(seconds=13)
    assert "5 of 10" in await ana.reads()


async def test_how_is_under_more_and_the_hold_goes_on_afterwards(
    story: Story, ana: Chatter
) -> None:
    await begins(ana)
    await ana.presses("Go")
    await story.passes(seconds=20)
    await ana.presses("More")
    await ana.presses("How")
    assert "1. " in await ana.reads()
    await story.passes(minutes=3)
    await ana.presses("Go")
    await story.passes(seconds=13)
    assert "5 of 10" in await ana.reads()


async def test_less_goes_back_to_the_steps_of_an_exercise_that_has_not_begun(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await ana.presses("Done")
    steps = await ana.reads()
    assert "1. " in steps
    await ana.presses("More")
    await ana.presses("Less")
    assert await ana.reads() == steps


async def test_two_taps_on_go_skip_nothing(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    for expected in ("1. ", "Get ready"):
        card = await ana.newest()
        tap = {"message_id": card["message_id"], "data": card["keyboard"][0][0]["data"]}
        await asyncio.gather(
            *(story.http.post(f"/sim/users/{ana.id}/press", json=tap) for _ in range(2))
        )
        await story.settles()
        assert expected in await ana.reads()


async def test_the_countdown_is_edited_at_most_every_five_seconds(
    story: Story, ana: Chatter
) -> None:
    await begins(ana)
    before = len(await story.calls("editMessageCaption"))
    await story.passes(seconds=70)
    calls = (await story.calls("editMessageCaption"))[before:]
    edits = [datetime.fromisoformat(call["at"]) for call in calls]
    gaps = [(b - a).total_seconds() for a, b in pairwise(edits)]
    assert len(edits) > 8
    assert min(gaps) > 4.9


async def test_repetitions_are_counted(story: Story, ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await story.passes(seconds=33)
    assert "5 of 10" in await ana.reads()


async def test_done_ends_an_exercise_early(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await ana.presses("Done")
    assert "2 of 3" in await ana.reads()
    old = (await ana.from_bot())[-2]
    assert text_of(old) == "✅ Pelvic tilt"
    assert old["keyboard"] == []


async def test_pause_stops_the_countdown_and_carry_on_continues_it(
    story: Story, ana: Chatter
) -> None:
    await begins(ana)
    await story.passes(seconds=5)
    await ana.presses("Pause")
    assert "Paused" in await ana.reads()
    await story.passes(minutes=30)
    assert (await ana.labels())[0] == "Carry on"
    await ana.presses("Carry on")
    assert "starts in 10 s" in await ana.reads()


async def test_an_abandoned_session_is_closed(story: Story, ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Pause")
    await story.passes(hours=3)
    assert "closed the session" in await ana.reads()


async def test_skip_and_back(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("More")
    await ana.presses("Skip")
    assert "2 of 3" in await ana.reads()
    await ana.presses("More")
    await ana.presses("Back")
    assert "1 of 3" in await ana.reads()


async def test_easier_reduces_the_dose(ana: Chatter) -> None:
    await begins(ana)
    before = (await ana.reads()).splitlines()[2]
    await ana.presses("More")
    await ana.presses("Easier")
    after = (await ana.reads()).splitlines()[2]
    assert before != after
    assert "easier form" in after


async def test_it_hurts_stops_the_countdown_and_asks_how(story: Story, ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await ana.presses("It hurts")
    assert "Stop. Come out of it slowly." in await ana.reads()
    await story.passes(minutes=5)
    await ana.presses("Sharp")
    assert "I leave this one out for 7 days" in (await ana.toasts())[-1]
    assert "2 of 4" in await ana.reads(), "another exercise replaces it"
    await ana.lets_it_run()
    assert "✋ Pelvic tilt" in await ana.reads()
    await ana.presses("Skip")
    await ana.writes("/plan")
    assert "Left out until Tue 17 March: Pelvic tilt" in await ana.reads()
    await ana.writes("/today")
    assert "Pelvic tilt" not in await ana.reads()


async def test_a_stretch_that_is_too_strong_is_eased_and_then_replaced(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("It hurts")
    await ana.presses("Too strong")
    assert "easier form" in await ana.reads()
    await ana.presses("It hurts")
    await ana.presses("Too strong")
    assert "2 of 4" in await ana.reads()


async def test_pain_down_the_leg_is_a_stop(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("It hurts")
    await ana.presses("Down the leg")
    assert "moves down the leg is a stop" in (await ana.toasts())[-1]
    assert "2 of 4" in await ana.reads()


async def test_dizziness_ends_the_session_with_advice(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("It hurts")
    await ana.presses("Dizzy")
    assert "Sit or lie down" in await ana.reads()
    assert (await ana.labels())[0] == "New symptoms"


async def test_new_numbness_ends_the_session_and_shows_the_emergency_list(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("It hurts")
    await ana.presses("Numb")
    assert "999" in await ana.reads()
    await ana.presses("Yes, one of these")
    assert "emergency" in await ana.reads()
    await ana.writes("/today")
    assert "Have you been seen?" in await ana.reads()


async def test_ending_early_counts_what_was_done(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await ana.presses("Done")
    await ana.presses("More")
    await ana.presses("End")
    assert "What you did counts: 1 exercise" in await ana.reads()
    assert "Your streak: 1 day" in await ana.reads()


async def test_ending_at_once_counts_nothing(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("More")
    await ana.presses("End")
    assert "Even lying down was a start" in await ana.reads()
    await ana.writes("/streak")
    assert "It starts with your first session" in await ana.reads()


async def test_the_one_minute_version_counts_too(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.presses("1 minute")
    await ana.gets_ready()
    await story.passes(seconds=62)
    assert "1 exercise in 1 minute" in await ana.reads()
    assert "Your streak: 1 day" in await ana.reads()


async def test_a_restart_in_the_middle_of_a_hold_changes_nothing(
    story: Story, ana: Chatter
) -> None:
    await begins(ana)
    await ana.presses("Go")
    await story.passes(seconds=20)
    await story.bot_restarts()
    await story.passes(seconds=13)
    assert "5 of 10" in await ana.reads()
    await ana.lets_it_run()
    assert "Well done" in await ana.reads()


async def test_after_a_long_outage_the_session_continues_where_it_was(
    story: Story, ana: Chatter
) -> None:
    await begins(ana)
    await ana.presses("Go")
    await story.bot_stops()
    await story.passes(minutes=20)
    await story.bot_starts()
    await story.passes(seconds=2)
    assert "I lost touch for a moment" in await ana.reads()
    await ana.presses("Carry on")
    assert "2 of 3" in await ana.reads()


async def test_two_taps_at_once_count_as_one(story: Story, ana: Chatter) -> None:
    await begins(ana)
    card = await ana.newest()
    tap = {"message_id": card["message_id"], "data": card["keyboard"][0][0]["data"]}
    await asyncio.gather(
        *(story.http.post(f"/sim/users/{ana.id}/press", json=tap) for _ in range(2))
    )
    await story.settles()
    assert "1 of 10" in await ana.reads()


async def test_today_again_shows_the_running_session_below(ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await ana.writes("/today")
    assert "1 of 3" in await ana.reads()
    with_buttons = [m for m in await ana.from_bot() if m["keyboard"] and "media" in m]
    assert len(with_buttons) == 1


async def test_when_the_card_was_deleted_a_new_one_comes(story: Story, ana: Chatter) -> None:
    await begins(ana)
    gone = {"method": "editMessageCaption", "times": 1, "status": 400}
    gone["description"] = "Bad Request: message to edit not found"
    await story.post("/sim/faults", gone)
    await ana.presses("Go")
    assert "1 of 10" in await ana.reads()


async def test_opening_the_symptoms_pauses_the_session(story: Story, ana: Chatter) -> None:
    await begins(ana)
    await ana.presses("Go")
    await ana.presses("More")
    await ana.presses("New symptoms")
    await story.passes(minutes=10)
    await ana.presses("None of these")
    await ana.presses("Stretch now")
    assert (await ana.labels())[0] == "Carry on"
    await ana.presses("Carry on")
    assert "1 of 10" in await ana.reads()


async def test_a_routine_without_presses_takes_its_computed_time(
    story: Story, ana: Chatter
) -> None:
    catalogue = ready.shipped().catalogue
    items = catalogue.routines[RoutineId("morning-5")].items
    for _ in range(2):  # the first time, the steps of new exercises wait for a press
        await ana.writes("/library")
        await ana.presses("Routines")
        await ana.presses("Good morning")
        await ana.presses("Start this one")
        if "Get ready" in await ana.reads():
            break
        await ana.lets_it_run()
        await ana.presses("Skip")
    computed = seconds(timeline(items, catalogue.exercises))
    for waited in range(0, computed - 10, 20):
        await story.passes(seconds=min(20, computed - 10 - waited))
    assert "How much does it hurt" not in await ana.reads()
    await story.passes(seconds=20)
    assert "How much does it hurt" in await ana.reads()
