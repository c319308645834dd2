"""Changing the answer to what bending forward does."""

from bot.domain.conversation import Answers, Finished, Flow
from bot.domain.flows import steps
from bot.domain.flows.effects import SetBending
from bot.domain.people import Bending


def _set(answers: Answers) -> Finished:
    return Finished(SetBending(Bending(answers["bending"])))


FLOW = Flow("bending", {"bending": steps.bending(_set)}, lambda _, __: steps.BENDINGS)
