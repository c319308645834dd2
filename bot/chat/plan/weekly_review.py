"""The weekly review as messages: the goal, trends, and what may help."""

from collections.abc import Mapping

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, paragraphs, rows
from bot.domain.pain.notes import Region
from bot.domain.pain.trend import Trend
from bot.domain.plan.plan_changes import PlanStatus
from bot.domain.plan.progression import LEVELS, Step
from bot.domain.plan.weekly_review import Barrier, Help, Tone, helps
from bot.domain.progress.insights import Insight
from bot.domain.reminders.schedule import EVERY_DAY
from bot.services.ports import Week

NEVER = "never"

_ACTIONS: Mapping[Help, str] = {
    Help.SHORTER: callback_data.open_("plan", "short"),
    Help.OTHER_TIME: callback_data.open_("change", "times"),
    Help.NUDGE: callback_data.open_("plan", "nudge"),
    Help.SOFT: callback_data.open_("plan", "soft"),
    Help.OTHER_EXERCISES: callback_data.open_("plan", "other"),
    Help.PAUSE: callback_data.open_("change", "pause"),
}


def review(words: Localizer, week: Week) -> Message:
    """Return the weekly review. Its first button is a change to the plan, a reason or a session."""
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


def _proposal(words: Localizer, stands: PlanStatus) -> SafeHtml | None:
    if stands.proposed is Step.WAIT:
        return None
    level = stands.progress.level
    following = min(level + 1, LEVELS) if stands.proposed is Step.UP else max(level - 1, 1)
    return words.say(f"look-back-step-{stands.proposed.value}", level=level, next=following)


def _trend(words: Localizer, region: Region, trend: Trend) -> SafeHtml:
    return words.say(
        f"look-back-{trend.change.value}",
        region=words.say(f"progress-region-{region.value}"),
        start=f"{trend.baseline or 0:g}",
        now=f"{trend.this_week or 0:g}",
    )


def _insight(words: Localizer, insight: Insight) -> SafeHtml:
    return words.say(
        "look-back-less" if insight.points < 0 else "look-back-more",
        points=f"{abs(insight.points):g}",
        region=words.say(f"region-{insight.region.value}"),
        after=insight.after,
        other=insight.other,
    )


def _keyboard(words: Localizer, week: Week) -> Keyboard:
    if week.looked.tone is Tone.ASK:
        return rows(
            [
                Button(
                    words.say(f"barrier-{each.value}"),
                    callback_data.open_("in-the-way", each.value),
                )
                for each in Barrier
            ],
            2,
        )
    start = Button(words.say("button-start-today"), callback_data.open_("today"))
    plan = Button(words.say("button-plan"), callback_data.open_("plan"))
    proposed = week.stands.proposed
    if proposed is Step.WAIT:
        return rows((start, plan), 2)
    yes = Button(words.say(f"look-back-do-{proposed.value}"), callback_data.open_("plan", "accept"))
    return ((yes,), (start, plan))


def help_with(words: Localizer, barrier: Barrier, stands: PlanStatus) -> Message:
    """Return a tip for a barrier, with buttons that change the plan."""
    offered = helps(barrier, stands.progress, stands.case.now)
    buttons = [Button(words.say(f"help-{each.value}"), _ACTIONS[each]) for each in offered]
    leave = Button(words.say("help-none"), callback_data.open_("plan"))
    return Message(words.say(f"tip-{barrier.value}"), rows((*buttons, leave), 1))


def day(words: Localizer, now: int | None) -> Message:
    """Ask on which day the weekly review is due. `now` is the current day, 0 is Monday."""
    text = (
        words.say("look-back-no-day")
        if now is None
        else words.say("look-back-day", day=words.say(f"weekday-{now}"))
    )
    days = [
        Button(words.say(f"weekday-{each}"), callback_data.open_("look-back", str(each)))
        for each in sorted(EVERY_DAY)
    ]
    back = Button(words.say("button-plan"), callback_data.open_("plan"))
    never = Button(words.say("look-back-never"), callback_data.open_("look-back", NEVER))
    return Message(text, ((back,), *rows(days, 4), (never,)))
