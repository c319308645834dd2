"""Onboarding: consent, safety screen, zone, times, days, places, equipment, bending."""

from datetime import time

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import (
    Answers,
    Dialog,
    DialogName,
    Finished,
    Next,
    Step,
    StepOutcome,
)
from bot.domain.dialogs.effects import Cleared, Consented, Declined, Joined, SafetyBlock
from bot.domain.dialogs.steps import keep, one_of, to
from bot.domain.pain.safety_screen import ON_YES, QUESTIONS
from bot.domain.people.person import Bending, SafetyHold
from bot.domain.routines.exercises import Equipment, Filter, Place

WELCOME, ZONE, TIMES, DAYS, PICK_DAYS = "welcome", "zone", "times", "days", "pick-days"
KIT, BENDING, ASK_FIRST, WHICH = "kit", "bending", "ask-first", "safety-2-which"
RED, RED_LIST, TODAY = "red", "red-list", "today"


def question(number: int) -> str:
    """The name of the step that asks a question of the safety screen."""
    return f"safety-{number}"


def _after(number: int) -> str:
    """The step after a question that was answered with "no"."""
    return question(number + 1) if number < QUESTIONS[-1] else ZONE


def _go_on(number: int, answers: Answers) -> Next:
    following = _after(number)
    if following == ZONE and answers.get("health"):
        following = ASK_FIRST
    return Next(following, answers)


def _ask(number: int) -> Step:
    def yes(answers: Answers) -> StepOutcome:
        match ON_YES.get(number):
            case SafetyHold.RED:
                return _red(number, answers)
            case SafetyHold.TODAY:
                return _today(number, answers)
            case Filter() as found:
                health = sorted({*answers.get("health", ()), found.value})
                return _go_on(number, keep(answers, health=health))
            case _:
                return Next(WHICH, answers)

    return one_of(no=lambda answers: _go_on(number, answers), yes=yes)


def _red(number: int, answers: Answers) -> Next:
    return Next(RED, keep(answers, asked=number), SafetyBlock(SafetyHold.RED))


def _today(number: int, answers: Answers) -> Next:
    return Next(TODAY, keep(answers, asked=number), SafetyBlock(SafetyHold.TODAY))


def _cleared(answers: Answers) -> Next:
    following = _go_on(answers["asked"], answers)
    return Next(following.step, following.answers, Cleared())


def _fine(answers: Answers) -> Next:
    return Next(ZONE, {name: value for name, value in answers.items() if name != "health"})


def _accept(answers: Answers) -> Next:
    return Next(question(QUESTIONS[0]), answers, Consented())


def _after_times(answers: Answers) -> Next:
    """Skip the question about days if they were named together with the times."""
    return Next(KIT if "days" in answers else DAYS, answers)


def _joined(answers: Answers) -> Finished:
    places, things = steps.kit_of(answers)
    return Finished(
        Joined(
            times=tuple(time.fromisoformat(at) for at in answers["times"]),
            weekdays=frozenset(answers["days"]),
            change={
                "zone": answers["zone"],
                "places": frozenset(map(Place, places)),
                "equipment": frozenset(map(Equipment, things)),
                "bending": Bending(answers["bending"]),
                "health": frozenset(map(Filter, answers.get("health", ()))),
            },
        )
    )


def _declined(_: Answers) -> Finished:
    return Finished(Declined())


def _hold(hold: SafetyHold) -> Finished:
    return Finished(SafetyBlock(hold))


DIALOG = Dialog(
    name=DialogName("onboarding"),
    steps={
        WELCOME: one_of(accept=_accept, decline=_declined),
        **{question(number): _ask(number) for number in QUESTIONS},
        WHICH: one_of(
            both=lambda answers: _red(2, answers),
            foot=lambda answers: _today(2, answers),
            neither=lambda answers: _go_on(2, answers),
        ),
        RED: one_of(checked=_cleared, list=to(RED_LIST)),
        RED_LIST: one_of(checked=_cleared, back=to(RED)),
        TODAY: one_of(cleared=_cleared, pause=lambda _: _hold(SafetyHold.TODAY)),
        ASK_FIRST: one_of(gentle=to(ZONE), fine=_fine, not_now=lambda _: _hold(SafetyHold.NOT_NOW)),
        ZONE: steps.zone(ZONE, to(TIMES)),
        TIMES: steps.times(_after_times),
        DAYS: steps.days(to(KIT), PICK_DAYS),
        PICK_DAYS: steps.pick_days(PICK_DAYS, to(KIT)),
        KIT: steps.kit(KIT, to(BENDING)),
        BENDING: steps.bending(_joined),
    },
)
