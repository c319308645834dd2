"""“It hurts” has several kinds, and each has its response."""

from datetime import date

import pytest

from bot.domain.plan.exercise_adjustments import (
    Adjustment,
    Change,
    PainAction,
    PainKind,
    PainResponse,
    pain_response,
    skipped_often,
)
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.session import Outcome

DONE, EASIER, SKIPPED, HURT, STOPPED = Outcome


@pytest.mark.parametrize(
    ("hurt", "easier", "expected"),
    [
        (PainKind.PULL, False, PainResponse(PainAction.EASE)),
        (PainKind.PULL, True, PainResponse(PainAction.SWAP, 3)),
        (PainKind.JOINT, False, PainResponse(PainAction.SWAP, 3)),
        (PainKind.SHARP, False, PainResponse(PainAction.SWAP, 7)),
        (PainKind.LEG, True, PainResponse(PainAction.SWAP, 7)),
        (PainKind.NUMB, False, PainResponse(PainAction.SYMPTOMS, 7)),
        (PainKind.DIZZY, True, PainResponse(PainAction.STOP)),
    ],
)
def test_each_kind_has_a_response(hurt: PainKind, expected: PainResponse, *, easier: bool) -> None:
    assert pain_response(hurt, easier=easier) == expected


def test_every_kind_is_a_button_of_the_card() -> None:
    assert {each.value for each in PainKind} <= {each.value for each in CardButton}


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([SKIPPED, SKIPPED, SKIPPED], True),
        ([SKIPPED, SKIPPED, SKIPPED, DONE], True),
        ([SKIPPED, DONE, SKIPPED, SKIPPED], False),
        ([SKIPPED, SKIPPED], False),
        ([SKIPPED, SKIPPED, HURT], False),
        ([], False),
    ],
)
def test_three_skips_in_a_row_are_often(outcomes: list[Outcome], *, expected: bool) -> None:
    assert skipped_often(outcomes) is expected


def test_an_adjustment_holds_before_its_end_date() -> None:
    adjustment = Adjustment(ExerciseId("cat"), Change.OUT, date(2026, 3, 17))
    assert adjustment.holds(date(2026, 3, 16))
    assert not adjustment.holds(date(2026, 3, 17))
