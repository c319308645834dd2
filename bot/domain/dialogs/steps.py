"""Steps that several dialogues share, and helpers for writing steps."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Finished,
    LocationAnswer,
    Next,
    ParserContext,
    Step,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.parsing import clock_time, times_and_days, weekdays
from bot.domain.people.person import Bending
from bot.domain.reminders.schedule import EVERY_DAY
from bot.domain.routines.exercises import Equipment, Place

NOT_A_CHOICE = "again-choice"
Then = Callable[[Answers], StepOutcome]
"""Continues once a step has its value."""

TIME_CHOICES = ("08:00", "12:30", "19:00", "08:00 19:00")
DAY_CHOICES = ("every-day", "working-days", "pick")
DAY_SETS = {"every-day": EVERY_DAY, "working-days": frozenset(range(5))}
WEEKDAYS = tuple(str(day) for day in range(7))
PLACES = tuple(place.value for place in Place)
EQUIPMENT = tuple(thing.value for thing in Equipment)
DEFAULT_PLACES = (Place.FLOOR.value, Place.BED.value, Place.CHAIR.value, Place.STANDING.value)
BENDINGS = (Bending.UNCLEAR.value, Bending.BRINGS_ON.value, Bending.EASES.value)
DONE = "done"


def keep(answers: Answers, **more: Any) -> dict[str, Any]:
    """The answers with these added or replaced."""
    return {**answers, **more}


def to(step: str) -> Then:
    """Continue with that step."""
    return lambda answers: Next(step, answers)


def one_of(**ways: Then) -> Step:
    """A step with buttons only, in this order; names use `_` where choices use `-`."""

    def read(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
        if isinstance(answer, ButtonAnswer):
            way = ways.get(answer.choice.replace("-", "_"))
            if way is not None:
                return way(answers)
        return Again(NOT_A_CHOICE)

    return Step(read, lambda _: tuple(each.replace("_", "-") for each in ways))


def times(then: Then) -> Step:
    """One or more times of day, optionally with weekdays, pressed or typed."""

    def read(answers: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
        text = _text(answer)
        found = times_and_days(text, context.vocabulary) if text is not None else None
        if found is None:
            return Again("again-times")
        more: dict[str, Any] = {"times": [at.strftime("%H:%M") for at in found.times]}
        if found.weekdays is not None:
            more["days"] = sorted(found.weekdays)
        return then(keep(answers, **more))

    return Step(read, lambda _: TIME_CHOICES)


def days(then: Then, pick: str) -> Step:
    """Weekdays; "pick" leads to the step where they are toggled."""

    def read(answers: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
        match answer:
            case ButtonAnswer(choice) if choice in DAY_SETS:
                return then(keep(answers, days=sorted(DAY_SETS[choice])))
            case ButtonAnswer("pick"):
                return Next(pick, keep(answers, days=answers.get("days") or sorted(EVERY_DAY)))
            case TextAnswer(text):
                found = weekdays(text, context.vocabulary)
                if found is not None:
                    return then(keep(answers, days=sorted(found)))
        return Again("again-days")

    return Step(read, lambda _: DAY_CHOICES)


def pick_days(here: str, then: Then) -> Step:
    """Toggle weekdays one by one."""

    def read(answers: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
        match answer:
            case ButtonAnswer(choice) if choice in WEEKDAYS:
                return Next(here, keep(answers, days=_toggled(answers["days"], int(choice))))
            case ButtonAnswer("done") if answers["days"]:
                return then(answers)
            case TextAnswer(text):
                found = weekdays(text, context.vocabulary)
                if found is not None:
                    return then(keep(answers, days=sorted(found)))
        return Again("again-days")

    return Step(read, lambda _: (DONE, *WEEKDAYS))


def zone(here: str, then: Then) -> Step:
    """A time zone: a shared location, a city or zone name, or one of the choices on offer."""

    def read(answers: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
        match answer:
            case LocationAnswer(found):
                return then(keep(answers, zone=found)) if found else Again("again-pin")
            case ButtonAnswer(choice) if choice in zone_choices(answers):
                return then(keep(answers, zone=choice))
            case TextAnswer(text):
                zones = context.places.named(text)
                if len(zones) == 1:
                    return then(keep(answers, zone=zones[0]))
                if zones:
                    return Next(here, keep(answers, zones=list(zones[:6])))
        return Again("again-zone")

    return Step(read, zone_choices)


def zone_choices(answers: Answers) -> tuple[str, ...]:
    """The zones on offer: the meanings of the typed name, else the suggestions, else London."""
    return tuple(answers.get("zones") or answers.get("suggested") or ("Europe/London",))


def kit(here: str, then: Then) -> Step:
    """Toggle places and equipment; at least one place is required."""

    def read(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
        places, things = kit_of(answers)
        match answer:
            case ButtonAnswer(choice) if choice in PLACES:
                places = _toggled(places, choice)
                return Next(here, keep(answers, places=places, equipment=things))
            case ButtonAnswer(choice) if choice in EQUIPMENT:
                things = _toggled(things, choice)
                return Next(here, keep(answers, places=places, equipment=things))
            case ButtonAnswer("done") if places:
                return then(keep(answers, places=places, equipment=things))
            case ButtonAnswer("done"):
                return Again("again-kit")
        return Again(NOT_A_CHOICE)

    return Step(read, lambda _: (DONE, *PLACES, *EQUIPMENT))


def kit_of(answers: Answers) -> tuple[list[str], list[str]]:
    """Places and equipment as toggled so far; initially every place and no equipment."""
    return list(answers.get("places", DEFAULT_PLACES)), list(answers.get("equipment", ()))


def bending(then: Then) -> Step:
    """What bending forward does to the leg pain."""

    def read(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
        if isinstance(answer, ButtonAnswer) and answer.choice in BENDINGS:
            return then(keep(answers, bending=answer.choice))
        return Again(NOT_A_CHOICE)

    return Step(read, lambda _: BENDINGS)


def hour(then: Callable[[Any], Finished], *choices: str) -> Step:
    """A time of day, pressed or typed."""

    def read(_: Answers, answer: Answer, __: ParserContext) -> StepOutcome:
        text = _text(answer)
        at = clock_time(text) if text is not None else None
        return Again("again-hour") if at is None else then(at)

    return Step(read, lambda _: choices)


def _text(answer: Answer) -> str | None:
    match answer:
        case ButtonAnswer(text) | TextAnswer(text):
            return text
        case _:
            return None


def _toggled(values: Iterable[Any], value: Any) -> list[Any]:
    kept = list(values)
    return [each for each in kept if each != value] if value in kept else sorted([*kept, value])
