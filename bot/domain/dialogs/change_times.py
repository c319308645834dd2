"""Change the reminder times, and the weekdays if they are named in the same answer."""

from datetime import time

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import Answers, Dialog, Finished
from bot.domain.dialogs.effects import SetTimes


def _set(answers: Answers) -> Finished:
    days = answers.get("days")
    times = tuple(time.fromisoformat(at) for at in answers["times"])
    return Finished(SetTimes(times, None if days is None else frozenset(days)))


DIALOG = Dialog("times", {"times": steps.times(_set)}, lambda _, __: steps.TIME_CHOICES)
