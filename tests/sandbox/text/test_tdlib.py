"""The three markups against the real parser: entity for entity, error for error."""

import os

import pytest

from tests.sandbox.text.tdlib_comparison import COUNT, MARKUPS, Judge


@pytest.fixture(scope="module")
def judge() -> Judge:
    """TDLib: skips where it is not installed, fails in CI."""
    try:
        return Judge()
    except ImportError as error:
        missing = f"the judge of the markups is TDLib: pip install tdjson ({error})"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)


def test_in_a_thousand_texts_without_markup_the_same_is_found(judge: Judge) -> None:
    verdicts = judge.verdicts_on_plain_texts()
    assert [verdict for verdict in verdicts if verdict.ours != verdict.theirs] == []
    assert COUNT == len(verdicts) < sum(len(str(verdict.theirs)) > 2 for verdict in verdicts) * 2


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_thousand_texts_are_read_as_the_real_parser_reads_them(markup: str, judge: Judge) -> None:
    verdicts = judge.verdicts(MARKUPS[markup])
    assert [verdict for verdict in verdicts if verdict.ours != verdict.theirs] == []
    # A corpus of one kind only would prove little.
    refused = sum(isinstance(verdict.theirs, str) for verdict in verdicts)
    assert len(verdicts) == COUNT
    assert COUNT / 10 < refused < COUNT * 9 / 10
