"""All dialogues by name, and the functions that run them."""

from collections.abc import Mapping

from bot.domain.dialogs import (
    broadcast,
    change_bending,
    change_day_start,
    change_days,
    change_goal,
    change_kit,
    change_times,
    change_zone,
    custom_routine,
    fill_in,
    forget,
    onboarding,
    pain_check,
    pause,
    symptoms,
    undo_log,
)
from bot.domain.dialogs.conversation import (
    Answer,
    Conversation,
    Dialog,
    DialogName,
    ParserContext,
    StepOutcome,
)

DIALOGS: Mapping[DialogName, Dialog] = {
    DialogName.ONBOARDING: onboarding.DIALOG,
    DialogName.TIMES: change_times.DIALOG,
    DialogName.DAYS: change_days.DIALOG,
    DialogName.ZONE: change_zone.DIALOG,
    DialogName.KIT: change_kit.DIALOG,
    DialogName.BENDING: change_bending.DIALOG,
    DialogName.DAY_START: change_day_start.DIALOG,
    DialogName.PAUSE: pause.DIALOG,
    DialogName.PAIN: pain_check.DIALOG,
    DialogName.FORGET: forget.DIALOG,
    DialogName.SYMPTOMS: symptoms.DIALOG,
    DialogName.GOAL: change_goal.DIALOG,
    DialogName.FILL: fill_in.DIALOG,
    DialogName.UNDO: undo_log.DIALOG,
    DialogName.OWN: custom_routine.DIALOG,
    DialogName.BROADCAST: broadcast.DIALOG,
}


def advance(conversation: Conversation, answer: Answer, context: ParserContext) -> StepOutcome:
    """The outcome of an answer at the current step."""
    step = DIALOGS[conversation.dialog].steps[conversation.step]
    return step(conversation.answers, answer, context)


def choices(conversation: Conversation) -> tuple[str, ...]:
    """The choices of the current question, the most likely one first."""
    return DIALOGS[conversation.dialog].choices(conversation.step, conversation.answers)
