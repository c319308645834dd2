"""The plan in words: where somebody stands, why today's moves, and what was put aside."""

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, lines, paragraphs, rows
from bot.chat.reminders.texts import reason
from bot.domain.plan.adjustments import Adjustment, Change
from bot.domain.plan.plan_changes import PlanStatus
from bot.domain.plan.progression import LEVELS, Length, Step
from bot.domain.routines.routine import Because, Offer, Pick

_OTHER_LENGTHS = {
    Length.SHORT: (Length.USUAL,),
    Length.USUAL: (Length.SHORT, Length.FULL),
    Length.FULL: (Length.USUAL,),
}


def plan(words: Localizer, stands: PlanStatus, did: str | None = None) -> Message:
    """/plan: the week, what this week was like so far, and everything that can be changed.

    `did` is what a button has just changed.
    """
    course, case = stands.course, stands.case
    soft = course.flare_until if course.in_flare(case.now) else None
    text = paragraphs(
        words.say(f"plan-did-{did}", level=course.level) if did else None,
        words.say(
            "plan-finished" if course.finished else "plan",
            level=course.level,
            all=LEVELS,
            done=words.sessions(stands.seen.sessions),
            length=words.say(f"length-{course.length.value}"),
        ),
        words.say("plan-soft", when=words.reminder_time(soft, case.person)) if soft else None,
        adjustments(words, case.adjustments),
        words.say("plan-asks"),
    )
    return Message(text, _keyboard(words, stands, is_soft=soft is not None))


def _keyboard(words: Localizer, stands: PlanStatus, *, is_soft: bool) -> Keyboard:
    course = stands.course
    changes = [
        *(["up"] if stands.proposed is Step.UP else []),
        *(["down"] if course.level > 1 else []),
        *_OTHER_LENGTHS[course.length],
        "other",
        "soft-off" if is_soft else "soft",
        "nudge-off" if course.follow_up else "nudge",
    ]
    week = Button(words.say("plan-look-back"), callback_data.open_("look-back"))
    start = Button(words.say("button-start-today"), callback_data.open_("today"))
    why = Button(words.say("button-why"), callback_data.open_("why"))
    buttons = [
        Button(words.say(f"plan-do-{each}"), callback_data.open_("plan", each)) for each in changes
    ]
    return ((start, why), *rows([*buttons, week], 2), *_bring_back(words, stands.case.adjustments))


def _bring_back(words: Localizer, put_aside: tuple[Adjustment, ...]) -> Keyboard:
    buttons = [
        Button(
            words.say("plan-bring-back", move=words.exercise(each.exercise).title),
            callback_data.open_("aside", f"back.{each.exercise}"),
        )
        for each in put_aside
        if each.change is not Change.KEPT
    ]
    return rows(buttons, 1)


def adjustments(words: Localizer, put_aside: tuple[Adjustment, ...]) -> str | None:
    """What is left out or eased for now, and until when."""
    said = [
        words.say(
            f"plan-aside-{each.change.value}",
            move=words.exercise(each.exercise).title,
            until=words.date(each.until),
        )
        for each in put_aside
        if each.change is not Change.KEPT
    ]
    return lines(*said) or None


def why(words: Localizer, offer: Offer, stands: PlanStatus) -> Message:
    """Why these: a line an exercise."""
    said = [_why(words, pick, stands) for pick in offer.picks]
    title = words.say("why-these")
    buttons = (
        Button(words.say("button-start-today"), callback_data.open_("today")),
        Button(words.say("button-plan"), callback_data.open_("plan")),
    )
    return Message(paragraphs(title, lines(*said)), rows(buttons, 2))


def _why(words: Localizer, pick: Pick, stands: PlanStatus) -> SafeHtml:
    move = words.exercise(pick.exercise).title
    if pick.because is Because.INSTEAD and pick.instead_of is not None and pick.by is not None:
        return words.say(
            "why-line-instead",
            move=move,
            other=words.exercise(pick.instead_of).title,
            why=reason(words, pick.instead_of, pick.by),
        )
    return words.say(f"why-line-{pick.because.value}", move=move, level=stands.course.level)


def decided(words: Localizer, change: str, title: str) -> Message:
    """What was decided about one exercise."""
    buttons = (
        Button(words.say("button-start-today"), callback_data.open_("today")),
        Button(words.say("button-plan"), callback_data.open_("plan")),
    )
    return Message(words.say(f"aside-{change}", move=title), rows(buttons, 2))
