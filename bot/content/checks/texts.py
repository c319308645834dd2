"""Check that translations are valid and have no texts or values that English lacks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.content.checks.articles import GRADE, spoken
from bot.content.checks.wording import banned
from bot.content.fluent_file import FluentFile
from bot.content.problems import Problem
from bot.content.reading_grade import grade, words
from bot.content.translations import ENGLISH

TAGS = ("b", "i", "u", "s", "code")
"""The Telegram HTML tags that a text may use."""

DISCLAIMER_PREFIX = "safety-disclaimer-"
"""The prefix of texts that may name what Limber does not do."""

TEXT_CHARACTERS = 1000
"""The longest text, without its values; a Telegram message has at most 4096 with them."""

MIN_WORDS_TO_GRADE = 12
"""The fewest words to grade: in a shorter text, one long word would determine the grade."""

_COMMAND = re.compile(r"/[a-z]+")
_TAG = re.compile(r"<(/?)(\w+)>")


@dataclass
class Parts(Visitor):
    """The literal words of a text, the values that it uses, and the texts that it includes."""

    written: str = ""
    values: set[str] = field(default_factory=set)
    included: set[str] = field(default_factory=set)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - the library's name
        """Collect literal words."""
        self.written += node.value

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        """Collect the name of a value."""
        self.values.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        """Collect the key of an included text."""
        self.included.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        """Collect the name of an included term."""
        self.included.add(f"-{node.id.name}")


def check(files: Mapping[str, FluentFile]) -> Iterator[Problem]:
    """Every mistake in the Fluent files, given by language."""
    parts = {language: _parts(file) for language, file in files.items()}
    for language, file in files.items():
        yield from file.mistakes
        for key, text in parts[language].items():
            yield from (file.mistake(key, problem) for problem in _html(text.written))
            yield from (file.mistake(key, each) for each in _plain(language, text.written))
            if not key.startswith(DISCLAIMER_PREFIX):
                yield from (file.mistake(key, each) for each in banned(language, text.written))
            for name in sorted(text.included - parts[language].keys()):
                yield file.mistake(key, f"{key!r} includes {name!r}, which is nowhere: write it.")
        if language != ENGLISH and ENGLISH in parts:
            yield from _differs(file, parts[language], parts[ENGLISH])


def _plain(language: str, written: str) -> Iterator[str]:
    """Problems with the length of a text and, in English, with its reading grade."""
    if len(written) > TEXT_CHARACTERS:
        yield f"{len(written)} characters: {TEXT_CHARACTERS} is the most."
    said = spoken(_COMMAND.sub("it", _TAG.sub("", written)))
    if (
        language == ENGLISH
        and len(words(said)) >= MIN_WORDS_TO_GRADE
        and (level := grade(said)) > GRADE
    ):
        yield f"it reads like school year {level:.1f}: use shorter words and sentences."


def _parts(file: FluentFile) -> dict[str, Parts]:
    found: dict[str, Parts] = {}
    for key, text in file.texts.items():
        found[key] = Parts()
        found[key].visit(text)
    return found


def _differs(
    file: FluentFile, here: Mapping[str, Parts], english: Mapping[str, Parts]
) -> Iterator[Problem]:
    for key in sorted(_messages(here) - english.keys()):
        yield file.mistake(key, f"English has no text {key!r}: correct or remove it.")
    for key in sorted(_messages(english) & here.keys()):
        for name in sorted(here[key].values - english[key].values):
            yield file.mistake(key, f"nobody gives {key!r} a value {name!r}: correct its name.")


def _messages(parts: Mapping[str, Parts]) -> set[str]:
    return {key for key in parts if not key.startswith("-")}


def _html(text: str) -> Iterator[str]:
    for name in TAGS:
        if text.count(f"<{name}>") != text.count(f"</{name}>"):
            yield f"<{name}> and </{name}> do not pair: close each one."
    for _, name in _TAG.findall(text):
        if name not in TAGS:
            yield f"<{name}> is not allowed here: use only {', '.join(TAGS)}."
    if re.search(r"[<>]|&(?!\w+;)", _TAG.sub("", text)):
        yield "a bare <, > or & breaks the message: write &lt;, &gt; or &amp;."
