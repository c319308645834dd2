"""The player: timelines, the clock, and the effect of each button."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import StaleButton
from bot.domain.routines.exercises import Dose, Exercise
from bot.domain.session import player
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.frame import TICK, frame_at, tick_for
from bot.domain.session.session import Ending, Outcome, Session, Standstill
from bot.domain.session.timeline import Kind, Side, Timeline, seconds, segments, timeline
from tests.builders import CAT, EXERCISES, HUG, NOON, TILT, WALK, a_session, an_item


def after(seconds_: float) -> datetime:
    return NOON + timedelta(seconds=seconds_)


def timeline_of(session: Session) -> Timeline:
    return timeline(session.items, EXERCISES)


def kinds(exercise: Exercise, dose: Dose) -> list[Kind]:
    return [segment.kind for segment in segments(exercise, dose)]


def test_a_counted_exercise_is_one_segment_per_set() -> None:
    item = an_item(TILT, hold=3, repetitions=10)
    assert kinds(TILT, item.dose) == [Kind.READY, Kind.COUNT]
    assert segments(TILT, item.dose)[1].seconds == 80


def test_sets_have_a_rest_in_between() -> None:
    item = an_item(TILT, 3, 10, sets=2)
    assert kinds(TILT, item.dose) == [Kind.READY, Kind.COUNT, Kind.REST, Kind.COUNT]


def test_sides_alternate_if_the_exercise_says_so() -> None:
    item = an_item(HUG, 10, 2)
    holds = [s for s in segments(HUG, item.dose) if s.kind is Kind.HOLD]
    assert [(s.side, s.repetition) for s in holds] == [
        (Side.FIRST, 1),
        (Side.OTHER, 1),
        (Side.FIRST, 2),
        (Side.OTHER, 2),
    ]


def test_otherwise_one_side_is_finished_before_the_other() -> None:
    one_sided = replace(HUG, alternates=False)
    found = kinds(one_sided, an_item(one_sided, 10, 2).dose)
    assert found[1:] == [
        Kind.HOLD, Kind.AGAIN, Kind.HOLD, Kind.SWITCH, Kind.HOLD, Kind.AGAIN, Kind.HOLD,
    ]  # fmt: skip


def test_parts_of_one_movement_follow_without_a_wait() -> None:
    found = segments(CAT, an_item(CAT, 5, 2).dose)
    assert [s.kind for s in found] == [
        Kind.READY, Kind.HOLD, Kind.HOLD, Kind.AGAIN, Kind.HOLD, Kind.HOLD,
    ]  # fmt: skip
    assert [s.part for s in found if s.kind is Kind.HOLD] == ["round", "hollow"] * 2


def test_a_walk_is_one_long_segment() -> None:
    assert kinds(WALK, an_item(WALK, 120, 1).dose) == [Kind.READY, Kind.STEADY]


def test_it_starts_with_getting_ready() -> None:
    session = a_session(an_item(HUG, 20, 1))
    frame = frame_at(session, timeline_of(session), NOON)
    assert (frame.segment.kind, frame.left) == (Kind.READY, 15)


def test_the_countdown_comes_from_the_clock_alone() -> None:
    session = a_session(an_item(HUG, 20, 1))
    lines = timeline_of(session)
    caught_up = player.catch_up(session, lines, after(15 + 3 + 5))
    frame = frame_at(caught_up, lines, after(15 + 3 + 5))
    assert (frame.segment.kind, frame.left, frame.easing_in) == (Kind.HOLD, 15, False)


def test_easing_in_comes_before_the_countdown() -> None:
    session = a_session(an_item(HUG, 20, 1))
    lines = timeline_of(session)
    frame = frame_at(player.catch_up(session, lines, after(16)), lines, after(16))
    assert frame.easing_in
    assert frame.left == 20


def test_repetitions_are_counted() -> None:
    session = a_session(an_item(TILT, 3, 10))
    lines = timeline_of(session)
    caught_up = player.catch_up(session, lines, after(15 + 25))
    assert frame_at(caught_up, lines, after(15 + 25)).count == 4


def test_without_presses_it_runs_to_the_end_and_logs_everything() -> None:
    session = a_session(an_item(TILT), an_item(HUG, 10, 2))
    lines = timeline_of(session)
    now = NOON
    while session.ending is None:
        now = frame_at(session, lines, now).next_change_at or now
        session = player.catch_up(session, lines, now)
    assert session.ending is Ending.FINISHED
    assert [line.outcome for line in session.log] == [Outcome.DONE, Outcome.DONE]
    assert (now - NOON).total_seconds() == seconds(lines)


def test_edits_are_never_closer_than_the_tick_while_the_clock_runs() -> None:
    session = a_session(an_item(HUG, 12, 2), an_item(CAT, 5, 4), an_item(WALK, 61, 1))
    lines = timeline_of(session)
    now, moments = NOON, [NOON]
    while session.ending is None:
        now = frame_at(session, lines, now).next_change_at or now
        moments.append(now)
        session = player.catch_up(session, lines, now)
    gaps = [(b - a).total_seconds() for a, b in pairwise(moments)]
    assert min(gaps) >= TICK


def test_the_tick_grows_with_the_number_of_sessions() -> None:
    assert tick_for(active=3, edits_per_second=20) == 5
    assert tick_for(active=400, edits_per_second=20) == 20


def test_go_skips_the_wait_and_done_skips_the_hold() -> None:
    session = a_session(an_item(HUG, 20, 1))
    lines = timeline_of(session)
    working = player.press(session, lines, CardButton.GO, after(2))
    assert frame_at(working, lines, after(2)).segment.kind is Kind.HOLD
    switched = player.press(working, lines, CardButton.DONE, after(4))
    assert frame_at(switched, lines, after(4)).segment.kind is Kind.SWITCH


def test_a_pause_stops_the_clock() -> None:
    session = player.press(a_session(an_item(HUG, 20, 1)), (), CardButton.PAUSE, after(5))
    lines = timeline_of(session)
    later = after(605)
    assert frame_at(player.catch_up(session, lines, later), lines, later).left == 10
    running = player.press(session, lines, CardButton.RESUME, later)
    assert frame_at(running, lines, later).left == 10


def test_a_session_that_is_paused_for_hours_is_closed() -> None:
    session = player.press(a_session(), (), CardButton.PAUSE, after(5))
    closed = player.catch_up(session, timeline_of(session), NOON + timedelta(hours=3))
    assert closed.ending is Ending.LEFT


def test_skip_logs_and_goes_on() -> None:
    session = a_session(an_item(TILT), an_item(HUG, 10, 1))
    skipped = player.press(session, timeline_of(session), CardButton.SKIP, after(3))
    assert skipped.item == 1
    assert [line.outcome for line in skipped.log] == [Outcome.SKIPPED]
    assert not skipped.counts


def test_back_goes_to_the_start_of_the_exercise_then_to_the_one_before() -> None:
    session = a_session(an_item(TILT), an_item(HUG, 10, 1))
    lines = timeline_of(session)
    second = player.press(session, lines, CardButton.SKIP, after(3))
    first = player.press(second, lines, CardButton.BACK, after(4))
    assert (first.item, first.log) == (0, ())
    working = player.press(second, lines, CardButton.GO, after(5))
    assert player.press(working, lines, CardButton.BACK, after(6)).item == 1


def test_back_at_the_first_exercise_stays_there() -> None:
    session = a_session()
    assert player.press(session, timeline_of(session), CardButton.BACK, after(3)).item == 0


def test_easier_halves_the_hold_and_is_logged_as_easier() -> None:
    session = a_session(an_item(HUG, 20, 3))
    lighter = player.press(session, timeline_of(session), CardButton.EASIER, after(3))
    assert (lighter.items[0].dose.hold, lighter.items[0].dose.repetitions) == (10, 2)
    lines = timeline_of(lighter)
    now = after(3)
    while lighter.ending is None:
        now = frame_at(lighter, lines, now).next_change_at or now
        lighter = player.catch_up(lighter, lines, now)
    assert [line.outcome for line in lighter.log] == [Outcome.EASIER]
    assert lighter.counts


def test_it_hurts_stops_the_clock_and_leaving_it_out_is_logged() -> None:
    session = a_session(an_item(TILT), an_item(HUG, 10, 1))
    lines = timeline_of(session)
    hurting = player.press(session, lines, CardButton.HURT, after(20))
    assert hurting.still is Standstill.HURT
    left_out = player.swap(hurting, (), after(30))
    assert (left_out.item, left_out.still) == (1, None)
    assert left_out.log[0].outcome is Outcome.HURT
    assert left_out.items == session.items


def test_another_exercise_replaces_one_that_hurts() -> None:
    session = a_session(an_item(TILT), an_item(HUG, 10, 1))
    swapped = player.swap(session, (an_item(CAT, 5, 2),), after(30))
    assert [item.exercise for item in swapped.items] == [TILT.id, CAT.id, HUG.id]
    assert swapped.item == 1
    last = player.swap(a_session(an_item(TILT)), (an_item(CAT, 5, 2),), after(30))
    assert (last.ending, last.item) == (None, 1)


def test_the_clock_starts_after_the_score() -> None:
    asked = player.begin(a_session(), asks_score=True)
    assert asked.still is Standstill.SCORE
    lines = timeline_of(asked)
    assert player.catch_up(asked, lines, after(60)) == asked
    for went_on in (
        player.after_score(asked, after(60)),
        player.press(asked, lines, CardButton.NO_SCORE, after(60)),
    ):
        assert went_on.still is None
        assert frame_at(went_on, lines, after(60)).left == 15


def test_a_new_exercise_waits_at_its_steps_until_go() -> None:
    new = replace(an_item(TILT), is_new=True)
    session = player.begin(a_session(an_item(HUG, 10, 1), new), asks_score=False)
    assert session.still is None
    lines = timeline_of(session)
    arrived = player.catch_up(session, lines, player.segment_ends_at(session, lines))
    session = player.press(arrived, lines, CardButton.SKIP, after(40))
    assert (session.item, session.still) == (1, Standstill.HOW)
    assert player.press(session, lines, CardButton.MORE, after(50)).still is Standstill.MORE
    more = player.press(session, lines, CardButton.MORE, after(50))
    assert player.press(more, lines, CardButton.LESS, after(60)) == session
    ready = player.press(session, lines, CardButton.RESUME, after(100))
    assert frame_at(ready, lines, after(100)).left == 15
    working = player.press(ready, lines, CardButton.GO, after(103))
    more = player.press(working, lines, CardButton.MORE, after(104))
    less = player.press(more, lines, CardButton.LESS, after(204))
    assert (less.still, less.segment, less.segment_at) == (None, 1, after(203))
    assert player.press(less, lines, CardButton.BACK, after(210)).still is None


def test_ending_early_keeps_what_was_done() -> None:
    session = a_session(an_item(TILT), an_item(HUG, 10, 1))
    lines = timeline_of(session)
    for press in (CardButton.GO, CardButton.DONE, CardButton.END):
        session = player.press(session, lines, press, after(9))
    assert [line.outcome for line in session.log] == [Outcome.DONE, Outcome.STOPPED]
    assert session.counts


def test_a_press_after_the_end_is_stale() -> None:
    session = a_session()
    ended = player.press(session, timeline_of(session), CardButton.END, after(9))
    with pytest.raises(StaleButton):
        player.press(ended, timeline_of(session), CardButton.DONE, after(10))


def test_after_a_short_restart_the_session_follows_the_clock() -> None:
    session = a_session(an_item(HUG, 20, 1))
    lines = timeline_of(session)
    back = player.catch_up(session, lines, after(15 + 23 + 5))
    assert back.still is None
    assert frame_at(back, lines, after(15 + 23 + 5)).segment.kind is Kind.SWITCH


def test_after_a_long_outage_the_clock_is_stopped_where_updates_ended() -> None:
    session = a_session(an_item(HUG, 20, 1), an_item(TILT))
    lines = timeline_of(session)
    back = player.catch_up(session, lines, after(600))
    assert back.still is Standstill.AWAY
    assert (back.item, back.segment) == (0, 0)
    running = player.press(back, lines, CardButton.RESUME, after(610))
    assert player.catch_up(running, lines, after(610)).segment == 1


presses = st.sampled_from(
    [
        CardButton.GO,
        CardButton.DONE,
        CardButton.BACK,
        CardButton.SKIP,
        CardButton.EASIER,
        CardButton.PAUSE,
        CardButton.RESUME,
    ]
)


@given(st.lists(st.tuples(presses, st.floats(0, 25)), max_size=40))
def test_the_log_names_each_exercise_at_most_once_whatever_is_pressed(
    pressed: list[tuple[CardButton, float]],
) -> None:
    session = a_session(an_item(TILT), an_item(HUG, 10, 2), an_item(CAT, 5, 2))
    now = NOON
    for what, wait in pressed:
        now += timedelta(seconds=wait)
        lines = timeline_of(session)
        session = player.catch_up(session, lines, now)
        if session.ending is not None:
            break
        session = player.press(session, lines, what, now)
    positions = [line.position for line in session.log]
    assert positions == sorted(set(positions))
    assert all(line.ended_at >= line.began_at for line in session.log)
