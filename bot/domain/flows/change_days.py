"""Changing the weekdays on which reminders ring."""

from bot.domain.conversation import Answers, Finished, Flow
from bot.domain.flows import steps
from bot.domain.flows.effects import SetDays


def _set(answers: Answers) -> Finished:
    return Finished(SetDays(frozenset(answers["days"])))


def _choices(step: str, _: Answers) -> tuple[str, ...]:
    return steps.DAY_CHOICES if step == "days" else (steps.DONE, *steps.WEEKDAYS)


FLOW = Flow(
    "days",
    {"days": steps.days(_set, "pick-days"), "pick-days": steps.pick_days("pick-days", _set)},
    _choices,
)
