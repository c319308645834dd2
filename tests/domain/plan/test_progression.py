"""When a person moves up, stays, steps back, or is told to see a physio."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.pain.notes import PainNote, Reach, Taken
from bot.domain.pain.safety_screen import Light
from bot.domain.plan.programme import AfterSession, Gate
from bot.domain.plan.progression import (
    Aftermath,
    PlanProgress,
    Step,
    WeekSeen,
    aftermath,
    is_open,
    step,
    straight_leg_open,
    taken,
    week_seen,
)
from bot.domain.routines.exercises import Filter
from tests.builders import ANA, NOON

TODAY = date(2026, 3, 10)
WEEK_AGO = TODAY - timedelta(days=7)
GATE = Gate(
    every_days=7,
    least_sessions=4,
    most_pain=3,
    above_start=1,
    leg_pain_may_travel=False,
    repeats_before_physio=2,
    weeks_back_after_a_missed_week=1,
    weeks_up_at_once=1,
)
AFTER = AfterSession(24, 1, 2, 48, 3)
GREEN, AMBER, RED = Light
GOOD = WeekSeen(sessions=4, usual=3.0, start=2.0)


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (GOOD, True),
        (WeekSeen(7, 0.0), True),
        (WeekSeen(3, 0.0), False),
        (WeekSeen(5, 4.0), False),
        (WeekSeen(5, 4.0, start=3.0), True),  # one above the start of the sessions
        (WeekSeen(5, 5.0, start=3.0), False),
        (WeekSeen(5, 6.0, start=6.0), True),
        (WeekSeen(5, 1.0, travelled=True), False),
        (WeekSeen(5, 1.0, flared=True), False),
        (WeekSeen(5), True),  # no note, and nothing hurt
        (WeekSeen(5, hurts=1), False),
    ],
)
def test_the_gate_opens_after_a_good_week(week: WeekSeen, *, expected: bool) -> None:
    assert is_open(week, GATE) is expected


@pytest.mark.parametrize(
    ("progress", "week", "expected"),
    [
        (PlanProgress(WEEK_AGO), GOOD, Step.UP),
        (PlanProgress(TODAY - timedelta(days=6)), GOOD, Step.WAIT),
        (PlanProgress(WEEK_AGO, level=6), GOOD, Step.FINISH),
        (PlanProgress(WEEK_AGO, level=6, finished=True), GOOD, Step.WAIT),
        (PlanProgress(WEEK_AGO, level=3), WeekSeen(2), Step.REPEAT),
        (PlanProgress(WEEK_AGO, level=3, repeats=1), WeekSeen(2), Step.REPEAT),
        (PlanProgress(WEEK_AGO, level=3, repeats=2), WeekSeen(2), Step.PHYSIO),
        (PlanProgress(WEEK_AGO, level=3), WeekSeen(0), Step.BACK),
        (PlanProgress(WEEK_AGO, level=1), WeekSeen(0), Step.REPEAT),
        (PlanProgress(WEEK_AGO, level=3), replace(GOOD, flared=True), Step.BACK),
        (PlanProgress(WEEK_AGO, level=6, finished=True), WeekSeen(0), Step.BACK),
    ],
)
def test_every_seven_days_one_step_is_proposed(
    progress: PlanProgress, week: WeekSeen, expected: Step
) -> None:
    assert step(progress, week, GATE, TODAY) is expected


@pytest.mark.parametrize(
    ("level", "repeats", "proposed", "expected"),
    [
        (2, 1, Step.UP, PlanProgress(TODAY, level=3)),
        (6, 0, Step.UP, PlanProgress(TODAY, level=6)),
        (2, 1, Step.BACK, PlanProgress(TODAY, level=1)),
        (1, 0, Step.BACK, PlanProgress(TODAY, level=1)),
        (2, 0, Step.REPEAT, PlanProgress(TODAY, level=2, repeats=1)),
        (2, 2, Step.PHYSIO, PlanProgress(TODAY, level=2, repeats=3)),
        (6, 1, Step.FINISH, PlanProgress(TODAY, level=6, finished=True)),
        (2, 1, Step.WAIT, PlanProgress(WEEK_AGO, level=2, repeats=1)),
    ],
)
def test_a_step_moves_by_one_level_at_most(
    level: int, repeats: int, proposed: Step, expected: PlanProgress
) -> None:
    assert taken(PlanProgress(WEEK_AGO, level=level, repeats=repeats), proposed, TODAY) == expected


def note(
    days_ago: int, score: int, at: Taken = Taken.AFTER, reach: Reach | None = None, hour: int = 0
) -> PainNote:
    when = NOON - timedelta(days=days_ago) + timedelta(hours=hour)
    return PainNote(ANA, when, when.date(), back=score, reach=reach, taken=at)


def test_a_week_is_summed_up_by_medians() -> None:
    notes = [note(0, 5), note(1, 2), note(2, 2), note(6, 9), note(7, 10), note(3, 1, Taken.BEFORE)]
    seen = week_seen(4, notes, TODAY, flared=False, hurts=0)
    assert seen == WeekSeen(sessions=4, usual=3.5, start=1.0)
    assert week_seen(1, [], TODAY, flared=False, hurts=0) == WeekSeen(1)


@pytest.mark.parametrize(
    ("reaches", "expected"),
    [
        ([Reach.THIGH, Reach.BUTTOCK], False),
        ([Reach.BUTTOCK, Reach.THIGH, Reach.BACK], True),
        ([Reach.FOOT], False),
        ([], False),
    ],
)
def test_leg_pain_that_went_down_shows_in_the_week(reaches: list[Reach], *, expected: bool) -> None:
    notes = [note(5 - number, 1, reach=reach) for number, reach in enumerate(reaches)]
    assert week_seen(4, notes, TODAY, flared=False, hurts=0).travelled is expected


def legs(*scores: int, reach: Reach | None = None) -> list[PainNote]:
    return [
        PainNote(ANA, NOON, TODAY - timedelta(days=back), leg=score, reach=reach)
        for back, score in enumerate(scores)
    ]


@pytest.mark.parametrize(
    ("filters", "notes", "expected"),
    [
        (frozenset(), [], True),
        (frozenset(), legs(9, 9, 9), True),
        (frozenset(), legs(4, 4, 4, reach=Reach.THIGH), True),
        (frozenset(), legs(4, 4, 4, reach=Reach.BELOW_KNEE), False),
        (frozenset(), legs(3, 3, 3, reach=Reach.FOOT), True),
        (frozenset(), legs(1, 1, reach=Reach.FOOT), False),  # two ratings are too few
        ({Filter.BEND}, [], False),
        ({Filter.BEND}, legs(3, 2, 3), True),
        ({Filter.BEND}, legs(4, 2, 4), False),
        ({Filter.ARCH}, [], True),
    ],
)
def test_straight_leg_stretches_open_once_leg_pain_is_low(
    filters: frozenset[Filter], notes: list[PainNote], *, expected: bool
) -> None:
    assert straight_leg_open(frozenset(filters), notes, TODAY, 3) is expected


@pytest.mark.parametrize(
    ("lights", "expected"),
    [
        ([], Aftermath.NONE),
        ([RED], Aftermath.NONE),
        ([RED, GREEN, RED], Aftermath.NONE),
        ([RED, RED], Aftermath.FLARE),
        ([GREEN, RED, RED], Aftermath.NONE),
        ([RED, AMBER, RED, RED], Aftermath.PHYSIO),
        ([RED, RED, RED], Aftermath.PHYSIO),
    ],
)
def test_two_red_sessions_in_a_row_mean_a_flare_up_and_three_a_week_a_physio(
    lights: list[Light], expected: Aftermath
) -> None:
    assert aftermath(lights, AFTER) is expected


def test_a_flare_up_lasts_until_its_end() -> None:
    until = datetime(2026, 3, 12, 12, tzinfo=NOON.tzinfo)
    progress = PlanProgress(TODAY, flare_until=until)
    assert progress.in_flare(until - timedelta(seconds=1))
    assert not progress.in_flare(until)
    assert not PlanProgress(TODAY).in_flare(NOON)


def test_for_a_day_after_a_flare_up_it_is_time_to_ask_again() -> None:
    progress = PlanProgress(TODAY, flare_until=NOON)
    assert not progress.asks_sore(NOON - timedelta(seconds=1))
    assert progress.asks_sore(NOON)
    assert progress.asks_sore(NOON + timedelta(hours=23))
    assert not progress.asks_sore(NOON + timedelta(hours=24))
    assert not PlanProgress(TODAY).asks_sore(NOON)


def test_the_safety_questions_are_due_again_after_a_week() -> None:
    assert not PlanProgress(TODAY, screened_on=TODAY - timedelta(days=6)).screening_due(TODAY)
    assert PlanProgress(TODAY, screened_on=WEEK_AGO).screening_due(TODAY)
    assert PlanProgress(TODAY).screening_due(TODAY)
