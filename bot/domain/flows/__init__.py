"""The dialogues of Limber, each a pure function from an answer to what comes next."""

from collections.abc import Mapping

from bot.domain.conversation import Answer, Conversation, Flow, FlowName, Reading, StepOutcome
from bot.domain.flows import (
    broadcast,
    change_bending,
    change_day_start,
    change_days,
    change_goal,
    change_kit,
    change_times,
    change_zone,
    fill_in,
    forget,
    onboarding,
    own_routine,
    pain_check,
    pause,
    symptoms,
    undo_log,
)

FLOWS: Mapping[FlowName, Flow] = {
    FlowName.ONBOARDING: onboarding.FLOW,
    FlowName.TIMES: change_times.FLOW,
    FlowName.DAYS: change_days.FLOW,
    FlowName.ZONE: change_zone.FLOW,
    FlowName.KIT: change_kit.FLOW,
    FlowName.BENDING: change_bending.FLOW,
    FlowName.DAY_START: change_day_start.FLOW,
    FlowName.PAUSE: pause.FLOW,
    FlowName.PAIN: pain_check.FLOW,
    FlowName.FORGET: forget.FLOW,
    FlowName.SYMPTOMS: symptoms.FLOW,
    FlowName.GOAL: change_goal.FLOW,
    FlowName.FILL: fill_in.FLOW,
    FlowName.UNDO: undo_log.FLOW,
    FlowName.OWN: own_routine.FLOW,
    FlowName.BROADCAST: broadcast.FLOW,
}


def advance(conversation: Conversation, answer: Answer, reading: Reading) -> StepOutcome:
    """What an answer leads to."""
    step = FLOWS[conversation.flow].steps[conversation.step]
    return step(conversation.answers, answer, reading)


def choices(conversation: Conversation) -> tuple[str, ...]:
    """The choices that the question on the table offers, the natural next step first."""
    return FLOWS[conversation.flow].choices(conversation.step, conversation.answers)
