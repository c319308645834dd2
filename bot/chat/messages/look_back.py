"""The weekly look back in words: praise or a question, what the numbers say, and what may help."""

from collections.abc import Mapping

from bot.chat import actions
from bot.chat.messages.message import Button, Keyboard, Message, paragraphs, rows
from bot.chat.words import Markup, Words
from bot.domain.changes import Standpoint
from bot.domain.checkin import Barrier, Help, Tone, helps
from bot.domain.insights import Insight
from bot.domain.pain import Region
from bot.domain.pain_trend import Trend
from bot.domain.plan import LEVELS, Step
from bot.domain.schedule import EVERY_DAY
from bot.services.ports import Week

NEVER = "never"

_DOES: Mapping[Help, str] = {
    Help.SHORTER: actions.open_("plan", "short"),
    Help.OTHER_TIME: actions.open_("change", "times"),
    Help.NUDGE: actions.open_("plan", "nudge"),
    Help.SOFT: actions.open_("plan", "soft"),
    Help.OTHER_MOVES: actions.open_("plan", "other"),
    Help.PAUSE: actions.open_("change", "pause"),
}


def look_back(words: Words, week: Week) -> Message:
    """How the week was. The first button is the next step: the plan's, a reason, or a session."""
    looked = week.looked
    said = words.say(
        f"look-back-{looked.tone.value}",
        done=looked.done,
        goal=looked.goal,
        minutes=words.minutes(looked.minutes),
    )
    text = paragraphs(
        said,
        _proposal(words, week.stands) if looked.tone is not Tone.ASK else None,
        *(_trend(words, region, trend) for region, trend in week.trends),
        words.say("look-back-help") if week.is_time_for_help else None,
        _insight(words, week.insight) if week.insight else None,
    )
    return Message(text, _keyboard(words, week))


def _proposal(words: Words, stands: Standpoint) -> Markup | None:
    if stands.proposed is Step.WAIT:
        return None
    level = stands.course.level
    following = min(level + 1, LEVELS) if stands.proposed is Step.UP else max(level - 1, 1)
    return words.say(f"look-back-step-{stands.proposed.value}", level=level, next=following)


def _trend(words: Words, region: Region, trend: Trend) -> Markup:
    return words.say(
        f"look-back-{trend.change.value}",
        region=words.say(f"progress-region-{region.value}"),
        start=f"{trend.baseline or 0:g}",
        now=f"{trend.this_week or 0:g}",
    )


def _insight(words: Words, insight: Insight) -> Markup:
    return words.say(
        "look-back-less" if insight.points < 0 else "look-back-more",
        points=f"{abs(insight.points):g}",
        region=words.say(f"region-{insight.region.value}"),
        after=insight.after,
        other=insight.other,
    )


def _keyboard(words: Words, week: Week) -> Keyboard:
    if week.looked.tone is Tone.ASK:
        return rows(
            [
                Button(words.say(f"barrier-{each.value}"), actions.open_("in-the-way", each.value))
                for each in Barrier
            ],
            2,
        )
    start = Button(words.say("button-start-today"), actions.open_("today"))
    plan = Button(words.say("button-plan"), actions.open_("plan"))
    proposed = week.stands.proposed
    if proposed is Step.WAIT:
        return rows((start, plan), 2)
    yes = Button(words.say(f"look-back-do-{proposed.value}"), actions.open_("plan", "accept"))
    return ((yes,), (start, plan))


def help_with(words: Words, barrier: Barrier, stands: Standpoint) -> Message:
    """A tip, and what can be changed about the plan at a tap."""
    offered = helps(barrier, stands.course, stands.case.now)
    buttons = [Button(words.say(f"help-{each.value}"), _DOES[each]) for each in offered]
    leave = Button(words.say("help-none"), actions.open_("plan"))
    return Message(words.say(f"tip-{barrier.value}"), rows((*buttons, leave), 1))


def day(words: Words, now: int | None) -> Message:
    """On which day to look back on the week."""
    text = (
        words.say("look-back-no-day")
        if now is None
        else words.say("look-back-day", day=words.say(f"weekday-{now}"))
    )
    days = [
        Button(words.say(f"weekday-{each}"), actions.open_("look-back", str(each)))
        for each in sorted(EVERY_DAY)
    ]
    back = Button(words.say("button-plan"), actions.open_("plan"))
    never = Button(words.say("look-back-never"), actions.open_("look-back", NEVER))
    return Message(text, ((back,), *rows(days, 4), (never,)))
