"""The player: scripts, the clock, and what presses do."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import player
from bot.domain.errors import StaleButton
from bot.domain.exercises import Dose, Exercise
from bot.domain.presses import Press
from bot.domain.script import Kind, Script, Side, script, seconds, segments
from bot.domain.workouts import Ending, Outcome, Standstill, Workout
from tests.builders import CAT, EXERCISES, HUG, NOON, TILT, WALK, a_workout, an_item


def after(seconds_: float) -> datetime:
    return NOON + timedelta(seconds=seconds_)


def script_of(workout: Workout) -> Script:
    return script(workout.items, EXERCISES)


def kinds(exercise: Exercise, dose: Dose) -> list[Kind]:
    return [segment.kind for segment in segments(exercise, dose)]


def test_a_counted_exercise_is_one_block_a_set() -> None:
    item = an_item(TILT, hold=3, repetitions=10)
    assert kinds(TILT, item.dose) == [Kind.READY, Kind.COUNT]
    assert segments(TILT, item.dose)[1].seconds == 80


def test_sets_have_a_rest_between() -> None:
    item = an_item(TILT, 3, 10, sets=2)
    assert kinds(TILT, item.dose) == [Kind.READY, Kind.COUNT, Kind.REST, Kind.COUNT]


def test_sides_alternate_where_the_exercise_says_so() -> None:
    item = an_item(HUG, 10, 2)
    holds = [s for s in segments(HUG, item.dose) if s.kind is Kind.HOLD]
    assert [(s.side, s.repetition) for s in holds] == [
        (Side.FIRST, 1),
        (Side.OTHER, 1),
        (Side.FIRST, 2),
        (Side.OTHER, 2),
    ]


def test_else_one_side_is_finished_before_the_other() -> None:
    one_sided = replace(HUG, alternates=False)
    found = kinds(one_sided, an_item(one_sided, 10, 2).dose)
    assert found[1:] == [
        Kind.HOLD, Kind.AGAIN, Kind.HOLD, Kind.SWITCH, Kind.HOLD, Kind.AGAIN, Kind.HOLD,
    ]  # fmt: skip


def test_halves_of_one_movement_flow_into_each_other() -> None:
    found = segments(CAT, an_item(CAT, 5, 2).dose)
    assert [s.kind for s in found] == [
        Kind.READY, Kind.HOLD, Kind.HOLD, Kind.AGAIN, Kind.HOLD, Kind.HOLD,
    ]  # fmt: skip
    assert [s.part for s in found if s.kind is Kind.HOLD] == ["round", "hollow"] * 2


def test_a_walk_is_one_long_segment() -> None:
    assert kinds(WALK, an_item(WALK, 120, 1).dose) == [Kind.READY, Kind.STEADY]


def test_it_starts_with_getting_ready() -> None:
    workout = a_workout(an_item(HUG, 20, 1))
    frame = player.at(workout, script_of(workout), NOON)
    assert (frame.segment.kind, frame.left) == (Kind.READY, 15)


def test_the_countdown_comes_from_the_clock_alone() -> None:
    workout = a_workout(an_item(HUG, 20, 1))
    lines = script_of(workout)
    caught_up = player.catch_up(workout, lines, after(15 + 3 + 5))
    frame = player.at(caught_up, lines, after(15 + 3 + 5))
    assert (frame.segment.kind, frame.left, frame.easing_in) == (Kind.HOLD, 15, False)


def test_easing_in_comes_before_the_count() -> None:
    workout = a_workout(an_item(HUG, 20, 1))
    lines = script_of(workout)
    frame = player.at(player.catch_up(workout, lines, after(16)), lines, after(16))
    assert frame.easing_in
    assert frame.left == 20


def test_repetitions_are_counted() -> None:
    workout = a_workout(an_item(TILT, 3, 10))
    lines = script_of(workout)
    caught_up = player.catch_up(workout, lines, after(15 + 25))
    assert player.at(caught_up, lines, after(15 + 25)).count == 4


def test_left_alone_it_runs_to_the_end_and_logs_everything() -> None:
    workout = a_workout(an_item(TILT), an_item(HUG, 10, 2))
    lines = script_of(workout)
    now = NOON
    while workout.ending is None:
        now = player.at(workout, lines, now).next_change_at or now
        workout = player.catch_up(workout, lines, now)
    assert workout.ending is Ending.FINISHED
    assert [line.outcome for line in workout.log] == [Outcome.DONE, Outcome.DONE]
    assert (now - NOON).total_seconds() == seconds(lines)


def test_edits_are_never_closer_than_the_tick_while_the_clock_runs() -> None:
    workout = a_workout(an_item(HUG, 12, 2), an_item(CAT, 5, 4), an_item(WALK, 61, 1))
    lines = script_of(workout)
    now, moments = NOON, [NOON]
    while workout.ending is None:
        now = player.at(workout, lines, now).next_change_at or now
        moments.append(now)
        workout = player.catch_up(workout, lines, now)
    gaps = [(b - a).total_seconds() for a, b in pairwise(moments)]
    assert min(gaps) >= player.TICK


def test_in_a_crowd_the_tick_grows() -> None:
    assert player.tick_for(active=3, edits_per_second=20) == 5
    assert player.tick_for(active=400, edits_per_second=20) == 20


def test_go_skips_the_wait_and_done_the_hold() -> None:
    workout = a_workout(an_item(HUG, 20, 1))
    lines = script_of(workout)
    working = player.press(workout, lines, Press.GO, after(2))
    assert player.at(working, lines, after(2)).segment.kind is Kind.HOLD
    switched = player.press(working, lines, Press.DONE, after(4))
    assert player.at(switched, lines, after(4)).segment.kind is Kind.SWITCH


def test_a_pause_freezes_the_clock() -> None:
    workout = player.press(a_workout(an_item(HUG, 20, 1)), (), Press.PAUSE, after(5))
    lines = script_of(workout)
    later = after(605)
    assert player.at(player.catch_up(workout, lines, later), lines, later).left == 10
    running = player.press(workout, lines, Press.RESUME, later)
    assert player.at(running, lines, later).left == 10


def test_a_session_that_stands_still_for_hours_is_closed() -> None:
    workout = player.press(a_workout(), (), Press.PAUSE, after(5))
    closed = player.catch_up(workout, script_of(workout), NOON + timedelta(hours=3))
    assert closed.ending is Ending.LEFT


def test_skip_logs_and_goes_on() -> None:
    workout = a_workout(an_item(TILT), an_item(HUG, 10, 1))
    skipped = player.press(workout, script_of(workout), Press.SKIP, after(3))
    assert skipped.item == 1
    assert [line.outcome for line in skipped.log] == [Outcome.SKIPPED]
    assert not skipped.counts


def test_back_goes_to_the_start_of_the_exercise_then_to_the_one_before() -> None:
    workout = a_workout(an_item(TILT), an_item(HUG, 10, 1))
    lines = script_of(workout)
    second = player.press(workout, lines, Press.SKIP, after(3))
    first = player.press(second, lines, Press.BACK, after(4))
    assert (first.item, first.log) == (0, ())
    working = player.press(second, lines, Press.GO, after(5))
    assert player.press(working, lines, Press.BACK, after(6)).item == 1


def test_back_at_the_very_start_stays_there() -> None:
    workout = a_workout()
    assert player.press(workout, script_of(workout), Press.BACK, after(3)).item == 0


def test_easier_halves_the_hold_and_is_logged_as_easier() -> None:
    workout = a_workout(an_item(HUG, 20, 3))
    lighter = player.press(workout, script_of(workout), Press.EASIER, after(3))
    assert (lighter.items[0].dose.hold, lighter.items[0].dose.repetitions) == (10, 2)
    lines = script_of(lighter)
    now = after(3)
    while lighter.ending is None:
        now = player.at(lighter, lines, now).next_change_at or now
        lighter = player.catch_up(lighter, lines, now)
    assert [line.outcome for line in lighter.log] == [Outcome.EASIER]
    assert lighter.counts


def test_it_hurts_stops_the_clock_and_leaving_it_out_logs_that() -> None:
    workout = a_workout(an_item(TILT), an_item(HUG, 10, 1))
    lines = script_of(workout)
    hurting = player.press(workout, lines, Press.HURT, after(20))
    assert hurting.still is Standstill.HURT
    left_out = player.swap(hurting, None, after(30))
    assert (left_out.item, left_out.still) == (1, None)
    assert left_out.log[0].outcome is Outcome.HURT
    assert left_out.items == workout.items


def test_another_exercise_takes_the_place_of_one_that_hurts() -> None:
    workout = a_workout(an_item(TILT), an_item(HUG, 10, 1))
    swapped = player.swap(workout, an_item(CAT, 5, 2), after(30))
    assert [item.exercise for item in swapped.items] == [TILT.id, CAT.id, HUG.id]
    assert swapped.item == 1
    last = player.swap(a_workout(an_item(TILT)), an_item(CAT, 5, 2), after(30))
    assert (last.ending, last.item) == (None, 1)


def test_answering_on_the_first_card_starts_the_wait_again_but_never_later() -> None:
    workout = a_workout()
    again = player.get_ready_again(workout, after(10))
    assert player.at(again, script_of(again), after(10)).left == 15
    working = player.press(workout, script_of(workout), Press.GO, after(5))
    assert player.get_ready_again(working, after(10)) == working


def test_ending_early_keeps_what_was_done() -> None:
    workout = a_workout(an_item(TILT), an_item(HUG, 10, 1))
    lines = script_of(workout)
    for press in (Press.GO, Press.DONE, Press.END):
        workout = player.press(workout, lines, press, after(9))
    assert [line.outcome for line in workout.log] == [Outcome.DONE, Outcome.STOPPED]
    assert workout.counts


def test_a_press_after_the_end_is_stale() -> None:
    workout = a_workout()
    ended = player.press(workout, script_of(workout), Press.END, after(9))
    with pytest.raises(StaleButton):
        player.press(ended, script_of(workout), Press.DONE, after(10))


def test_a_short_restart_goes_on_from_the_clock() -> None:
    workout = a_workout(an_item(HUG, 20, 1))
    lines = script_of(workout)
    back = player.catch_up(workout, lines, after(15 + 23 + 5))
    assert back.still is None
    assert player.at(back, lines, after(15 + 23 + 5)).segment.kind is Kind.SWITCH


def test_a_long_outage_stands_still_where_the_person_was_left_alone() -> None:
    workout = a_workout(an_item(HUG, 20, 1), an_item(TILT))
    lines = script_of(workout)
    back = player.catch_up(workout, lines, after(600))
    assert back.still is Standstill.AWAY
    assert (back.item, back.segment) == (0, 0)
    running = player.press(back, lines, Press.RESUME, after(610))
    assert player.catch_up(running, lines, after(610)).segment == 1


presses = st.sampled_from(
    [Press.GO, Press.DONE, Press.BACK, Press.SKIP, Press.EASIER, Press.PAUSE, Press.RESUME]
)


@given(st.lists(st.tuples(presses, st.floats(0, 25)), max_size=40))
def test_whatever_is_pressed_the_log_names_each_exercise_at_most_once(
    pressed: list[tuple[Press, float]],
) -> None:
    workout = a_workout(an_item(TILT), an_item(HUG, 10, 2), an_item(CAT, 5, 2))
    now = NOON
    for what, wait in pressed:
        now += timedelta(seconds=wait)
        lines = script_of(workout)
        workout = player.catch_up(workout, lines, now)
        if workout.ending is not None:
            break
        workout = player.press(workout, lines, what, now)
    positions = [line.position for line in workout.log]
    assert positions == sorted(set(positions))
    assert all(line.ended_at >= line.began_at for line in workout.log)
