"""The dialogues that change one setting, and those that ask one question."""

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
from bot.domain.dialogs.effects import (
    ChangePerson,
    Cleared,
    ForgetEverything,
    NoSymptoms,
    NotePain,
    Nothing,
    PauseFor,
    SafetyBlock,
    SetDays,
    SetTimes,
    SetZone,
)
from bot.domain.dialogs.registry import DIALOGS, advance, choices
from bot.domain.pain.notes import Reach
from bot.domain.people.person import Bending, SafetyHold
from bot.domain.routines.exercises import Equipment, Place
from tests.builders import ANA, READING, at


def take(
    dialog: DialogName, answer: Answer, step: str | None = None, **answers: Any
) -> StepOutcome:
    conversation = Conversation(ANA, dialog, step or next(iter(DIALOGS[dialog].steps)), answers)
    return advance(conversation, answer, READING)


@pytest.mark.parametrize(
    ("dialog", "answer", "effect"),
    [
        (DialogName("times"), TextAnswer("07:30 21:15"), SetTimes((at("07:30"), at("21:15")))),
        (DialogName("times"), ButtonAnswer("08:00"), SetTimes((at("08:00"),))),
        (DialogName("times"), TextAnswer("7:30 mon"), SetTimes((at("07:30"),), frozenset({0}))),
        (DialogName("days"), ButtonAnswer("working-days"), SetDays(frozenset(range(5)))),
        (DialogName("days"), TextAnswer("sat sun"), SetDays(frozenset({5, 6}))),
        (DialogName("zone"), TextAnswer("Berlin"), SetZone("Europe/Berlin")),
        (DialogName("zone"), LocationAnswer("Asia/Kathmandu"), SetZone("Asia/Kathmandu")),
        (DialogName("bending"), ButtonAnswer("eases"), ChangePerson({"bending": Bending.EASES})),
        (DialogName("day-start"), TextAnswer("4:30"), ChangePerson({"day_starts": at("04:30")})),
        (DialogName("pause"), TextAnswer("3 days"), PauseFor("3 days")),
        (DialogName("pause"), ButtonAnswer("7"), PauseFor("7")),
        (DialogName("pause"), ButtonAnswer("open"), PauseFor()),
        (DialogName("pause"), ButtonAnswer("never-mind"), Nothing()),
        (DialogName("pain"), TextAnswer("4 0"), NotePain(4, 0)),
        (DialogName("pain"), ButtonAnswer("skip"), Nothing()),
        (DialogName("forget"), ButtonAnswer("delete"), ForgetEverything()),
        (DialogName("forget"), ButtonAnswer("keep"), Nothing()),
        (DialogName("symptoms"), ButtonAnswer("none"), NoSymptoms()),
    ],
)
def test_an_answer_leads_to_its_effect(dialog: DialogName, answer: Answer, effect: object) -> None:
    assert take(dialog, answer) == Finished(effect)  # type: ignore[arg-type]


def test_a_pain_score_is_saved_at_once_with_its_session() -> None:
    first = take(DialogName("pain"), ButtonAnswer("3"), workout=7)
    assert first == Next("leg", {"workout": 7, "back": 3}, NotePain(3, session=7))
    second = take(DialogName("pain"), ButtonAnswer("2"), "leg", workout=7, back=3)
    grown = NotePain(3, 2, session=7, grows=True)
    assert second == Next("reach", {"workout": 7, "back": 3, "leg": 2}, grown)
    third = take(DialogName("pain"), ButtonAnswer("thigh"), "reach", workout=7, back=3, leg=2)
    assert third == Finished(NotePain(3, 2, Reach.THIGH, 7, grows=True))


@pytest.mark.parametrize(
    ("step", "answer", "answers", "outcome"),
    [
        ("score", TextAnswer("4"), {}, Next("leg", {"back": 4}, NotePain(4))),
        ("score", TextAnswer("4/10 2"), {}, Next("reach", {"back": 4, "leg": 2}, NotePain(4, 2))),
        ("score", TextAnswer("4 11"), {}, Again("again-pain")),
        ("leg", ButtonAnswer("0"), {"back": 4}, Finished(NotePain(4, 0, grows=True))),
        ("leg", ButtonAnswer("skip"), {"back": 4}, Finished(NotePain(4, grows=True))),
        ("leg", TextAnswer("2 3"), {"back": 4}, Again("again-pain")),
        (
            "reach",
            ButtonAnswer("skip"),
            {"back": 4, "leg": 2},
            Finished(NotePain(4, 2, grows=True)),
        ),
        ("recheck", ButtonAnswer("nothing"), {"back": 4}, Finished(NoSymptoms())),
        ("recheck", ButtonAnswer("something"), {"back": 4}, Next("list", {"back": 4})),
        (
            "list",
            ButtonAnswer("one"),
            {"back": 4},
            Next("red", {"back": 4}, SafetyBlock(SafetyHold.RED)),
        ),
    ],
)
def test_back_leg_and_reach_take_one_tap_each_and_are_optional(
    step: str, answer: Answer, answers: dict[str, Any], outcome: StepOutcome
) -> None:
    assert take(DialogName("pain"), answer, step, **answers) == outcome


@pytest.mark.parametrize(
    ("answers", "asks"),
    [
        ({}, False),
        ({"due": True}, True),
        ({"last_back": 1}, True),  # from 1 to 4
        ({"last_back": 2, "last_leg": 5}, False),
        ({"last_leg": 0}, False),  # no score given for the leg
    ],
)
def test_safety_questions_are_repeated_after_a_jump_and_once_a_week(
    answers: dict[str, Any], *, asks: bool
) -> None:
    outcome = take(DialogName("pain"), ButtonAnswer("skip"), "leg", back=4, **answers)
    note = NotePain(4, grows=True)
    assert outcome == (Next("recheck", {"back": 4, **answers}, note) if asks else Finished(note))


def test_places_and_equipment_are_toggled_until_done() -> None:
    outcome = take(DialogName("kit"), ButtonAnswer("strap"), places=["floor"], equipment=[])
    assert outcome == Next("kit", {"places": ["floor"], "equipment": ["strap"]})
    done = take(DialogName("kit"), ButtonAnswer("done"), places=["floor"], equipment=["strap"])
    assert done == Finished(
        ChangePerson(
            {"places": frozenset({Place.FLOOR}), "equipment": frozenset({Equipment.STRAP})}
        )
    )


def test_a_symptom_from_the_list_blocks_everything_until_the_person_was_seen() -> None:
    outcome = take(DialogName("symptoms"), ButtonAnswer("one"))
    assert outcome == Next("red", {}, SafetyBlock(SafetyHold.RED))
    assert take(DialogName("symptoms"), ButtonAnswer("again"), "red") == Next("red-list", {})
    assert take(DialogName("symptoms"), ButtonAnswer("checked"), "red") == Finished(Cleared())
    assert take(DialogName("symptoms"), ButtonAnswer("stay"), "held") == Finished(Nothing())


@pytest.mark.parametrize("dialog", list(DIALOGS))
@pytest.mark.parametrize(
    "answer", [TextAnswer("\u202e💥"), ButtonAnswer("no such choice"), LocationAnswer(None)]
)
def test_nonsense_is_asked_again_in_every_dialogue(dialog: DialogName, answer: Answer) -> None:
    if dialog == DialogName("broadcast") and isinstance(answer, TextAnswer):
        pytest.skip("any text may be broadcast")
    assert isinstance(take(dialog, answer), Again)


@pytest.mark.parametrize("dialog", list(DIALOGS))
def test_every_step_of_every_dialogue_offers_a_choice(dialog: DialogName) -> None:
    for step in DIALOGS[dialog].steps:
        assert choices(Conversation(ANA, dialog, step, {}))
