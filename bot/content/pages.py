"""The words of an article: a title and its pages, written in a small subset of Markdown.

`# Title` once, `## Heading` at the beginning of each page, paragraphs, and lists with `- `.
"""

from dataclasses import dataclass

from bot.content.problems import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its heading and its text. `line` is where it begins in the file, from 1."""

    heading: str
    text: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole article in one language. Plain text, not HTML; each list item is a bulleted line."""

    title: str
    pages: tuple[Page, ...]


def parse(file: str, raw: bytes) -> Pages | Problem:
    """Parse an article, or return the problem that prevents it."""
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return Problem(file, 1, "this is not UTF-8 text: save it as UTF-8.")
    if not lines or not lines[0].startswith("# "):
        return Problem(file, 1, "an article begins with its title: write '# ' and the title.")
    starts = [at for at, line in enumerate(lines) if line.startswith("## ")]
    if not starts:
        return Problem(file, 1, "there is no page: begin one with '## ' and its heading.")
    stray = next((at for at in range(1, starts[0]) if lines[at].strip()), None)
    if stray is not None:
        return Problem(file, stray + 1, "this stands on no page: write '## ' and a heading above.")
    ends = [*starts[1:], len(lines)]
    pages = (_page(lines, start, end) for start, end in zip(starts, ends, strict=True))
    return Pages(lines[0].removeprefix("# ").strip(), tuple(pages))


def _page(lines: list[str], start: int, end: int) -> Page:
    text = "\n".join(_line(line) for line in lines[start + 1 : end])
    return Page(lines[start].removeprefix("## ").strip(), text.strip(), start + 1)


def _line(line: str) -> str:
    return f"• {line[2:].strip()}" if line.startswith("- ") else line.rstrip()
