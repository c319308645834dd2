"""The markups and plain texts against the real parser: the same entities, the same errors."""

import os

import pytest

from tests.sandbox.text.tdlib_comparison import COUNT, MARKUPS, TdLib


@pytest.fixture(scope="module")
def tdlib() -> TdLib:
    """TDLib; skip where it is not installed, fail in CI."""
    try:
        return TdLib()
    except ImportError as error:
        missing = f"these tests need TDLib: pip install tdjson ({error})"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)


def test_a_thousand_plain_texts_have_the_same_entities(tdlib: TdLib) -> None:
    results = tdlib.compare_plain_texts()
    assert [result for result in results if result.ours != result.theirs] == []
    assert COUNT == len(results) < sum(len(str(result.theirs)) > 2 for result in results) * 2


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_thousand_marked_texts_are_parsed_alike(markup: str, tdlib: TdLib) -> None:
    results = tdlib.compare(MARKUPS[markup])
    assert [result for result in results if result.ours != result.theirs] == []
    refused = sum(isinstance(result.theirs, str) for result in results)
    assert len(results) == COUNT
    # The corpus must contain both valid and invalid texts.
    assert COUNT / 10 < refused < COUNT * 9 / 10
