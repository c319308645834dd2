"""Check that every exercise has its pictures, in a format and size that load quickly in a chat."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from bot.content import media
from bot.content.problems import Problem
from bot.content.source_files import SourceFiles

POSTER_BYTES = 60 * 1024
FILM_BYTES = {"loop": 200 * 1024, "hold": 250 * 1024, "ready": 250 * 1024, "change": 250 * 1024}
_PNG = b"\x89PNG\r\n\x1a\n"
ALL_BYTES = 15 * 1024 * 1024
DRAW = "python -m bot.tools.illustrations content"


def check(files: SourceFiles) -> Iterator[Problem]:
    """Posters that are missing, no PNG, or too large."""
    for name in files.exercise_folders():
        poster = files.folder / "exercises" / name / "poster.png"
        problem = _poster_problem(poster)
        if problem is not None:
            yield Problem(f"exercises/{name}/poster.png", 1, problem)


def check_films(files: SourceFiles) -> Iterator[Problem]:
    """Films that no chat can show, that are too large, or that are older than their pose."""
    for name in files.exercise_folders():
        folder = files.folder / "exercises" / name
        drawn_from = _drawn_from(folder / "pose.yaml")
        for path in sorted(folder.glob("*.mp4")):
            problem = _film_problem(path, drawn_from)
            if problem is not None:
                yield Problem(f"exercises/{name}/{path.name}", 1, problem)
    yield from _total_size(files.folder / "exercises")


def _total_size(folder: Path) -> Iterator[Problem]:
    files = [*folder.glob("*/*.mp4"), *folder.glob("*/*.png")]
    problem = _too_large(sum(path.stat().st_size for path in files), ALL_BYTES)
    if problem is not None:
        yield Problem("exercises", 1, f"all pictures together: {problem}")


def _drawn_from(pose_file: Path) -> str:
    """The first digits of a pose file's SHA-256; empty where there is none."""
    if not pose_file.is_file():
        return ""
    return hashlib.sha256(pose_file.read_bytes()).hexdigest()[:12]


def _poster_problem(poster: Path) -> str | None:
    if not poster.is_file():
        return "this picture is missing: draw it."
    with poster.open("rb") as file:
        if file.read(len(_PNG)) != _PNG:
            return "this is no PNG picture: save it as one."
    return _size_problem(poster, POSTER_BYTES)


def _film_problem(path: Path, drawn_from: str) -> str | None:
    try:
        clip = media.read_clip(path)
    except media.UnreadablePicture as error:
        return f"this film cannot be read ({error}): draw it anew with {DRAW}."
    most = FILM_BYTES.get(path.stem.partition("-")[0])
    if most is None:
        return f"nothing shows this film: name it {', '.join(FILM_BYTES)} or remove it."
    if clip.drawn_from != drawn_from:
        return f"this film is older than pose.yaml: draw it anew with {DRAW}."
    return _size_problem(path, most)


def _size_problem(path: Path, most: int) -> str | None:
    return _too_large(path.stat().st_size, most)


def _too_large(size: int, most: int) -> str | None:
    if size <= most:
        return None
    return f"{size // 1024} KB is too heavy: {most // 1024} KB is the most."
