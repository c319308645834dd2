"""Texts of the plan: its status, the reasons for today's exercises, and adjustments."""

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, lines, paragraphs, rows
from bot.chat.reminders.texts import reason
from bot.domain.plan.exercise_adjustments import Adjustment, Change
from bot.domain.plan.plan_changes import PlanStatus
from bot.domain.plan.progression import LEVELS, Length, Step
from bot.domain.routines.routine import Because, Offer, Pick

_OTHER_LENGTHS = {
    Length.SHORT: (Length.USUAL,),
    Length.USUAL: (Length.SHORT, Length.FULL),
    Length.FULL: (Length.USUAL,),
}


def plan(words: Localizer, stands: PlanStatus, did: str | None = None) -> Message:
    """Return the plan's page: the week, its progress, and buttons for changes.

    `did` is the change that a button has just made.
    """
    progress, case = stands.progress, stands.case
    until = progress.flare_until if progress.in_flare(case.now) else None
    text = paragraphs(
        words.say(f"plan-did-{did}", level=progress.level) if did else None,
        words.say(
            "plan-finished" if progress.finished else "plan",
            level=progress.level,
            all=LEVELS,
            done=words.sessions(stands.seen.sessions),
            length=words.say(f"length-{progress.length.value}"),
        ),
        words.say("plan-soft", when=words.reminder_time(until, case.person)) if until else None,
        adjustments(words, case.adjustments),
        words.say("plan-asks"),
    )
    return Message(text, _keyboard(words, stands, is_gentler=until is not None))


def _keyboard(words: Localizer, stands: PlanStatus, *, is_gentler: bool) -> Keyboard:
    progress = stands.progress
    changes = [
        *(["up"] if stands.proposed is Step.UP else []),
        *(["down"] if progress.level > 1 else []),
        *_OTHER_LENGTHS[progress.length],
        "other",
        "soft-off" if is_gentler else "soft",
        "nudge-off" if progress.follow_up else "nudge",
    ]
    week = Button(words.say("plan-look-back"), callback_data.open_("look-back"))
    start = Button(words.say("button-start-today"), callback_data.open_("today"))
    why = Button(words.say("button-why"), callback_data.open_("why"))
    buttons = [
        Button(words.say(f"plan-do-{each}"), callback_data.open_("plan", each)) for each in changes
    ]
    return ((start, why), *rows([*buttons, week], 2), *_bring_back(words, stands.case.adjustments))


def _bring_back(words: Localizer, adjusted: tuple[Adjustment, ...]) -> Keyboard:
    buttons = [
        Button(
            words.say("plan-bring-back", move=words.exercise(each.exercise).title),
            callback_data.open_("aside", f"back.{each.exercise}"),
        )
        for each in adjusted
        if each.change is not Change.KEPT
    ]
    return rows(buttons, 1)


def adjustments(words: Localizer, adjusted: tuple[Adjustment, ...]) -> str | None:
    """Return the exercises that are left out or eased for now, and until when."""
    said = [
        words.say(
            f"plan-aside-{each.change.value}",
            move=words.exercise(each.exercise).title,
            until=words.date(each.until),
        )
        for each in adjusted
        if each.change is not Change.KEPT
    ]
    return lines(*said) or None


def why(words: Localizer, offer: Offer, stands: PlanStatus) -> Message:
    """Return why these exercises were chosen, one line each."""
    said = [_why(words, pick, stands) for pick in offer.picks]
    title = words.say("why-these")
    buttons = (
        Button(words.say("button-start-today"), callback_data.open_("today")),
        Button(words.say("button-plan"), callback_data.open_("plan")),
    )
    return Message(paragraphs(title, lines(*said)), rows(buttons, 2))


def _why(words: Localizer, pick: Pick, stands: PlanStatus) -> SafeHtml:
    title = words.exercise(pick.exercise).title
    if pick.because is Because.INSTEAD and pick.instead_of is not None and pick.by is not None:
        return words.say(
            "why-line-instead",
            move=title,
            other=words.exercise(pick.instead_of).title,
            why=reason(words, pick.instead_of, pick.by),
        )
    return words.say(f"why-line-{pick.because.value}", move=title, level=stands.progress.level)


def decided(words: Localizer, change: str, title: str) -> Message:
    """Confirm a decision about one exercise."""
    buttons = (
        Button(words.say("button-start-today"), callback_data.open_("today")),
        Button(words.say("button-plan"), callback_data.open_("plan")),
    )
    return Message(words.say(f"aside-{change}", move=title), rows(buttons, 2))
