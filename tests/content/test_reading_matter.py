"""The shipped articles: all subjects, and the figures from their sources."""

import pytest

from bot.content.catalogue import Catalogue

# Each article with the figures that it must state.
FIGURES = {
    "what-is-sciatica": ["4 to 6 weeks", "2 cm"],
    "prevention": ["23 %", "2 %", "701", "208", "112"],
    "evidence": ["249", "15 of 100", "23 trials", "2,674", "11 of 100", "18 trials", "2,699",
                 "45 of 100", "701", "208", "112"],
    "why-movement": ["2016"],
    "pain-while-you-move": ["0 to 3", "4 or 5", "6 and more", "More than 2 points"],
}  # fmt: skip


def test_every_planned_subject_has_an_article(catalogue: Catalogue) -> None:
    assert list(catalogue.articles) == [
        "what-is-sciatica",
        "symptoms",
        "causes",
        "why-movement",
        "prevention",
        "home-care",
        "treatments",
        "evidence",
        "pain-while-you-move",
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_an_article_states_its_figures(catalogue: Catalogue, name: str) -> None:
    said = " ".join(page.text for page in catalogue.article_words("en", name).pages)
    assert [figure for figure in FIGURES[name] if figure not in said] == []


def test_most_sources_have_an_address(catalogue: Catalogue) -> None:
    works = [work for work, _ in catalogue.articles["evidence"].sources]
    linked = [work for work in works if work.url.startswith("https://")]
    assert len(linked) >= 6
    assert all(work.citation for work in works)


def test_nothing_is_called_safe(catalogue: Catalogue) -> None:
    for name in catalogue.articles:
        for page in catalogue.article_words("en", name).pages:
            assert " safe " not in f" {page.text} ", (name, page.heading)
