"""The weekly review: every button does something, and the text claims only what is known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import callback_data
from bot.chat.localizer import Localizer
from bot.chat.plan.texts import plan
from bot.chat.plan.weekly_review import help_with, review
from bot.domain.dialogs.registry import DIALOGS
from bot.domain.pain.notes import Region
from bot.domain.pain.trend import Change, Trend
from bot.domain.plan.plan_changes import PlanStatus, changed
from bot.domain.plan.progression import PlanProgress, Step, WeekSeen
from bot.domain.plan.recommendation import UserState
from bot.domain.plan.weekly_review import Barrier, WeeklyReview
from bot.domain.progress.insights import Insight
from bot.services.ports import Week
from tests.builders import ANA, NOON, a_person
from tests.services.fakes import LIBRARY

PROGRESS = PlanProgress(since=NOON.date() - timedelta(days=7), level=3)
CASE = UserState(a_person(), PROGRESS, (), (), 4, NOON)
STANDS = PlanStatus(CASE, WeekSeen(5, 2.0), Step.UP)
WEEK = Week(WeeklyReview(5, 4, 27), STANDS)


@pytest.mark.parametrize("barrier", Barrier)
def test_every_offered_help_changes_the_plan_or_a_setting(
    words: Localizer, barrier: Barrier
) -> None:
    message = help_with(words, barrier, STANDS)
    *helps, _leave = [button for row in message.keyboard for button in row]
    assert len(helps) == 2
    for button in helps:
        opened = callback_data.parse(str(button.data), ANA)
        assert isinstance(opened, callback_data.Navigate)
        if opened.what == "change":
            assert opened.argument in DIALOGS
            continue
        progress = changed(STANDS, opened.argument, LIBRARY.programme)
        assert progress != PROGRESS
        said = plan(words, replace(STANDS, case=replace(CASE, progress=progress)), opened.argument)
        assert "Done." in said.text


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (Step.UP, "go up to week 4"),
        (Step.REPEAT, "week 3 once more"),
        (Step.BACK, "going back to week 2"),
        (Step.PHYSIO, "third time round for week 3"),
        (Step.FINISH, "You have done the six weeks"),
    ],
)
def test_a_proposed_step_has_to_be_accepted(words: Localizer, step: Step, says: str) -> None:
    message = review(words, replace(WEEK, stands=replace(STANDS, proposed=step)))
    assert "Goal met: 5 of 4 days." in message.text
    assert "27 minutes" in message.text
    assert says in message.text
    assert message.keyboard[0][0].data == callback_data.open_("plan", "accept")


def test_without_a_step_the_first_button_starts_a_session(words: Localizer) -> None:
    message = review(words, replace(WEEK, stands=replace(STANDS, proposed=Step.WAIT)))
    assert message.keyboard[0][0].data == callback_data.open_("today")


def test_trends_and_insights_mention_uncertainty(words: Localizer) -> None:
    message = review(
        words,
        replace(
            WEEK,
            trends=((Region.LEG, Trend(Change.WORSE, 4.0, 6.5, 6.0)),),
            insight=Insight(Region.LEG, -1.5, 20, 9),
            is_time_for_help=True,
        ),
    )
    assert "Leg: higher for two weeks (4 → 6.5)." in message.text
    assert "1.5 less for your leg (20 days beside 9 others). It may be chance." in message.text
    assert "talk to a doctor or physio" in message.text


def test_more_pain_after_sessions_is_reported_too(words: Localizer) -> None:
    message = review(words, replace(WEEK, insight=Insight(Region.BACK, 1.0, 14, 7)))
    assert "1 more for your back" in message.text
