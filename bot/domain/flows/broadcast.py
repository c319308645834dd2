"""Writing to everybody: a text, a look at it, a confirmation. For the operator only."""

from bot.domain.broadcasts import LONGEST
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
from bot.domain.flows.effects import Nothing, SendToAll
from bot.domain.flows.steps import keep

CHOICES = {"text": ("never-mind",), "confirm": ("send", "rewrite", "never-mind")}


def _text(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    match answer:
        case Pressed("never-mind"):
            return Finished(Nothing())
        case Typed(text) if 0 < len(text.strip()) <= LONGEST:
            return Next("confirm", keep(answers, text=text.strip()))
    return Again("again-broadcast")


def _confirm(answers: Answers, answer: Answer, reading: Reading) -> StepOutcome:
    match answer:
        case Pressed("send"):
            return Finished(SendToAll(answers["text"]))
        case Pressed("rewrite"):
            return Next("text", answers)
    return _text(answers, answer, reading)  # another text takes the place of this one


FLOW = Flow("text", {"text": _text, "confirm": _confirm}, lambda step, _: CHOICES[step])
