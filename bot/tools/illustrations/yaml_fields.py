"""Read YAML field by field with line numbers; collects every problem and guesses nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bot.tools.illustrations.geometry import TINY, Vector, length, vector

AXES = 3


class PoseFileError(Exception):
    """A pose file cannot be used; `problems` says where and what to do, one line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Mapping(dict[str, Any]):
    """A YAML mapping that remembers the line of each key (1 = first)."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}

    def put(self, key: str, value: Any, line: int) -> None:
        """Set a key and note its line."""
        self[key] = value
        self.lines[key] = line


class _Loader(yaml.SafeLoader):
    problems: list[tuple[int, str]]


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Mapping:
    found = Mapping()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            loader.problems.append((line, f"the key {key!r} is not a word; write it in quotes"))
        elif key in found:
            loader.problems.append((line, f"the key '{key}' stands here twice; keep one"))
        found.put(str(key), loader.construct_object(value_node, deep=True), line)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def load_mapping(path: Path) -> Mapping:
    """Return the YAML mapping in `path`; raises `PoseFileError` when there is none."""
    loader: _Loader | None = None
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        loader.problems = []
        loaded = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = f"{path}:{line}: this is not YAML ({error.problem}); mend the line"
        raise PoseFileError([problem]) from error
    except yaml.YAMLError as error:
        raise PoseFileError([f"{path}:1: this is not YAML ({error}); mend it"]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PoseFileError(
            [f"{path}: cannot be read ({error}); give the folder a pose.yaml"]
        ) from error
    if loader.problems:
        raise PoseFileError(f"{path}:{line}: {text}" for line, text in loader.problems)
    if not isinstance(loaded, Mapping):
        raise PoseFileError([f"{path}:1: must be a mapping with 'schema', 'id', 'poses', 'poster'"])
    return loaded


class Fields:
    """One mapping of the file: read the known keys, then `finish()` reports the unknown ones."""

    def __init__(self, path: Path, where: str, mapping: Mapping, problems: list[str]) -> None:
        self.path, self.where, self.mapping, self.problems = path, where, mapping, problems
        self.taken: set[str] = set()

    def complain(self, key: str, text: str) -> None:
        """Add a problem at the line of `key`."""
        line = self.mapping.lines.get(key) or min(self.mapping.lines.values(), default=1)
        place = f"{self.where}.{key}" if self.where else key
        self.problems.append(f"{self.path}:{line}: {place}: {text}")

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value."""
        return self.mapping.get(key) is not None

    def take(self, key: str) -> Any:
        """Return the raw value of a key, or None."""
        self.taken.add(key)
        return self.mapping.get(key)

    def need(self, key: str) -> bool:
        """Tell whether the key is there; report it if it is not."""
        if not self.has(key):
            self.complain(key, "is missing; add it")
        return self.has(key)

    def number(self, key: str, default: float = 0.0) -> float:
        """Return a number."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.complain(key, f"must be a number, not {value!r}")
            return default
        return float(value)

    def flag(self, key: str) -> bool:
        """Return true or false; false when the key is not there."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.complain(key, f"must be true or false, not {value!r}")
        return value is True

    def points(self, key: str, least: int) -> tuple[Vector, ...]:
        """Return a list of at least so many points [x, y, z]."""
        value = self.take(key)
        rows = value if isinstance(value, list) else []
        good = [vector(*row) for row in rows if _are_numbers(row) and len(row) == AXES]
        if len(good) < least or len(good) != len(rows):
            self.complain(key, f"must be a list of {least} or more points [x, y, z]")
        return tuple(good)

    def numbers(self, key: str, counts: tuple[int, ...]) -> Vector | None:
        """Return a list of numbers of one of the allowed lengths, or None."""
        value = self.take(key)
        if value is None:
            return None
        if not _are_numbers(value) or len(value) not in counts:
            sizes = " or ".join(str(c) for c in counts)
            self.complain(key, f"must be a list of {sizes} numbers, not {value!r}")
            return None
        return vector(*value)

    def direction(self, key: str) -> Vector | None:
        """Return three numbers that point somewhere, or None."""
        v = self.numbers(key, (AXES,))
        if v is not None and length(v) < TINY:
            self.complain(key, "must point somewhere, not [0, 0, 0]")
            return None
        return v

    def word(self, key: str, choices: Iterable[str], default: str = "") -> str:
        """Return one of the allowed words."""
        value, known = self.take(key), sorted(choices)
        if value is None:
            return default
        if value not in known:
            self.complain(key, f"'{value}' is not known; use {_hint(str(value), known)}")
            return default or known[0]
        return str(value)

    def words(self, key: str, choices: Iterable[str]) -> tuple[str, ...]:
        """Return a list of allowed words."""
        value, known = self.take(key), sorted(choices)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        for item in items:
            if item not in known:
                self.complain(key, f"'{item}' is not known; use {_hint(str(item), known)}")
        return tuple(str(item) for item in items if item in known)

    def inner(self, key: str) -> Fields | None:
        """Return the mapping under a key, or None."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.complain(key, f"must be a mapping, not {value!r}")
            return None
        where = f"{self.where}.{key}" if self.where else key
        return Fields(self.path, where, value, self.problems)

    def each(self, key: str) -> list[Fields]:
        """Return the mappings in the list under a key."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value):
            self.complain(key, "must be a list of mappings; start each with '- '")
            return []
        return [
            Fields(self.path, f"{self.where}.{key}[{i}]".lstrip("."), v, self.problems)
            for i, v in enumerate(value)
        ]

    def finish(self) -> None:
        """Report every key that was not read."""
        for key in self.mapping:
            if key not in self.taken:
                known = sorted(self.taken)
                self.complain(key, f"unknown key; remove it or use {_hint(key, known)}")


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in value
    )


def _hint(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1)
    return f"'{near[0]}'" if near else "one of " + ", ".join(known)
