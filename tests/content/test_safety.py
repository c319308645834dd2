"""Emergency numbers, and safety facts that agree with the domain rules."""

import pytest

from bot.content import loader, translations
from bot.content.catalogue import Catalogue
from bot.content.safety import Outcome
from bot.domain.pain import safety_screen as rules
from bot.domain.people.person import SafetyHold
from bot.domain.routines.exercises import Filter
from tests.content.builders import ContentFolder

HOLDS = {SafetyHold.RED: Outcome.STOP_RED, SafetyHold.TODAY: Outcome.STOP_TODAY}


@pytest.mark.parametrize("where", ["GB", "en-GB"])
def test_a_country_has_its_own_number(folder: ContentFolder, where: str) -> None:
    assert loader.load(folder.path).emergency_numbers(where) == (("uk", "999"),)


@pytest.mark.parametrize("where", ["", "en", "no", "XX", "pt-BR"])
def test_an_unknown_country_gets_every_number(folder: ContentFolder, where: str) -> None:
    numbers = loader.load(folder.path).emergency_numbers(where)
    assert numbers == (("uk", "999"), ("norway", "112"))


def test_the_screen_in_the_content_agrees_with_the_rules(catalogue: Catalogue) -> None:
    screen = {int(each.id.removeprefix("q")): each for each in catalogue.safety.screen}
    assert tuple(screen) == rules.QUESTIONS
    for number, rule in rules.ON_YES.items():
        if isinstance(rule, Filter):
            assert screen[number].on_yes is Outcome.ASK_FIRST
            assert screen[number].filter is rule
        else:
            assert screen[number].on_yes is HOLDS[rule]


def test_question_two_asks_which_half_is_meant(catalogue: Catalogue) -> None:
    second = catalogue.safety.screen[1]
    assert second.on_yes is Outcome.WHICH
    assert dict(second.which) == {
        "both": Outcome.STOP_RED,
        "foot": Outcome.STOP_TODAY,
        "neither": Outcome.GO_ON,
    }


def test_the_pain_thresholds_in_the_content_agree_with_the_rules(catalogue: Catalogue) -> None:
    pain = catalogue.safety.pain
    assert (pain.amber_from, pain.red_from) == (rules.AMBER_FROM, rules.RED_FROM)
    assert (pain.above_start, pain.flare_only_from) == (2, 6)


@pytest.mark.parametrize(
    ("country", "number"),
    [("DE", "112"), ("GB", "999"), ("US", "911"), ("CA", "911"), ("AU", "000"), ("NZ", "111")],
)
def test_the_known_countries_have_their_emergency_number(
    catalogue: Catalogue, country: str, number: str
) -> None:
    assert [each.number for each in catalogue.emergency_numbers(country)] == [number]


def test_every_region_has_a_name(catalogue: Catalogue) -> None:
    texts = translations.load(catalogue.folder).of("en")
    for number in catalogue.safety.numbers:
        assert texts.has(f"safety-region-{number.shown.label}")


def test_no_emergency_number_claims_to_be_verified_yet(catalogue: Catalogue) -> None:
    assert {each.verified for each in catalogue.safety.numbers} == {"none"}
