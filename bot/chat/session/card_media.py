"""Which picture a card shows: the movement, a film that counts down by itself, or the poster."""

from dataclasses import dataclass
from pathlib import Path

from bot.content.catalogue import Catalogue
from bot.content.media import Clip, Clips
from bot.domain.routines.custom_exercise import Media
from bot.domain.routines.routine import Item
from bot.domain.session.player import Frame
from bot.domain.session.timeline import Kind, Segment
from bot.services.session.cards import CardView

COUNTING_TOLERANCE = 1.5
"""Seconds within which a counting film has to begin, or it would show a wrong number."""


@dataclass(frozen=True, slots=True)
class CardMedia:
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


def poster(catalogue: Catalogue, item: Item) -> CardMedia:
    """The still picture, or what the person sent with an exercise of their own."""
    return CardMedia(catalogue.poster(item.exercise) if item.own is None else item.own.media)


def card_media(catalogue: Catalogue, view: CardView, frame: Frame) -> CardMedia:
    """The picture for this moment. Who wants no motion gets the poster and a count in words."""
    if frame.item.own is not None:
        return poster(catalogue, frame.item)
    films = catalogue.films[frame.item.exercise]
    if not view.person.motion:
        return CardMedia(films.poster)
    clip = None if frame.still else _counting(films, frame.segment, is_new=view.is_new)
    if clip is not None:
        counting = CardMedia(clip, counts=True)
        if frame.elapsed < COUNTING_TOLERANCE or view.session.shown_picture == counting.name:
            return counting
    return CardMedia(films.loop(frame.segment.side) or films.poster)


def _counting(films: Clips, segment: Segment, *, is_new: bool) -> Clip | None:
    match segment.kind:
        case Kind.HOLD:
            return films.hold(segment.hold, segment.part, segment.side)
        case Kind.SWITCH:
            return films.change(segment.side)
        case Kind.READY if not is_new:  # who does not know the movement yet is shown it meanwhile
            return films.ready(segment.side)
        case _:
            return None
