"""Shows an exercise in the browser as people will see it: its card, poster and every film.

Every request reads the current content: change a file, draw, and reload the page.
"""

import asyncio
import html
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.routines import library
from bot.clock import SystemClock
from bot.content import checker, translations
from bot.content.loader import load
from bot.content.media import Clip, Clips, read_clips
from bot.content.problems import BrokenContent, Problem
from bot.domain.people.person import Person, PersonId
from bot.domain.routines.exercises import ExerciseId
from bot.services.plan.recommendations import single
from bot.services.ports import Library
from bot.web import Server

FILES = ("exercise.yaml", "pose.yaml")
KINDS = (".png", ".mp4")
ORDER = ("loop", "ready", "hold", "change")

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
.grid > * { margin: 0; } img, video { border-radius: .75rem; display: block; width: 100%; }
figcaption, .card { overflow-wrap: anywhere; padding: .25rem; }
.card { border: 1px solid #8886; border-radius: .75rem; white-space: pre-line; }
.card span { border: 1px solid #8886; border-radius: .5rem; display: block; margin-top: .25rem;
  padding: .25rem; text-align: center; }
.wrong { border-left: .3rem solid #c4321c; padding-left: .75rem; white-space: pre-line; }
"""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `limber preview`; no exercise means the list of all of them."""

    folder: Path
    exercise: str = ""
    port: int = 8082
    browser: bool = True


async def run(options: Options, stopped: asyncio.Event) -> None:
    """Serve the pages until `stopped` is set."""
    server = Server(create_app(options.folder), "127.0.0.1", options.port)
    await server.start()
    try:
        url = f"{server.url}/{options.exercise}"
        sys.stdout.write(
            f"The preview is ready: open {url} in your browser. Stop it with Ctrl+C.\n"
        )
        sys.stdout.flush()
        if options.browser:
            webbrowser.open(url)
        await stopped.wait()
    finally:
        await server.stop()


def names(folder: Path) -> list[str]:
    """The exercises of a content folder, finished or not."""
    found = [path for file in FILES for path in folder.glob(f"exercises/*/{file}")]
    return sorted({path.parent.name for path in found})


class Shown:
    """The current state of a content folder; read again only when a file has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[Problem] = []
        self.words: tuple[Localizer, ...] = ()
        self._seen: frozenset[tuple[Path, int]] = frozenset()

    def look(self) -> None:
        """Read the texts of every language and all problems as they are now."""
        seen = frozenset((path, path.stat().st_mtime_ns) for path in self.folder.rglob("*.*"))
        if seen == self._seen:
            return
        self.mistakes, self.words, self._seen = checker.check(self.folder), (), seen
        with suppress(BrokenContent):  # the listed problems say what is broken
            catalogue, texts = load(self.folder), translations.load(self.folder)
            self.words = tuple(
                Localizer(texts.of(language), catalogue, SystemClock().now)
                for language in catalogue.languages
            )


def create_app(folder: Path) -> Starlette:
    """The list of all exercises, a page for each, and their pictures."""
    shown = Shown(folder)

    def everything(_: Request) -> Response:
        return HTMLResponse(_page("All exercises", _grid(_entry(name) for name in names(folder))))

    def one(request: Request) -> Response:
        name = request.path_params["exercise"]
        if name not in names(folder):
            return HTMLResponse(_page("There is no such exercise", _HOME), 404)
        return HTMLResponse(_page(name, _HOME + _exercise(shown, name)))

    def picture(request: Request) -> Response:
        path = folder / "exercises" / request.path_params["exercise"] / request.path_params["file"]
        if path.parent.name not in names(folder) or path.suffix not in KINDS or not path.is_file():
            return Response("There is no such picture.", 404)
        return FileResponse(path, headers={"Cache-Control": "no-store"})

    return Starlette(
        routes=[
            Route("/", everything),
            Route("/{exercise}", one),
            Route("/{exercise}/{file}", picture),
        ]
    )


_HOME = '<p><a href="/">All exercises</a></p>'


def _page(title: str, body: str) -> str:
    said = html.escape(title)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{said} · Limber</title><style>{_STYLE}</style><h1>{said}</h1>{body}</html>"
    )


def _grid(items: Iterator[str]) -> str:
    return f'<div class="grid">{"".join(items)}</div>'


def _entry(name: str) -> str:
    return (
        f'<figure><a href="/{name}"><img src="/{name}/poster.png" alt="{name}">'
        f"<figcaption>{name}</figcaption></a></figure>"
    )


def _exercise(shown: Shown, name: str) -> str:
    shown.look()
    films = read_clips(shown.folder / "exercises" / name)
    cards = _grid(_cards(shown.words, ExerciseId(name)))
    pictures = _grid(_pictures(name, films))
    return f"{_wrong(shown, name)}<h2>Card</h2>{cards}<h2>Pictures</h2>{pictures}"


def _wrong(shown: Shown, name: str) -> str:
    """The problems that `check-content` finds in this exercise; all if it cannot be shown."""
    here = [each for each in shown.mistakes if each.file.startswith(f"exercises/{name}/")]
    told = here if shown.words else shown.mistakes
    lines = "\n".join(map(str, told))
    return f'<p class="wrong">{html.escape(lines)}</p>' if told else ""


def _cards(words: Sequence[Localizer], id: ExerciseId) -> Iterator[str]:
    """The library page of the exercise in every language, as the bot sends it."""
    for each in words:
        if id in each.catalogue.exercises:
            yield _card(_message(each, id))
        else:
            yield "<p>It has no card yet: write its exercise.yaml and en.yaml.</p>"


def _message(words: Localizer, id: ExerciseId) -> Message:
    catalogue = words.catalogue
    known = Library(catalogue.exercises, catalogue.routines, catalogue.programme)
    return library.exercise(words, Person(PersonId(0), ""), single(id, known)[0], None)


def _card(message: Message) -> str:
    buttons = (button.label for row in message.keyboard for button in row)
    labels = "".join(f"<span>{html.escape(label)}</span>" for label in buttons)
    return f'<div class="card">{message.text}{labels}</div>'


def _pictures(name: str, films: Clips) -> Iterator[str]:
    if films.poster.is_file():
        yield f'<figure><img src="/{name}/poster.png" alt="">{_caption(films.poster)}</figure>'
    for clip in sorted(films.clips.values(), key=_order):
        yield (
            f'<figure><video src="/{name}/{clip.path.name}" autoplay loop muted playsinline'
            f" controls></video>{_caption(clip.path, clip.seconds)}</figure>"
        )


def _order(clip: Clip) -> tuple[int, int, str]:
    """Sort films: the movement, the start, holds from the shortest on, then the other side."""
    kind, *words = clip.path.stem.split("-")
    length = int(words[0]) if words and words[0].isdecimal() else 0
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), length, clip.path.stem)


def _caption(path: Path, seconds: float | None = None) -> str:
    length = "" if seconds is None else f", {seconds:.1f} s"
    return f"<figcaption>{path.stem}: {path.stat().st_size // 1024} KB{length}</figcaption>"
