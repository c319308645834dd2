"""Onboarding."""

from typing import Any

import pytest

from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    ButtonAnswer,
    Conversation,
    DialogName,
    Finished,
    LocationAnswer,
    Next,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import Cleared, Declined, Joined, SafetyBlock
from bot.domain.dialogs.registry import DIALOGS, advance, choices
from bot.domain.people.person import Bending, SafetyHold
from bot.domain.routines.exercises import Filter, Place
from tests.builders import ANA, READING, at

NOES = tuple(f"safety-{number}" for number in range(1, 8))


def conversation_at(step: str, **answers: Any) -> Conversation:
    return Conversation(ANA, DialogName("onboarding"), step, answers)


def take(step: str, answer: Answer, **answers: Any) -> StepOutcome:
    return advance(conversation_at(step, **answers), answer, READING)


def press(step: str, choice: str, **answers: Any) -> StepOutcome:
    return take(step, ButtonAnswer(choice), **answers)


def test_the_first_buttons_lead_to_a_plan_in_at_most_fourteen_presses() -> None:
    conversation, presses = conversation_at("welcome", suggested=["Europe/London"]), 0
    while True:
        presses += 1
        outcome = advance(conversation, ButtonAnswer(choices(conversation)[0]), READING)
        if isinstance(outcome, Finished):
            break
        assert isinstance(outcome, Next)
        conversation = conversation_at(outcome.step, **outcome.answers)
    assert presses <= 14
    assert outcome.effect == Joined(
        times=(at("08:00"),),
        weekdays=frozenset(range(7)),
        change={
            "zone": "Europe/London",
            "places": frozenset(Place),
            "equipment": frozenset(),
            "bending": Bending.UNCLEAR,
            "health": frozenset(),
        },
    )


def test_declining_ends_onboarding() -> None:
    assert press("welcome", "decline") == Finished(Declined())


@pytest.mark.parametrize("question", ["safety-1", "safety-3"])
def test_a_red_flag_stops_at_once(question: str) -> None:
    outcome = press(question, "yes")
    assert isinstance(outcome, Next)
    assert (outcome.step, outcome.effect) == ("red", SafetyBlock(SafetyHold.RED))


def test_both_legs_mean_red_and_one_weak_foot_means_today() -> None:
    assert press("safety-2", "yes") == Next("safety-2-which", {})
    both, foot = press("safety-2-which", "both"), press("safety-2-which", "foot")
    assert isinstance(both, Next)
    assert isinstance(foot, Next)
    assert both.effect == SafetyBlock(SafetyHold.RED)
    assert foot.effect == SafetyBlock(SafetyHold.TODAY)


def test_fever_or_cancer_means_today() -> None:
    outcome = press("safety-4", "yes")
    assert isinstance(outcome, Next)
    assert (outcome.step, outcome.effect) == ("today", SafetyBlock(SafetyHold.TODAY))


def test_once_checked_onboarding_continues_with_the_next_question() -> None:
    outcome = press("red", "checked", asked=3)
    assert isinstance(outcome, Next)
    assert (outcome.step, outcome.effect) == ("safety-4", Cleared())


@pytest.mark.parametrize(
    ("question", "expected"),
    [(5, Filter.BONE), (6, Filter.PREGNANCY), (7, Filter.SURGERY)],
)
def test_health_answers_are_stored_as_filters(question: int, expected: Filter) -> None:
    outcome = press(f"safety-{question}", "yes")
    assert isinstance(outcome, Next)
    assert outcome.answers["health"] == [expected.value]


def test_ask_first_follows_the_last_question_if_there_is_a_filter() -> None:
    outcome = press("safety-7", "no", health=["bone"])
    assert isinstance(outcome, Next)
    assert outcome.step == "ask-first"
    assert press("ask-first", "gentle", health=["bone"]) == Next("zone", {"health": ["bone"]})
    assert press("ask-first", "fine", health=["bone"]) == Next("zone", {})
    assert press("ask-first", "not-now") == Finished(SafetyBlock(SafetyHold.NOT_NOW))


def test_a_zone_can_be_typed_pressed_or_shared_as_a_location() -> None:
    assert take("zone", TextAnswer("Berlin")) == Next("times", {"zone": "Europe/Berlin"})
    assert take("zone", TextAnswer("Asia/Kathmandu")) == Next("times", {"zone": "Asia/Kathmandu"})
    assert take("zone", LocationAnswer("Asia/Kathmandu")) == Next(
        "times", {"zone": "Asia/Kathmandu"}
    )
    assert take("zone", ButtonAnswer("Europe/Paris"), suggested=["Europe/Paris"]) == Next(
        "times", {"suggested": ["Europe/Paris"], "zone": "Europe/Paris"}
    )


def test_an_ambiguous_place_name_offers_its_zones() -> None:
    outcome = take("zone", TextAnswer("Springfield"))
    assert isinstance(outcome, Next)
    assert outcome.step == "zone"
    assert choices(conversation_at("zone", **outcome.answers)) == (
        "America/Chicago",
        "America/New_York",
    )


@pytest.mark.parametrize(
    ("step", "answer", "reason"),
    [
        ("welcome", TextAnswer("hm"), "again-choice"),
        ("welcome", ButtonAnswer("nonsense"), "again-choice"),
        ("safety-1", LocationAnswer("Europe/Berlin"), "again-choice"),
        ("zone", TextAnswer("Atlantis"), "again-zone"),
        ("zone", LocationAnswer(None), "again-pin"),
        ("zone", ButtonAnswer("Mars/Base"), "again-zone"),
        ("times", TextAnswer("soon"), "again-times"),
        ("times", LocationAnswer("Europe/Berlin"), "again-times"),
        ("days", TextAnswer("someday"), "again-days"),
        ("kit", TextAnswer("sofa"), "again-choice"),
        ("bending", TextAnswer("dunno"), "again-choice"),
    ],
)
def test_a_wrong_answer_is_asked_again(step: str, answer: Answer, reason: str) -> None:
    assert take(step, answer) == Again(reason)


def test_days_named_with_the_times_are_not_asked_for_again() -> None:
    outcome = take("times", TextAnswer("7:30 mon wed"))
    assert outcome == Next("kit", {"times": ["07:30"], "days": [0, 2]})


def test_days_can_be_toggled_but_not_all_of_them_off() -> None:
    outcome = press("pick-days", "3", days=[3])
    assert outcome == Next("pick-days", {"days": []})
    assert press("pick-days", "done", days=[]) == Again("again-days")
    assert press("pick-days", "done", days=[0]) == Next("kit", {"days": [0]})


def test_at_least_one_place_must_stay() -> None:
    assert press("kit", "done", places=[]) == Again("again-kit")


@pytest.mark.parametrize("step", sorted(DIALOGS[DialogName("onboarding")].steps))
def test_every_choice_on_offer_is_understood(step: str) -> None:
    answers = {
        "asked": 1, "days": [1], "zone": "UTC", "times": ["08:00"], "bending": "unclear",
    }  # fmt: skip
    for choice in choices(conversation_at(step, **answers)):
        assert not isinstance(press(step, choice, **answers), Again), choice
