"""Whether every exercise has its picture, in a form that a chat takes quickly."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.mistakes import Mistake
from bot.content.shelf import Shelf

POSTER_BYTES = 60 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"


def check(shelf: Shelf) -> Iterator[Mistake]:
    """Posters that are missing, no PNG, or too heavy."""
    for name in shelf.exercise_folders():
        problem = _problem(shelf.folder / "exercises" / name / "poster.png")
        if problem is not None:
            yield Mistake(f"exercises/{name}/poster.png", 1, problem)


def _problem(poster: Path) -> str | None:
    if not poster.is_file():
        return "this picture is missing: draw it."
    with poster.open("rb") as file:
        if file.read(len(_PNG)) != _PNG:
            return "this is no PNG picture: save it as one."
    size = poster.stat().st_size
    if size > POSTER_BYTES:
        return f"{size // 1024} KB is too heavy: {POSTER_BYTES // 1024} KB is the most."
    return None
