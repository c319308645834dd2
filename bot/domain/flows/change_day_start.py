"""Changing the hour at which the person's day ends."""

from datetime import time

from bot.domain.conversation import Finished, Flow
from bot.domain.flows import steps
from bot.domain.flows.effects import SetDayStart

CHOICES = ("03:00", "00:00", "05:00")


def _set(at: time) -> Finished:
    return Finished(SetDayStart(at))


FLOW = Flow("day-start", {"day-start": steps.hour(_set)}, lambda _, __: CHOICES)
