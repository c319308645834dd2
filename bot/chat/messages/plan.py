"""The plan in words: where somebody stands, why today's moves, and what was put aside."""

from bot.chat import actions
from bot.chat.messages.message import Button, Keyboard, Message, lines, paragraphs, rows
from bot.chat.messages.reminders import reason
from bot.chat.words import Markup, Words
from bot.domain.asides import Aside, Change
from bot.domain.changes import Standpoint
from bot.domain.plan import LEVELS, Length, Step
from bot.domain.routines import Because, Offer, Pick

_OTHER_LENGTHS = {
    Length.SHORT: (Length.USUAL,),
    Length.USUAL: (Length.SHORT, Length.FULL),
    Length.FULL: (Length.USUAL,),
}


def plan(words: Words, stands: Standpoint, did: str | None = None) -> Message:
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
        words.say("plan-soft", when=words.ring(soft, case.person)) if soft else None,
        asides(words, case.asides),
        words.say("plan-asks"),
    )
    return Message(text, _keyboard(words, stands, is_soft=soft is not None))


def _keyboard(words: Words, stands: Standpoint, *, is_soft: bool) -> Keyboard:
    course = stands.course
    changes = [
        *(["up"] if stands.proposed is Step.UP else []),
        *(["down"] if course.level > 1 else []),
        *_OTHER_LENGTHS[course.length],
        "other",
        "soft-off" if is_soft else "soft",
        "nudge-off" if course.follow_up else "nudge",
    ]
    week = Button(words.say("plan-look-back"), actions.open_("look-back"))
    start = Button(words.say("button-start-today"), actions.open_("today"))
    why = Button(words.say("button-why"), actions.open_("why"))
    buttons = [
        Button(words.say(f"plan-do-{each}"), actions.open_("plan", each)) for each in changes
    ]
    return ((start, why), *rows([*buttons, week], 2), *_bring_back(words, stands.case.asides))


def _bring_back(words: Words, put_aside: tuple[Aside, ...]) -> Keyboard:
    buttons = [
        Button(
            words.say("plan-bring-back", move=words.exercise(each.exercise).title),
            actions.open_("aside", f"back.{each.exercise}"),
        )
        for each in put_aside
        if each.change is not Change.KEPT
    ]
    return rows(buttons, 1)


def asides(words: Words, put_aside: tuple[Aside, ...]) -> str | None:
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


def why(words: Words, offer: Offer, stands: Standpoint) -> Message:
    """Why these: a line an exercise."""
    said = [_why(words, pick, stands) for pick in offer.picks]
    title = words.say("why-these")
    buttons = (
        Button(words.say("button-start-today"), actions.open_("today")),
        Button(words.say("button-plan"), actions.open_("plan")),
    )
    return Message(paragraphs(title, lines(*said)), rows(buttons, 2))


def _why(words: Words, pick: Pick, stands: Standpoint) -> Markup:
    move = words.exercise(pick.exercise).title
    if pick.because is Because.INSTEAD and pick.instead_of is not None and pick.by is not None:
        return words.say(
            "why-line-instead",
            move=move,
            other=words.exercise(pick.instead_of).title,
            why=reason(words, pick.instead_of, pick.by),
        )
    return words.say(f"why-line-{pick.because.value}", move=move, level=stands.course.level)


def decided(words: Words, change: str, title: str) -> Message:
    """What was decided about one exercise."""
    buttons = (
        Button(words.say("button-start-today"), actions.open_("today")),
        Button(words.say("button-plan"), actions.open_("plan")),
    )
    return Message(words.say(f"aside-{change}", move=title), rows(buttons, 2))
