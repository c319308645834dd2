"""Change what bending forward does to the leg pain."""

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import Answers, Dialog, Finished
from bot.domain.dialogs.effects import SetBending
from bot.domain.people.person import Bending


def _set(answers: Answers) -> Finished:
    return Finished(SetBending(Bending(answers["bending"])))


DIALOG = Dialog("bending", {"bending": steps.bending(_set)}, lambda _, __: steps.BENDINGS)
