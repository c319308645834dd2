"""“It hurts” has kinds, and each has its remedy."""

from datetime import date

import pytest

from bot.domain.asides import Act, Aside, Change, Hurt, Remedy, remedy, skipped_often
from bot.domain.exercises import ExerciseId
from bot.domain.presses import Press
from bot.domain.workouts import Outcome

DONE, EASIER, SKIPPED, HURT, STOPPED = Outcome


@pytest.mark.parametrize(
    ("hurt", "easier", "expected"),
    [
        (Hurt.PULL, False, Remedy(Act.EASE)),
        (Hurt.PULL, True, Remedy(Act.SWAP, 3)),
        (Hurt.JOINT, False, Remedy(Act.SWAP, 3)),
        (Hurt.SHARP, False, Remedy(Act.SWAP, 7)),
        (Hurt.LEG, True, Remedy(Act.SWAP, 7)),
        (Hurt.NUMB, False, Remedy(Act.SYMPTOMS, 7)),
        (Hurt.DIZZY, True, Remedy(Act.STOP)),
    ],
)
def test_every_kind_has_its_remedy(hurt: Hurt, expected: Remedy, *, easier: bool) -> None:
    assert remedy(hurt, easier=easier) == expected


def test_every_kind_is_a_button_of_the_card() -> None:
    assert {each.value for each in Hurt} <= {each.value for each in Press}


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
def test_three_skips_running_are_often(outcomes: list[Outcome], *, expected: bool) -> None:
    assert skipped_often(outcomes) is expected


def test_a_decision_holds_until_its_day() -> None:
    aside = Aside(ExerciseId("cat"), Change.OUT, date(2026, 3, 17))
    assert aside.holds(date(2026, 3, 16))
    assert not aside.holds(date(2026, 3, 17))
