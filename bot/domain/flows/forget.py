"""Deleting everything, after one confirmation."""

from bot.domain.conversation import Finished, Flow
from bot.domain.flows.effects import ForgetEverything, Nothing
from bot.domain.flows.steps import one_of

FLOW = Flow(
    "confirm",
    {
        "confirm": one_of(
            delete=lambda _: Finished(ForgetEverything()), keep=lambda _: Finished(Nothing())
        )
    },
    lambda _, __: ("delete", "keep"),
)
