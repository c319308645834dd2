"""How much it hurts: the back, the leg, and how far down it goes; a tap each, kept at once."""

from bot.domain.conversation import (
    Again,
    Answer,
    Answers,
    Finished,
    Flow,
    Next,
    Pressed,
    Reading,
    StepOutcome,
    Typed,
)
from bot.domain.flows.effects import NotePain, Nothing
from bot.domain.flows.steps import NOT_A_CHOICE, keep
from bot.domain.pain import Reach
from bot.domain.reading import pain_scores

SCORES = tuple(str(score) for score in range(11))
REACHES = tuple(reach.value for reach in Reach)
SKIP = "skip"
BACK, LEG, REACH = "score", "leg", "reach"


def _back(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    """The back, or back and leg in one line ("4 2")."""
    match answer:
        case Pressed("skip"):
            return Finished(Nothing())
        case Pressed(text) | Typed(text):
            match pain_scores(text):
                case (back,):
                    return Next(
                        LEG, keep(answers, back=back), _note(keep(answers, back=back), grows=False)
                    )
                case (back, leg):
                    return _with_leg(keep(answers, back=back), leg, grows=False)
    return Again("again-pain")


def _leg(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    match answer:
        case Pressed("skip"):
            return Finished(_note(answers, grows=True))
        case Pressed(text) | Typed(text):
            match pain_scores(text):
                case (leg,):
                    return _with_leg(answers, leg, grows=True)
    return Again("again-pain")


def _with_leg(answers: Answers, leg: int, *, grows: bool) -> StepOutcome:
    known = keep(answers, leg=leg)
    note = _note(known, grows=grows)
    return Next(REACH, known, note) if leg else Finished(note)


def _reach(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    match answer:
        case Pressed("skip"):
            return Finished(_note(answers, grows=True))
        case Pressed(choice) if choice in REACHES:
            return Finished(_note(keep(answers, reach=choice), grows=True))
    return Again(NOT_A_CHOICE)


def _note(answers: Answers, *, grows: bool) -> NotePain:
    reach = answers.get("reach")
    return NotePain(
        back=answers.get("back"),
        leg=answers.get("leg"),
        reach=Reach(reach) if reach else None,
        workout=answers.get("workout"),
        grows=grows,
    )


def _choices(step: str, _: Answers) -> tuple[str, ...]:
    return (*(REACHES if step == REACH else SCORES), SKIP)


FLOW = Flow(BACK, {BACK: _back, LEG: _leg, REACH: _reach}, _choices)
