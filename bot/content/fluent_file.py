"""Parse a Fluent file with the line of every text."""

from collections.abc import Mapping
from dataclasses import dataclass

from fluent.syntax import FluentParser, ast

from bot.content.problems import Problem


@dataclass(frozen=True, slots=True)
class FluentFile:
    """The texts of one language by key, the line of each, and the mistakes found."""

    file: str
    resource: ast.Resource
    texts: Mapping[str, ast.Message | ast.Term]
    lines: Mapping[str, int]
    mistakes: tuple[Problem, ...]

    def mistake(self, key: str, sentence: str) -> Problem:
        """A mistake in the text with that key; the key of a term is "-name"."""
        return Problem(self.file, self.lines.get(key, 1), sentence)


def parse(file: str, raw: bytes) -> FluentFile:
    """Parse a Fluent file. Junk, duplicate keys and wrong encodings become mistakes."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        unreadable = Problem(file, 1, "this is not UTF-8 text: save it as UTF-8.")
        return FluentFile(file, ast.Resource([]), {}, {}, (unreadable,))
    resource = FluentParser().parse(text)
    texts: dict[str, ast.Message | ast.Term] = {}
    lines: dict[str, int] = {}
    mistakes: list[Problem] = []
    for entry in resource.body:
        line = _line(text, entry.span.start if entry.span else 0)
        if isinstance(entry, ast.Junk):
            mistakes.append(_junk(file, text, entry, line))
        elif isinstance(entry, ast.Message | ast.Term):
            key = _key(entry)
            if key in texts:
                twice = f"the text {key!r} is there twice: keep one of them."
                mistakes.append(Problem(file, line, twice))
            else:
                texts[key], lines[key] = entry, line
    return FluentFile(file, resource, texts, lines, tuple(mistakes))


def _key(entry: ast.Message | ast.Term) -> str:
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name


def _junk(file: str, text: str, junk: ast.Junk, line: int) -> Problem:
    why = junk.annotations[0] if junk.annotations else None
    if why is not None and why.span is not None:
        line = _line(text, why.span.start)
    problem = (why.message if why is not None else None) or "syntax error"
    return Problem(file, line, f"this is not valid Fluent ({problem.rstrip('.')}): correct it.")


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
