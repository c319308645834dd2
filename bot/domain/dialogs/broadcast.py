"""Write a broadcast: enter a text, preview it, confirm. For the operator only."""

from bot.domain.broadcasts import MAX_CHARACTERS
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    DialogName,
    Finished,
    Next,
    ParserContext,
    Step,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import Nothing, SendToAll
from bot.domain.dialogs.steps import keep


def _text(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("never-mind"):
            return Finished(Nothing())
        case TextAnswer(text) if 0 < len(text.strip()) <= MAX_CHARACTERS:
            return Next("confirm", keep(answers, text=text.strip()))
    return Again("again-broadcast")


def _confirm(answers: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("send"):
            return Finished(SendToAll(answers["text"]))
        case ButtonAnswer("rewrite"):
            return Next("text", answers)
    return _text(answers, answer, context)  # a new text replaces this one


DIALOG = Dialog(
    DialogName("broadcast"),
    {
        "text": Step(_text, lambda _: ("never-mind",)),
        "confirm": Step(_confirm, lambda _: ("send", "rewrite", "never-mind")),
    },
)
