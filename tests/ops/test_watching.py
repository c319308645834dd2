"""The dashboard and the alert rules use only series that `/metrics` prints."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import REGISTRY
from tests.project import repository

DASHBOARD: dict[str, Any] = json.loads(repository.read("bot/ops/dashboard.json"))
ALERTS: dict[str, Any] = yaml.safe_load(repository.read("bot/ops/alerts.yml"))
RULES: list[dict[str, Any]] = ALERTS["groups"][0]["rules"]

BY_PROMETHEUS = {"up"}
"""Series that Prometheus itself creates for each target."""

OF_PROMETHEUS = {"sum", "max", "min", "rate", "increase", "histogram_quantile", "by", "le"}
LABELS_OF_PROMETHEUS = {"job", "instance"}


def printed() -> dict[str, dict[str, set[str]]]:
    """Every series of `/metrics`: its name, and its labels with their values."""
    found: dict[str, dict[str, set[str]]] = {}
    for family in text_string_to_metric_families(generate_latest(REGISTRY).decode()):
        for sample in family.samples:
            labels = found.setdefault(sample.name, {})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    return found


PRINTED = printed()


def expressions() -> Iterator[str]:
    """Every expression in the dashboard and the alert rules."""
    yield from (rule["expr"] for rule in RULES)
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel["targets"])


def series(expression: str) -> Iterator[tuple[str, str]]:
    """Each series in an expression: its name, and the text in its braces."""
    plain = re.sub(r"by \([a-z, ]*\)", "", expression)
    for name, labels in re.findall(r"\b([a-z_]+)\b(?!\()(?:\{([^}]*)\})?", _with_interval(plain)):
        if (name not in OF_PROMETHEUS and "_" in name) or name in BY_PROMETHEUS:
            yield name, labels


def _with_interval(expression: str) -> str:
    return expression.replace("$__rate_interval", "5m")


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_every_series_in_use_is_printed(expression: str) -> None:
    found = list(series(expression))
    assert found, "the expression has no series"
    for name, matchers in found:
        assert name in set(PRINTED) | BY_PROMETHEUS, name
        for label, values in re.findall(r'(\w+)=~?"([^"]*)"', matchers):
            if label not in LABELS_OF_PROMETHEUS:
                assert set(values.split("|")) <= PRINTED[name][label]
    for grouped in re.findall(r"by \(([a-z, ]*)\)", expression):
        assert set(grouped.split(", ")) <= set(PRINTED[found[0][0]])


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_every_expression_has_balanced_brackets(expression: str) -> None:
    for pair in ("()", "{}", "[]"):
        assert expression.count(pair[0]) == expression.count(pair[1])


def test_every_series_of_limber_is_used() -> None:
    asked = {name for expression in expressions() for name, _ in series(expression)}
    ours = {name for name in PRINTED if name.startswith("limber_")}
    lag = "limber_reminder_lag_seconds"
    assert ours - asked == {f"{lag}_count", f"{lag}_sum"}


def test_every_alert_has_a_summary_and_a_remedy() -> None:
    names = [rule["alert"] for rule in RULES]
    assert len(names) == len(set(names))
    for rule in RULES:
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["annotations"]["action"].endswith(".")
        assert rule["labels"]["severity"] in {"page", "ticket"}


def test_the_panels_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids))
    assert all(panel["title"] and panel["description"] for panel in DASHBOARD["panels"])


def test_the_dashboard_can_be_imported_into_any_grafana() -> None:
    (source,) = DASHBOARD["__inputs"]
    uids = {target["datasource"]["uid"] for p in DASHBOARD["panels"] for target in p["targets"]}
    assert uids == {f"${{{source['name']}}}"}
    assert "id" not in DASHBOARD
