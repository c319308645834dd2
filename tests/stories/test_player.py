"""A running session: the card, its countdown and its buttons."""

import asyncio
from datetime import datetime
from itertools import pairwise

from bot.domain.routines.routine import RoutineId
from bot.domain.session.timeline import seconds, timeline
from tests import ready
from tests.stories.story import Chatter, Story, text_of


async def test_a_card_shows_picture_dose_steps_and_warnings(ana: Chatter) -> None:
    await ana.writes("/today")
    card = await ana.newest()
    assert card["media"]["kind"] == "animation"
    text = text_of(card)
    for part in ("Pelvic tilt", "1 of 3", "s × ", "Get ready", "1. ", "Feel:", "Stop if:"):
        assert part in text
    assert await ana.labels() == [
        "Go", *map(str, range(11)),
        "Back", "Skip", "Easier", "Pause", "End", "It hurts", "New symptoms",
    ]  # fmt: skip
    await ana.presses("Go")
    assert await ana.labels() == [
        "Done", "Back", "Skip", "Easier", "Pause", "End", "It hurts", "New symptoms",
    ]  # fmt: skip


async def test_the_countdown_is_edited_at_most_every_five_seconds(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/today")
    await story.passes(seconds=70)
    edits = [datetime.fromisoformat(c["at"]) for c in await story.calls("editMessageCaption")]
    gaps = [(b - a).total_seconds() for a, b in pairwise(edits)]
    assert len(edits) > 8
    assert min(gaps) > 4.9


async def test_repetitions_are_counted(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Go")
    await story.passes(seconds=33)
    assert "5 of 10" in await ana.reads()


async def test_done_ends_an_exercise_early(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Go")
    await ana.presses("Done")
    assert "2 of 3" in await ana.reads()
    old = (await ana.from_bot())[-2]
    assert text_of(old) == "✅ Pelvic tilt"
    assert old["keyboard"] == []


async def test_pause_stops_the_countdown_and_carry_on_continues_it(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/today")
    await story.passes(seconds=5)
    await ana.presses("Pause")
    assert "Paused" in await ana.reads()
    await story.passes(minutes=30)
    assert (await ana.labels())[0] == "Carry on"
    await ana.presses("Carry on")
    assert "starts in 10 s" in await ana.reads()


async def test_an_abandoned_session_is_closed(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Pause")
    await story.passes(hours=3)
    assert "closed the session" in await ana.reads()


async def test_skip_and_back(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Skip")
    assert "2 of 3" in await ana.reads()
    await ana.presses("Back")
    assert "1 of 3" in await ana.reads()


async def test_easier_reduces_the_dose(ana: Chatter) -> None:
    await ana.writes("/today")
    before = (await ana.reads()).splitlines()[1]
    await ana.presses("Easier")
    after = (await ana.reads()).splitlines()[1]
    assert before != after
    assert "easier form" in after


async def test_it_hurts_stops_the_countdown_and_asks_how(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Go")
    await ana.presses("It hurts")
    assert "Stop. Come out of it slowly." in await ana.reads()
    await story.passes(minutes=5)
    await ana.presses("Sharp or electric")
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
    await ana.writes("/today")
    await ana.presses("It hurts")
    await ana.presses("Too strong")
    assert "easier form" in await ana.reads()
    await ana.presses("It hurts")
    await ana.presses("Too strong")
    assert "2 of 4" in await ana.reads()


async def test_pain_down_the_leg_is_a_stop(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("It hurts")
    await ana.presses("Down the leg")
    assert "moves down the leg is a stop" in (await ana.toasts())[-1]
    assert "2 of 4" in await ana.reads()


async def test_dizziness_ends_the_session_with_advice(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("It hurts")
    await ana.presses("Dizzy or unwell")
    assert "Sit or lie down" in await ana.reads()
    assert (await ana.labels())[0] == "New symptoms"


async def test_new_numbness_ends_the_session_and_shows_the_emergency_list(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("It hurts")
    await ana.presses("Numb or weak")
    assert "999" in await ana.reads()
    await ana.presses("Yes, one of these")
    assert "emergency" in await ana.reads()
    await ana.writes("/today")
    assert "Have you been seen?" in await ana.reads()


async def test_ending_early_counts_what_was_done(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Go")
    await ana.presses("Done")
    await ana.presses("End")
    assert "What you did counts: 1 exercise" in await ana.reads()
    assert "Your streak: 1 day" in await ana.reads()


async def test_ending_at_once_counts_nothing(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("End")
    assert "Even lying down was a start" in await ana.reads()
    await ana.writes("/streak")
    assert "It starts with your first session" in await ana.reads()


async def test_the_one_minute_version_counts_too(story: Story, ana: Chatter) -> None:
    await story.until("2026-03-10T08:00:01")
    await ana.presses("1 minute")
    await story.passes(seconds=62)
    assert "1 exercise in 1 minute" in await ana.reads()
    assert "Your streak: 1 day" in await ana.reads()


async def test_a_restart_in_the_middle_of_a_hold_changes_nothing(
    story: Story, ana: Chatter
) -> None:
    await ana.writes("/today")
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
    await ana.writes("/today")
    await ana.presses("Go")
    await story.bot_stops()
    await story.passes(minutes=20)
    await story.bot_starts()
    await story.passes(seconds=2)
    assert "I lost touch for a moment" in await ana.reads()
    await ana.presses("Carry on")
    assert "2 of 3" in await ana.reads()


async def test_two_taps_at_once_count_as_one(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    card = await ana.newest()
    tap = {"message_id": card["message_id"], "data": card["keyboard"][0][0]["data"]}
    await asyncio.gather(
        *(story.http.post(f"/sim/users/{ana.id}/press", json=tap) for _ in range(2))
    )
    await story.settles()
    assert "1 of 10" in await ana.reads()


async def test_today_again_shows_the_running_session_below(ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Go")
    await ana.writes("/today")
    assert "1 of 3" in await ana.reads()
    with_buttons = [m for m in await ana.from_bot() if m["keyboard"] and "media" in m]
    assert len(with_buttons) == 1


async def test_when_the_card_was_deleted_a_new_one_comes(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    gone = {"method": "editMessageCaption", "times": 1, "status": 400}
    gone["description"] = "Bad Request: message to edit not found"
    await story.post("/sim/faults", gone)
    await ana.presses("Go")
    assert "1 of 10" in await ana.reads()


async def test_opening_the_symptoms_pauses_the_session(story: Story, ana: Chatter) -> None:
    await ana.writes("/today")
    await ana.presses("Go")
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
    catalogue, _ = ready.shipped()
    items = catalogue.routines[RoutineId("morning-5")].items
    await ana.writes("/library")
    await ana.presses("Routines")
    await ana.presses("Good morning")
    await ana.presses("Start this one")
    computed = seconds(timeline(items, catalogue.exercises))
    for waited in range(0, computed - 10, 20):
        await story.passes(seconds=min(20, computed - 10 - waited))
    assert "How much does it hurt" not in await ana.reads()
    await story.passes(seconds=20)
    assert "How much does it hurt" in await ana.reads()
