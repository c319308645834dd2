"""Parse YAML with the line number of every value, and report duplicate keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

Place = tuple[str | int, ...]
"""The path to a value: keys and positions from the top of the file."""

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C version if available


class _Plain(_Loader):  # type: ignore[misc]  # chosen above
    """Reads plain scalars as YAML 1.2 does: `no` is text (Norway's code), and so is a date."""


_UNWANTED = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag not in _UNWANTED]
    for first, known in _Loader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), ["t", "f"])


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file, the line of every value, and duplicate keys."""

    data: Any
    lines: Mapping[Place, int]
    repeated: tuple[tuple[Place, int], ...] = ()

    def line(self, place: Place) -> int:
        """The line of the value at that place, or of its nearest parent; from 1."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1


class BrokenYaml(Exception):
    """The file is not valid YAML; `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


@dataclass(slots=True)
class _Walk:
    """Converts the nodes of a file to data and collects their lines."""

    constructor: Any
    lines: dict[Place, int] = field(default_factory=dict)
    repeated: list[tuple[Place, int]] = field(default_factory=list)

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*place, at)) for at, each in enumerate(node.value)]
        return self.constructor.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in found:
                self.repeated.append(((*place, key), line))
            self.lines[(*place, key)] = line
            found[key] = self.value(value_node, (*place, key))
        return found


def parse(text: str) -> Document:
    """The content of a YAML file with its lines. Raises `BrokenYaml`."""
    try:
        return _read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenYaml(mark.line + 1 if mark else 1, error.problem or str(error)) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BrokenYaml(1, str(error).splitlines()[0]) from error


def _read(text: str) -> Document:
    loader = _Plain(text)
    try:
        node = loader.get_single_node()
        walk = _Walk(loader)
        data = None if node is None else walk.value(node, ())
    finally:
        loader.dispose()
    return Document(data, walk.lines, tuple(walk.repeated))
