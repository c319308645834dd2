"""Which picture a card shows: the movement, a hold that counts itself down, or the poster."""

from dataclasses import dataclass
from pathlib import Path

from bot.content.catalogue import Catalogue
from bot.content.media import Clip, Media
from bot.domain.exercises import ExerciseId
from bot.domain.player import Frame
from bot.domain.script import Kind, Side
from bot.services.cards import View

IN_STEP = 1.5
"""Seconds within which a counting clip has to begin, or its ring would show a wrong number."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A picture, the name by which a card remembers it, and whether it counts the hold."""

    picture: Path | Clip
    counts: bool = False

    @property
    def name(self) -> str:
        """Like "cat-stretch/loop"."""
        file = self.picture.file if isinstance(self.picture, Clip) else self.picture
        return f"{file.parent.name}/{file.stem}"


def poster(catalogue: Catalogue, exercise: ExerciseId) -> Staged:
    """The still picture."""
    return Staged(catalogue.poster(exercise))


def staged(catalogue: Catalogue, view: View, frame: Frame) -> Staged:
    """The picture for this moment. Who wants no motion gets the poster and a count in words."""
    media = catalogue.media[frame.item.exercise]
    if not view.person.motion:
        return Staged(media.poster)
    hold = _counting(media, frame)
    if hold is not None and (frame.elapsed < IN_STEP or view.workout.shown_picture == hold.name):
        return hold
    return Staged(media.loop(other=frame.segment.side is Side.OTHER) or media.poster)


def _counting(media: Media, frame: Frame) -> Staged | None:
    segment = frame.segment
    if segment.kind is not Kind.HOLD or frame.still is not None or segment.part is not None:
        return None
    clip = media.hold(segment.hold, other=segment.side is Side.OTHER)
    return None if clip is None else Staged(clip, counts=True)
