"""Change the weekdays of the reminders."""

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import Answers, Dialog, Finished
from bot.domain.dialogs.effects import SetDays


def _set(answers: Answers) -> Finished:
    return Finished(SetDays(frozenset(answers["days"])))


def _choices(step: str, _: Answers) -> tuple[str, ...]:
    return steps.DAY_CHOICES if step == "days" else (steps.DONE, *steps.WEEKDAYS)


DIALOG = Dialog(
    "days",
    {"days": steps.days(_set, "pick-days"), "pick-days": steps.pick_days("pick-days", _set)},
    _choices,
)
