"""Change the hour at which the person's day ends."""

from datetime import time

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import Dialog, Finished
from bot.domain.dialogs.effects import SetDayStart

CHOICES = ("03:00", "00:00", "05:00")


def _set(at: time) -> Finished:
    return Finished(SetDayStart(at))


DIALOG = Dialog("day-start", {"day-start": steps.hour(_set)}, lambda _, __: CHOICES)
