"""All dialogues by name, and the functions that run them."""

from collections.abc import Mapping

from bot.domain.dialogs import (
    broadcast,
    custom_routine,
    forget,
    log_corrections,
    onboarding,
    pain_check,
    pause,
    settings,
    symptoms,
)
from bot.domain.dialogs.conversation import (
    Answer,
    Conversation,
    Dialog,
    DialogName,
    ParserContext,
    Step,
    StepOutcome,
)

DIALOGS: Mapping[DialogName, Dialog] = {
    each.name: each
    for each in (
        onboarding.DIALOG,
        *settings.DIALOGS,
        pause.DIALOG,
        pain_check.DIALOG,
        forget.DIALOG,
        symptoms.DIALOG,
        log_corrections.FILL,
        log_corrections.UNDO,
        custom_routine.DIALOG,
        broadcast.DIALOG,
    )
}


def advance(conversation: Conversation, answer: Answer, context: ParserContext) -> StepOutcome:
    """The outcome of an answer at the current step."""
    return _step(conversation).read(conversation.answers, answer, context)


def choices(conversation: Conversation) -> tuple[str, ...]:
    """The choices of the current question, the most likely one first."""
    return _step(conversation).choices(conversation.answers)


def _step(conversation: Conversation) -> Step:
    return DIALOGS[conversation.dialog].steps[conversation.step]
