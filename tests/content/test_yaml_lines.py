"""YAML is parsed with its lines, and its pitfalls are refused."""

import pytest

from bot.content.yaml_lines import BrokenYaml, parse


def test_every_value_knows_its_line() -> None:
    document = parse("a: 1\nb:\n  c: 2\n  d:\n    - x\n    - y: 3\n")
    assert document.data == {"a": 1, "b": {"c": 2, "d": ["x", {"y": 3}]}}
    assert document.line(("b", "c")) == 3
    assert document.line(("b", "d", 0)) == 5
    assert document.line(("b", "d", 1, "y")) == 6


def test_a_missing_value_has_the_line_of_its_parent() -> None:
    document = parse("a: 1\nb:\n  c: 2\n")
    assert document.line(("b", "lost", 7)) == 2
    assert document.line(("lost",)) == 1


def test_a_duplicate_key_is_reported_with_its_line() -> None:
    assert parse("a: 1\nb:\n  c: 2\n  c: 3\n").repeated == ((("b", "c"), 4),)


def test_no_is_text_and_not_a_boolean() -> None:
    assert parse("[NO, no, off, yes]").data == ["NO", "no", "off", "yes"]


def test_true_and_false_are_booleans() -> None:
    assert parse('[true, false, "true", truest]').data == [True, False, "true", "truest"]


def test_a_date_stays_text() -> None:
    assert parse("on: 2026-01-31").data == {"on": "2026-01-31"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1,\nb: 2\n", 3),
        ("a: 1\n b: 2\n", 2),
        ("a: !!python/name:os.getcwd x", 1),
        ("a: 1\n---\nb: 2\n", 2),
        ("&a [*a]", 1),
        ("a: \x07", 1),
    ],
)
def test_invalid_yaml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(BrokenYaml) as refused:
        parse(text)
    assert refused.value.line == line


def test_an_empty_file_has_no_data() -> None:
    assert parse("").data is None
