"""The dialogues that change one thing, and those that ask one thing."""

from typing import Any

import pytest

from bot.domain.conversation import (
    Again,
    Answer,
    Conversation,
    Finished,
    FlowName,
    Next,
    Pinned,
    Pressed,
    StepOutcome,
    Typed,
)
from bot.domain.exercises import Equipment, Place
from bot.domain.flows import FLOWS, advance, choices
from bot.domain.flows.effects import (
    Cleared,
    ForgetEverything,
    HoldBack,
    NoSymptoms,
    NotePain,
    Nothing,
    PauseFor,
    SetBending,
    SetDays,
    SetDayStart,
    SetKit,
    SetTimes,
    SetZone,
)
from bot.domain.pain import Reach
from bot.domain.people import Bending, SafetyHold
from tests.builders import ANA, READING, at


def take(flow: FlowName, answer: Answer, step: str | None = None, **answers: Any) -> StepOutcome:
    talk = Conversation(ANA, flow, step or FLOWS[flow].first, answers)
    return advance(talk, answer, READING)


@pytest.mark.parametrize(
    ("flow", "answer", "effect"),
    [
        (FlowName.TIMES, Typed("07:30 21:15"), SetTimes((at("07:30"), at("21:15")))),
        (FlowName.TIMES, Pressed("08:00"), SetTimes((at("08:00"),))),
        (FlowName.TIMES, Typed("7:30 mon"), SetTimes((at("07:30"),), frozenset({0}))),
        (FlowName.DAYS, Pressed("working-days"), SetDays(frozenset(range(5)))),
        (FlowName.DAYS, Typed("sat sun"), SetDays(frozenset({5, 6}))),
        (FlowName.ZONE, Typed("Berlin"), SetZone("Europe/Berlin")),
        (FlowName.ZONE, Pinned("Asia/Kathmandu"), SetZone("Asia/Kathmandu")),
        (FlowName.BENDING, Pressed("eases"), SetBending(Bending.EASES)),
        (FlowName.DAY_START, Typed("4:30"), SetDayStart(at("04:30"))),
        (FlowName.PAUSE, Typed("3 days"), PauseFor("3 days")),
        (FlowName.PAUSE, Pressed("7"), PauseFor("7")),
        (FlowName.PAUSE, Pressed("open"), PauseFor()),
        (FlowName.PAUSE, Pressed("never-mind"), Nothing()),
        (FlowName.PAIN, Typed("4 0"), NotePain(4, 0)),
        (FlowName.PAIN, Pressed("skip"), Nothing()),
        (FlowName.FORGET, Pressed("delete"), ForgetEverything()),
        (FlowName.FORGET, Pressed("keep"), Nothing()),
        (FlowName.SYMPTOMS, Pressed("none"), NoSymptoms()),
    ],
)
def test_an_answer_leads_to_its_effect(flow: FlowName, answer: Answer, effect: object) -> None:
    assert take(flow, answer) == Finished(effect)  # type: ignore[arg-type]


def test_a_pain_score_is_kept_at_once_with_its_session() -> None:
    first = take(FlowName.PAIN, Pressed("3"), workout=7)
    assert first == Next("leg", {"workout": 7, "back": 3}, NotePain(3, workout=7))
    second = take(FlowName.PAIN, Pressed("2"), "leg", workout=7, back=3)
    grown = NotePain(3, 2, workout=7, grows=True)
    assert second == Next("reach", {"workout": 7, "back": 3, "leg": 2}, grown)
    third = take(FlowName.PAIN, Pressed("thigh"), "reach", workout=7, back=3, leg=2)
    assert third == Finished(NotePain(3, 2, Reach.THIGH, 7, grows=True))


@pytest.mark.parametrize(
    ("step", "answer", "answers", "outcome"),
    [
        ("score", Typed("4"), {}, Next("leg", {"back": 4}, NotePain(4))),
        ("score", Typed("4/10 2"), {}, Next("reach", {"back": 4, "leg": 2}, NotePain(4, 2))),
        ("score", Typed("4 11"), {}, Again("again-pain")),
        ("leg", Pressed("0"), {"back": 4}, Finished(NotePain(4, 0, grows=True))),
        ("leg", Pressed("skip"), {"back": 4}, Finished(NotePain(4, grows=True))),
        ("leg", Typed("2 3"), {"back": 4}, Again("again-pain")),
        ("reach", Pressed("skip"), {"back": 4, "leg": 2}, Finished(NotePain(4, 2, grows=True))),
        ("recheck", Pressed("nothing"), {"back": 4}, Finished(NoSymptoms())),
        ("recheck", Pressed("something"), {"back": 4}, Next("list", {"back": 4})),
        ("list", Pressed("one"), {"back": 4}, Next("red", {"back": 4}, HoldBack(SafetyHold.RED))),
    ],
)
def test_back_leg_and_reach_are_a_tap_each_and_none_is_needed(
    step: str, answer: Answer, answers: dict[str, Any], outcome: StepOutcome
) -> None:
    assert take(FlowName.PAIN, answer, step, **answers) == outcome


@pytest.mark.parametrize(
    ("answers", "asks"),
    [
        ({}, False),
        ({"due": True}, True),
        ({"last_back": 1}, True),  # from 1 to 4
        ({"last_back": 2, "last_leg": 5}, False),
        ({"last_leg": 0}, False),  # nothing said about the leg
    ],
)
def test_after_a_jump_and_once_a_week_the_safety_questions_come_along(
    answers: dict[str, Any], *, asks: bool
) -> None:
    outcome = take(FlowName.PAIN, Pressed("skip"), "leg", back=4, **answers)
    note = NotePain(4, grows=True)
    assert outcome == (Next("recheck", {"back": 4, **answers}, note) if asks else Finished(note))


def test_places_and_things_are_toggled_until_done() -> None:
    outcome = take(FlowName.KIT, Pressed("strap"), places=["floor"], equipment=[])
    assert outcome == Next("kit", {"places": ["floor"], "equipment": ["strap"]})
    done = take(FlowName.KIT, Pressed("done"), places=["floor"], equipment=["strap"])
    assert done == Finished(SetKit(frozenset({Place.FLOOR}), frozenset({Equipment.STRAP})))


def test_a_symptom_from_the_list_holds_everything_until_the_person_was_seen() -> None:
    outcome = take(FlowName.SYMPTOMS, Pressed("one"))
    assert outcome == Next("red", {}, HoldBack(SafetyHold.RED))
    assert take(FlowName.SYMPTOMS, Pressed("again"), "red") == Next("red-list", {})
    assert take(FlowName.SYMPTOMS, Pressed("checked"), "red") == Finished(Cleared())
    assert take(FlowName.SYMPTOMS, Pressed("stay"), "held") == Finished(Nothing())


@pytest.mark.parametrize("flow", list(FlowName))
@pytest.mark.parametrize("answer", [Typed("\u202e💥"), Pressed("no such choice"), Pinned(None)])
def test_nonsense_is_asked_again_in_every_dialogue(flow: FlowName, answer: Answer) -> None:
    if flow is FlowName.BROADCAST and isinstance(answer, Typed):
        pytest.skip("any text can be said to everybody")
    assert isinstance(take(flow, answer), Again)


@pytest.mark.parametrize("flow", list(FlowName))
def test_every_step_of_every_dialogue_offers_a_way_on(flow: FlowName) -> None:
    for step in FLOWS[flow].steps:
        assert choices(Conversation(ANA, flow, step, {}))
