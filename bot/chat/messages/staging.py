"""Which picture a card shows: the movement, a film that counts down by itself, or the poster."""

from dataclasses import dataclass
from pathlib import Path

from bot.content.catalogue import Catalogue
from bot.content.films import Clip, Films
from bot.domain.own import Media
from bot.domain.player import Frame
from bot.domain.routines import Item
from bot.domain.script import Kind, Segment
from bot.services.cards import View

IN_STEP = 1.5
"""Seconds within which a counting film has to begin, or it would show a wrong number."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A picture, and whether it counts the seconds of the segment, so that no words need to."""

    picture: Path | Clip | Media
    counts: bool = False

    @property
    def name(self) -> str:
        """The name by which a card remembers it, like "cat-stretch/loop"."""
        match self.picture:
            case Media(kind, file):
                return f"{kind.value}/{file}"
            case Clip(path=file) | file:
                return f"{file.parent.name}/{file.stem}"


def poster(catalogue: Catalogue, item: Item) -> Staged:
    """The still picture, or what the person sent with an exercise of their own."""
    return Staged(catalogue.poster(item.exercise) if item.own is None else item.own.media)


def staged(catalogue: Catalogue, view: View, frame: Frame) -> Staged:
    """The picture for this moment. Who wants no motion gets the poster and a count in words."""
    if frame.item.own is not None:
        return poster(catalogue, frame.item)
    films = catalogue.films[frame.item.exercise]
    if not view.person.motion:
        return Staged(films.poster)
    clip = None if frame.still else _counting(films, frame.segment, is_new=view.is_new)
    if clip is not None:
        counting = Staged(clip, counts=True)
        if frame.elapsed < IN_STEP or view.workout.shown_picture == counting.name:
            return counting
    return Staged(films.loop(frame.segment.side) or films.poster)


def _counting(films: Films, segment: Segment, *, is_new: bool) -> Clip | None:
    match segment.kind:
        case Kind.HOLD:
            return films.hold(segment.hold, segment.part, segment.side)
        case Kind.SWITCH:
            return films.change(segment.side)
        case Kind.READY if not is_new:  # who does not know the movement yet is shown it meanwhile
            return films.ready(segment.side)
        case _:
            return None
