"""One tap that says how much it hurts right now."""

from bot.domain.conversation import (
    Again,
    Answer,
    Answers,
    Finished,
    Flow,
    Pressed,
    Reading,
    StepOutcome,
    Typed,
)
from bot.domain.flows.effects import NotePain, Nothing
from bot.domain.reading import pain_score

SCORES = tuple(str(score) for score in range(11))
SKIP = "skip"


def _score(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    match answer:
        case Pressed("skip"):
            return Finished(Nothing())
        case Pressed(text) | Typed(text):
            score = pain_score(text)
            if score is not None:
                return Finished(NotePain(score, answers.get("workout")))
    return Again("again-pain")


FLOW = Flow("score", {"score": _score}, lambda _, __: (*SCORES, SKIP))
