"""Render every possible message: its texts exist, and it fits Telegram's limits."""

import re
from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest

from bot.chat.admin import texts as admin_texts
from bot.chat.dialogs import registry as questions
from bot.chat.dialogs.registry import dialog_result
from bot.chat.learning import articles, lessons
from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.outbound.keyboards import CAPTION_LIMIT, TEXT_LIMIT
from bot.chat.people import export_texts, settings
from bot.chat.progress import streak as streak_messages
from bot.chat.progress import texts as progress_texts
from bot.chat.reminders import texts as reminder_messages
from bot.chat.routines import custom_routines, library
from bot.chat.session import card_media, cards, finish
from bot.domain.broadcasts import (
    MAX_CHARACTERS,
    Broadcast,
    BroadcastEnding,
    BroadcastId,
    BroadcastStatus,
    Progress,
)
from bot.domain.dialogs import effects, registry
from bot.domain.dialogs.conversation import Conversation, DialogName, Effect
from bot.domain.dialogs.registry import DIALOGS
from bot.domain.pain.feedback import pain_feedback
from bot.domain.pain.notes import PainNote, Reach, Region
from bot.domain.pain.trend import Change, Trend
from bot.domain.people.person import Bending, Pause, Profile, SafetyHold
from bot.domain.plan.programme import AfterSession
from bot.domain.progress.streak import History, Mark, calendar
from bot.domain.progress.totals import Tally, Week, mondays
from bot.domain.reminders.schedule import Occurrence
from bot.domain.routines.custom_exercise import CustomExercise, Media, MediaKind
from bot.domain.routines.custom_routines import (
    MOST_EXERCISES,
    MOST_ROUTINES,
    CustomRoutine,
    CustomRoutineId,
)
from bot.domain.routines.exercises import Dose, ExerciseId, Filter, Rhythm, Sides
from bot.domain.routines.item_json import to_plain
from bot.domain.routines.routine import Item, LeftOut, LeftOutBy, Offer
from bot.domain.session import player
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.frame import frame_at
from bot.domain.session.session import Ending, Outcome
from bot.domain.session.timeline import timeline
from bot.sandbox.text import parse_html
from bot.services.admin.statistics import LiveCounts, SinceStart, Status
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.learning.lessons import LessonProgress
from bot.services.ports import Reminder
from bot.services.progress.progress import Calendar, Standing
from bot.services.progress.progress_report import Overview, pain_read
from bot.services.reminders.schedules import ReminderPlan
from bot.services.routines.custom_routines import Look
from bot.services.session.cards import CardView
from bot.storage.admin.statistics import PeopleCounts
from tests.builders import ANA, NOON, a_delivery, a_person, a_session, at
from tests.shares import one_in

AFTER = AfterSession(24, 1, 2, 48, 3)
WILD = "<b>&_*[]() 🦊"
PLAN = ReminderPlan(
    (at("08:00"),), frozenset(range(7)), Occurrence(NOON + timedelta(hours=20), NOON.date())
)
STEPS = [(dialog, step) for dialog in DIALOGS for step in DIALOGS[dialog].steps]
RESULTS: dict[str, tuple[Effect, ...]] = {
    "onboarding": (
        effects.Declined(),
        effects.SafetyBlock(SafetyHold.TODAY),
        effects.SafetyBlock(SafetyHold.NOT_NOW),
        effects.Joined((at("08:00"),), frozenset({1}), {"zone": "UTC"}),
    ),
    "times": (effects.SetTimes((at("08:00"),)),),
    "days": (effects.SetDays(frozenset({0})),),
    "zone": (effects.SetZone("Asia/Kathmandu"),),
    "kit": (effects.ChangePerson({"places": frozenset()}),),
    "bending": (effects.ChangePerson({"bending": Bending.EASES}),),
    "day-start": (effects.ChangePerson({"day_starts": at("04:00")}),),
    "goal": (effects.ChangePerson({"weekly_goal": 3}),),
    "pause": (effects.PauseFor(), effects.Nothing()),
    "pain": (effects.NotePain(0), effects.Nothing(), effects.NoSymptoms(), effects.Cleared()),
    "forget": (effects.ForgetEverything(), effects.Nothing()),
    "symptoms": (effects.NoSymptoms(), effects.Cleared(), effects.Nothing()),
    "fill": (effects.FillIn(NOON.date()), effects.CallOff(NOON.date()), effects.Nothing()),
    "undo": (effects.UndoLog(NOON.date(), 1), effects.Nothing()),
    "own": (
        effects.SaveCustomRoutine(WILD, ()),
        effects.RenameCustomRoutine(CustomRoutineId(1), WILD),
        effects.ScheduleCustomRoutine(CustomRoutineId(1), 0),
        effects.ScheduleCustomRoutine(CustomRoutineId(1), None),
        effects.DeleteCustomRoutine(CustomRoutineId(1)),
        effects.Nothing(),
    ),
    "broadcast": (effects.SendToAll("Hello"), effects.Nothing()),
}


def test_the_results_of_every_dialogue_are_rendered_below() -> None:
    assert set(RESULTS) == set(DIALOGS)


def check(message: Message) -> None:
    """Check what every message must satisfy."""
    shown = parse_html(message.text).text
    limit = CAPTION_LIMIT if message.picture is not None else TEXT_LIMIT
    assert shown.strip()
    assert len(shown) <= limit
    assert "{" not in shown.replace("{ $name }", "")
    for row in message.keyboard:
        assert 1 <= len(row) <= 8
        for button in row:
            assert 1 <= len(button.label) <= 64
            assert 1 <= len(button.data.encode()) <= 64


CUSTOM = CustomExercise(WILD, Sides.EACH, Rhythm.COUNT, Media(MediaKind.VIDEO, "a-file"))
OWN_ITEMS = tuple(Item(CUSTOM.id, Dose(3, 15, 2), own=CUSTOM) for _ in range(MOST_EXERCISES - 1))
TILTS = [to_plain(Item(ExerciseId("pelvic-tilt"), Dose(hold))) for hold in (5, 10)]
OWN_ANSWERS = {
    "menu": {"pelvic-tilt": TILTS, "cat-stretch": TILTS},
    "picked": "pelvic-tilt",
    "items": [to_plain(item) for item in OWN_ITEMS],
    "slots": {"0": "08:00"},
    "usual": "My routine",
    "name": WILD,
}


@pytest.mark.parametrize(("dialog", "step"), STEPS, ids=str)
@pytest.mark.parametrize("again", [None, "again-choice"])
def test_every_question_of_every_dialogue_can_be_asked(
    words: Localizer, dialog: DialogName, step: str, again: str | None
) -> None:
    day = NOON.date().isoformat()
    answers = {"zone": "UTC", "days": [1, 2], "open": [day], "day": day, "people": 3, "text": WILD}
    conversation = Conversation(ANA, dialog, step, answers | OWN_ANSWERS, 3)
    asked = Prompt(a_person(first_name=WILD), conversation, registry.choices(conversation), again)
    message = questions.question(words, asked, PLAN)
    check(message)
    assert len(message.keyboard) > 0
    for choice in asked.choices:
        label = questions.label(words, asked, choice)
        assert questions.choice_for(words, asked, f" {label.upper()} ") is not None


def again_reasons() -> set[str]:
    """Return every reason to ask again, found in the source of the domain."""
    import inspect

    from bot.domain.dialogs import broadcast, log_corrections, pain_check, pause, settings, steps

    modules = (steps, pain_check, pause, settings, log_corrections, broadcast)
    return {
        key for each in modules for key in re.findall(r'"(again-[a-z]+)"', inspect.getsource(each))
    }


@pytest.mark.parametrize("reason", sorted(again_reasons()))
def test_every_reason_to_ask_again_has_a_text(words: Localizer, reason: str) -> None:
    conversation = Conversation(ANA, DialogName("pause"), "until", {}, 1)
    asked = Prompt(a_person(), conversation, registry.choices(conversation), reason)
    check(questions.question(words, asked, PLAN))


@pytest.mark.parametrize(
    ("dialog", "effect"),
    [(dialog, effect) for dialog, all_of_it in RESULTS.items() for effect in all_of_it],
    ids=repr,
)
@pytest.mark.parametrize("plan", [PLAN, ReminderPlan()], ids=["plan", "no-plan"])
@pytest.mark.parametrize("session", [None, 1])
def test_every_dialogue_result_can_be_rendered(
    words: Localizer, dialog: str, effect: Effect, plan: ReminderPlan, session: int | None
) -> None:
    for pause in (None, Pause(NOON), Pause(NOON, NOON.date())):
        person = a_person(first_name=WILD, pause=pause)
        answers = {"workout": session, "slots": {"0": "08:00"}}
        conversation = Conversation(ANA, DialogName(dialog), "", answers, 3)
        done = DialogResult(person, conversation, effect, plan, Standing(current=2), person)
        check(dialog_result(words, done, 5))


@pytest.mark.parametrize("back", [None, 0, 5, 9])
@pytest.mark.parametrize("leg", [None, 2])
@pytest.mark.parametrize("reach", [None, *Reach])
@pytest.mark.parametrize("before", [None, Reach.THIGH])
def test_every_pain_note_can_be_confirmed(
    words: Localizer, back: int | None, leg: int | None, reach: Reach | None, before: Reach | None
) -> None:
    if back is None and leg is None:
        return
    earlier = PainNote(ANA, NOON - timedelta(days=1), NOON.date(), 1, 1, before)
    told = pain_feedback([earlier, PainNote(ANA, NOON, NOON.date(), back, leg, reach)], AFTER)
    assert told is not None
    conversation = Conversation(ANA, DialogName("pain"), "leg", {"workout": 1}, 3)
    done = DialogResult(
        a_person(), conversation, effects.NotePain(back), PLAN, Standing(), a_person(), told
    )
    check(dialog_result(words, done, 5))
    check(
        questions.question(
            words,
            Prompt(a_person(), conversation, registry.choices(conversation), None, told),
            PLAN,
        )
    )


def every_exercise(words: Localizer) -> list[ExerciseId]:
    return list(words.catalogue.exercises)


@pytest.mark.parametrize("part", one_in(5, range(5)))
def test_every_card_fits_at_every_moment_for_everybody(words: Localizer, part: int) -> None:
    """All exercises with their largest dose and all filters: the longest possible cards."""
    everybody = a_person(first_name=WILD, profile=Profile(health=frozenset(Filter)))
    for id_ in every_exercise(words)[part::5]:
        facts = words.catalogue.exercises[id_]
        item = replace(a_session().items[0], exercise=id_, dose=facts.full_dose)
        session = a_session(item)
        lines = timeline(session.items, words.catalogue.exercises)
        now = NOON
        while session.ending is None:
            frame = frame_at(session, lines, now)
            for easier in (False, True):
                shown = replace(frame, item=replace(item, easier=easier))
                for asks in (None, *Region):
                    view = CardView(everybody, session, shown, asks=asks, is_flare=True)
                    media = card_media.card_media(words.catalogue, view, shown)
                    message = cards.card(words, view, shown, media)
                    check(message)
                    check(cards.card(words, view, shown, replace(media, counts=True)))
                    assert message.keyboard[0][0].label in {"Go", "Done"}
            now = frame.next_change_at or now
            session = player.catch_up(session, lines, now)


@pytest.mark.parametrize("press", [CardButton.PAUSE, CardButton.HURT])
def test_a_paused_card_says_why(words: Localizer, press: CardButton) -> None:
    session = a_session(replace(a_session().items[0], exercise=ExerciseId("pelvic-tilt")))
    lines = timeline(session.items, words.catalogue.exercises)
    stood = player.press(session, lines, press, NOON)
    frame = frame_at(stood, lines, NOON)
    view = CardView(a_person(), stood, frame, Standing())
    check(cards.card(words, view, frame, card_media.card_media(words.catalogue, view, frame)))


@pytest.mark.parametrize("ending", list(Ending))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_ending_can_be_rendered(words: Localizer, ending: Ending, outcome: Outcome) -> None:
    item = replace(a_session().items[0], exercise=ExerciseId("pelvic-tilt"))
    session = player.end(a_session(item), NOON, Ending.STOPPED)
    log = tuple(replace(line, outcome=outcome) for line in session.log)
    ended = replace(session, ending=ending, log=log, card=1, shown_item=0)
    check(
        finish.finish(words, CardView(a_person(first_name=WILD), ended, None, Standing(current=1)))
    )
    check(cards.collapsed_card(words, ended, 0, card_media.poster(words.catalogue, item)))


@pytest.mark.parametrize("late", [True, False])
def test_a_reminder_names_its_exercises_and_those_left_out(words: Localizer, *, late: bool) -> None:
    reasons: list[Filter | LeftOutBy] = [*Filter, *LeftOutBy]
    strap = ExerciseId("strap-leg-raise")
    for routine, facts in words.catalogue.routines.items():
        offer = Offer(routine, facts.items, tuple(LeftOut(strap, each) for each in reasons))
        due = Reminder(a_person(first_name=WILD), a_delivery(), offer, late)
        text = reminder_messages.text_of(words, reminder_messages.Kind.of(words, due), 5)
        message = reminder_messages.reminder(words, due, text)
        check(message)
        assert message.keyboard[0][0].label == "Start"
    check(reminder_messages.ask_snooze(words, a_person(), a_delivery().key))


def test_every_page_of_the_library_fits(words: Localizer) -> None:
    everybody = a_person(profile=Profile(health=frozenset(Filter)))
    check(library.exercises(words))
    for id_ in words.catalogue.exercises:
        check(library.sources(words, id_))
    check(library.routines(words))
    for id_ in every_exercise(words):
        dose = words.catalogue.exercises[id_].full_dose
        trial = replace(a_session().items[0], exercise=id_, dose=dose)
        for reason in (None, *Filter, *LeftOutBy):
            against = None if reason is None else LeftOut(id_, reason)
            check(library.exercise(words, everybody, trial, against))
    for routine, facts in words.catalogue.routines.items():
        check(library.routine(words, routine, Offer(routine, facts.items), 5))


def test_every_article_and_lesson_fits(words: Localizer) -> None:
    order = tuple(words.catalogue.lessons)
    check(articles.contents(words, LessonProgress(order[0], ())))
    check(articles.contents(words, LessonProgress(None, order)))
    check(lessons.read(words, LessonProgress(None, order)))
    for article in words.catalogue.articles:
        for number, _ in enumerate(words.article(article).pages, 1):
            check(articles.page(words, article, number))
        check(articles.sources(words, article, 1))
    for lesson, facts in words.catalogue.lessons.items():
        check(lessons.sources(words, lesson))
        for answer in ("", *facts.choices):
            message = lessons.lesson(words, lesson, answer)
            check(message)
            assert ("our own advice" in message.text) == (not facts.sources)


@pytest.mark.parametrize("where", ["causes.99", "causes.0", "nowhere.1", "causes", "causes.x"])
def test_an_unknown_page_is_an_error(words: Localizer, where: str) -> None:
    with pytest.raises((LookupError, ValueError)):
        articles.page(words, *articles.place(where))


def test_every_other_page_fits(words: Localizer) -> None:
    for person in (a_person(first_name=WILD), a_person(pause=Pause(NOON))):
        for plan in (PLAN, ReminderPlan()):
            check(settings.settings(words, person, plan))
            check(settings.welcome_back(words, person, plan))
            check(settings.resumed(words, person, plan, was_paused=True))
    not_joined = settings.notice(words, None, "not-joined")
    for page in (settings.help_page(words), settings.privacy(words), not_joined):
        check(page)


def test_every_page_of_custom_routines_fits(words: Localizer) -> None:
    own = CustomRoutine(CustomRoutineId(10**12), ANA, WILD, OWN_ITEMS, "w" * 16)
    gone = tuple(LeftOut(each, LeftOutBy.PLACE) for each in every_exercise(words))
    for items in (OWN_ITEMS, ()):
        look = Look(own, Offer(own.routine, items, gone, name=WILD), 90)
        check(custom_routines.routine(words, look))
        check(custom_routines.shared(words, look))
    check(custom_routines.link(words, own, "https://t.me/a_bot?start=r-" + own.share))
    for routines in ((), (own,), (own,) * MOST_ROUTINES):
        check(custom_routines.mine(words, routines))


@pytest.mark.parametrize("ending", [None, *BroadcastEnding])
def test_messages_for_operators_fit(words: Localizer, ending: BroadcastEnding | None) -> None:
    million, hours = 1_000_000, timedelta(hours=4)
    broadcast = Broadcast(BroadcastId(10**15), ANA, WILD, million, NOON, ending)
    progress = Progress(broadcast, dict.fromkeys(BroadcastStatus, million))
    people = PeopleCounts(million, million, million, million, 400)
    for within in (None, 1.0, inf):
        counted = SinceStart(million, million, million, within, within, million, million)
        status = Status(people, LiveCounts(million, million, hours), counted)
        check(admin_texts.page(words, status, million, progress))
        check(admin_texts.page(words, status, 0, None))
    check(admin_texts.broadcast_finished(words, progress))


@pytest.mark.parametrize("text", [WILD, "💥" * MAX_CHARACTERS, "<" * MAX_CHARACTERS])
def test_a_broadcast_and_its_preview_fit_and_show_the_typed_text(
    words: Localizer, text: str
) -> None:
    broadcast = admin_texts.broadcast_message(words, text)
    assert parse_html(broadcast.text).text == text
    conversation = Conversation(
        ANA, DialogName("broadcast"), "confirm", {"text": text, "people": 10**6}, 1
    )
    preview = questions.question(
        words, Prompt(a_person(), conversation, registry.choices(conversation)), PLAN
    )
    assert parse_html(preview.text).text.endswith(text)
    for message in (broadcast, preview):
        check(message)
        assert len(parse_html(message.text).text.encode("utf-16-le")) <= 2 * TEXT_LIMIT


def an_overview(words: Localizer) -> Overview:
    """Return an overview with every kind of day and the longest possible lists."""
    today = NOON.date()
    done = frozenset(today - timedelta(days=back) for back in range(2, 30))
    history = History(
        done - {today - timedelta(days=12)},
        done | {today - timedelta(days=1)},
        filled=frozenset({today - timedelta(days=11)}),
        paused=frozenset({today - timedelta(days=31)}),
    )
    stands = Standing(current=1, best=4, weeks=3, just_frozen=(today,))
    notes = [
        PainNote(ANA, NOON, today - timedelta(days=back), back=back % 11, leg=10 - back % 11)
        for back in range(50)
    ]
    return Overview(
        Calendar(today, calendar(history, today, frozenset({today - timedelta(days=1)})), stands),
        tuple(Week(monday, 7, 500) for monday in mondays(today)),
        tuple(Tally(each, (100, 20, 10, 5)) for each in every_exercise(words)),
        tuple(pain_read(notes, region, today) for region in Region),
        tuple(sorted(done)),
    )


def test_the_streak_comes_first(words: Localizer) -> None:
    message = streak_messages.streak(words, an_overview(words).calendar, b"")
    check(message)
    assert message.text.startswith("🔥 Streak: <b>1 day</b>")


def test_days_before_the_first_session_do_not_count_as_rest(words: Localizer) -> None:
    marks = [Mark.REST] * 30 + [Mark.DONE, Mark.REST, Mark.DONE]
    days = tuple((NOON.date() - timedelta(days=32 - at), mark) for at, mark in enumerate(marks))
    said = streak_messages.alt(words, Calendar(NOON.date(), days, Standing(current=2)))
    assert said == "The last five weeks: 2 days done and 1 day rest."


@pytest.mark.parametrize("which", progress_texts.PAGES)
def test_every_page_of_progress_fits(words: Localizer, which: str) -> None:
    full = an_overview(words)
    empty = replace(full, weeks=(replace(full.weeks[0], minutes=0),), tallies=(), pain=())
    for overview in (full, empty):
        assert progress_texts.picture_of(words, overview, which)
        check(progress_texts.page(words, overview, which, b""))
    assert progress_texts.page_named(words, f" {which.upper()}") == which


@pytest.mark.parametrize("change", list(Change))
def test_every_pain_trend_has_a_text(words: Localizer, change: Change) -> None:
    (read, _) = an_overview(words).pain
    assert progress_texts.pain_words(words, replace(read, trend=Trend(change, 6.0, 4.5, 4.0)))


def test_every_export_file_has_a_text(words: Localizer) -> None:
    check(export_texts.choices(words))
    for kind in export_texts.KINDS:
        check(export_texts.file(words, kind, b""))
    page = export_texts.report(words, a_person(first_name=WILD), an_overview(words))
    assert len(page.facts) == 5
    assert WILD in page.title
