"""The localizer: escaping, dates, lists, doses and keywords."""

from datetime import timedelta

from bot.chat.localizer import Localizer, SafeHtml, city, vocabulary
from bot.domain.dialogs.parsing import times_and_days
from bot.domain.routines.exercises import Dose, ExerciseId
from bot.domain.routines.routine import Item
from tests.builders import NOON, a_person, at, utc


def test_names_are_escaped_and_markup_is_not(words: Localizer) -> None:
    assert "&lt;i&gt;" in words.say("declined") + words.listed(["<i>"])
    said = words.say("joined-no-plan", name="<script>")
    assert "&lt;script&gt;" in said
    assert "<b>" in said
    assert words.listed([SafeHtml("<b>bold</b>")]) == "<b>bold</b>"


def test_lists_are_joined_with_commas_and_and(words: Localizer) -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


def test_a_reminder_time_is_relative_to_the_persons_local_day(words: Localizer) -> None:
    nepal = a_person(zone="Asia/Kathmandu")
    assert words.reminder_time(NOON + timedelta(hours=1), nepal) == "today 18:45"
    assert words.reminder_time(NOON + timedelta(hours=7), nepal) == "tomorrow, Wed 00:45"
    assert words.reminder_time(utc("2026-03-20T02:15"), nepal) == "Fri 20 March 08:00"


def test_common_sets_of_weekdays_have_names(words: Localizer) -> None:
    assert words.weekdays(range(7)) == "every day"
    assert words.weekdays(range(5)) == "Monday to Friday"
    assert words.weekdays({0, 2}) == "Mon, Wed"


def test_a_dose_mentions_sides_and_sets(words: Localizer) -> None:
    def said(name: str, dose: Dose) -> str:
        return words.dose(Item(ExerciseId(name), dose))

    assert said("knees-to-chest-single", Dose(20, 2)) == "20 s × 2 each side"
    assert said("gluteal-bridge", Dose(5, 10, 3)) == "5 s × 10 × 3 sets"
    assert said("walk", Dose(180)) == "3 minutes"
    assert said("walk", Dose(45)) == "45 seconds"


def test_plurals_are_right(words: Localizer) -> None:
    assert words.minutes(1) == "1 minute"
    assert words.days_long(0) == "0 days"


def test_keywords_come_from_the_translation(words: Localizer) -> None:
    found = times_and_days("7:30 Weds and sat", vocabulary(words.texts))
    assert found is not None
    assert found.times == (at("07:30"),)
    assert found.weekdays == frozenset({2, 5})


def test_a_zone_is_shown_as_its_city() -> None:
    assert city("America/Argentina/Buenos_Aires") == "Buenos Aires"
