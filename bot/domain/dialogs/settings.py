"""Change a setting: reminder times, weekdays, zone, places and equipment, bending, day, goal."""

from datetime import time

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    DialogName,
    Finished,
    ParserContext,
    Step,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import ChangePerson, SetDays, SetTimes, SetZone
from bot.domain.dialogs.parsing import span_days
from bot.domain.people.person import Bending, PersonChange
from bot.domain.progress.streak import GOALS
from bot.domain.routines.exercises import Equipment, Place


def _set_times(answers: Answers) -> Finished:
    """Set the weekdays too if they are named in the same answer."""
    days = answers.get("days")
    times = tuple(time.fromisoformat(at) for at in answers["times"])
    return Finished(SetTimes(times, None if days is None else frozenset(days)))


def _set_days(answers: Answers) -> Finished:
    return Finished(SetDays(frozenset(answers["days"])))


def _set_zone(answers: Answers) -> Finished:
    return Finished(SetZone(answers["zone"]))


def _set_kit(answers: Answers) -> Finished:
    places, things = steps.kit_of(answers)
    kit: PersonChange = {
        "places": frozenset(map(Place, places)),
        "equipment": frozenset(map(Equipment, things)),
    }
    return Finished(ChangePerson(kit))


def _set_bending(answers: Answers) -> Finished:
    return Finished(ChangePerson({"bending": Bending(answers["bending"])}))


def _set_day_start(at: time) -> Finished:
    return Finished(ChangePerson({"day_starts": at}))


def _goal(_: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("usual"):
            return Finished(ChangePerson({"weekly_goal": None}))
        case ButtonAnswer(text) | TextAnswer(text):
            days = span_days(text, context.vocabulary)
            if days in GOALS:
                return Finished(ChangePerson({"weekly_goal": days}))
    return Again("again-goal")


TIMES = Dialog(DialogName("times"), {"times": steps.times(_set_times)})
DAYS = Dialog(
    DialogName("days"),
    {
        "days": steps.days(_set_days, "pick-days"),
        "pick-days": steps.pick_days("pick-days", _set_days),
    },
)
ZONE = Dialog(DialogName("zone"), {"zone": steps.zone("zone", _set_zone)})
KIT = Dialog(DialogName("kit"), {"kit": steps.kit("kit", _set_kit)})
BENDING = Dialog(DialogName("bending"), {"bending": steps.bending(_set_bending)})
DAY_START = Dialog(
    DialogName("day-start"),
    {"day-start": steps.hour(_set_day_start, "03:00", "00:00", "05:00")},
)
GOAL = Dialog(DialogName("goal"), {"goal": Step(_goal, lambda _: ("usual", *map(str, GOALS)))})

DIALOGS = (TIMES, DAYS, ZONE, KIT, BENDING, DAY_START, GOAL)
"""In the order of their buttons on the page of settings."""
