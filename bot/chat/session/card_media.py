"""Choose the picture of a card: a loop, a clip with a countdown, or the poster."""

from dataclasses import dataclass
from pathlib import Path

from bot.content.catalogue import Catalogue
from bot.content.media import Clip, Clips
from bot.domain.routines.custom_exercise import Media
from bot.domain.routines.routine import Item
from bot.domain.session.frame import Frame
from bot.domain.session.timeline import Kind, Segment
from bot.services.session.cards import CardView

COUNTING_TOLERANCE = 1.5
"""Seconds. A countdown clip that starts later would show a wrong number."""


@dataclass(frozen=True, slots=True)
class CardMedia:
    """A picture, and whether it shows the countdown of the segment, so that the text need not."""

    picture: Path | Clip | Media
    counts: bool = False

    @property
    def name(self) -> str:
        """The name stored with the session, like "cat-stretch/loop"."""
        match self.picture:
            case Media(kind, file):
                return f"{kind.value}/{file}"
            case Clip(path=file) | file:
                return f"{file.parent.name}/{file.stem}"


def poster(catalogue: Catalogue, item: Item) -> CardMedia:
    """Return the still picture, or the media of a custom exercise."""
    return CardMedia(catalogue.poster(item.exercise) if item.own is None else item.own.media)


def card_media(catalogue: Catalogue, view: CardView, frame: Frame) -> CardMedia:
    """Return the picture of a frame. Without motion, it is the poster."""
    if frame.item.own is not None:
        return poster(catalogue, frame.item)
    clips = catalogue.films[frame.item.exercise]
    if not view.person.motion:
        return CardMedia(clips.poster)
    clip = None if frame.still else _counting(clips, frame.segment, is_new=frame.item.is_new)
    if clip is not None:
        counting = CardMedia(clip, counts=True)
        if frame.elapsed < COUNTING_TOLERANCE or view.session.shown_picture == counting.name:
            return counting
    return CardMedia(clips.loop(frame.segment.side) or clips.poster)


def _counting(clips: Clips, segment: Segment, *, is_new: bool) -> Clip | None:
    match segment.kind:
        case Kind.HOLD:
            return clips.hold(segment.hold, segment.part, segment.side)
        case Kind.SWITCH:
            return clips.change(segment.side)
        case Kind.READY if not is_new:  # a new exercise shows its movement meanwhile
            return clips.ready(segment.side)
        case _:
            return None
