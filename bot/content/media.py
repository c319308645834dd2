"""The pictures of an exercise: one poster, and short films without sound.

    films = catalogue.films[exercise]   # a `Clips`, even without any film
    films.poster                        # the still picture, always present
    films.loop(side)                    # the movement, repeated
    films.ready(side)                   # the starting pose, with a countdown of 15 seconds
    films.hold(20, part, side)          # the held pose, with a countdown of 20 seconds
    films.change(side)                  # change to this side, with a countdown of 8 seconds

Each of the four is a `Clip`, or None if there is no such film: then show the poster. `side` comes
from a `Segment`: None and `Side.FIRST` are the same film. For a counted exercise, `hold(s)` is one
whole repetition with its count, `s + COUNT_MOVE` seconds long, to be looped. Any other `hold(s)`
counts down `s` seconds and then shows a tick for another `TICKED` seconds, so that a film does not
restart its countdown when the next message is late.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.session.timeline import Side

TICKED = 3
"""Seconds at the end of a countdown during which a tick replaces the number."""

STAMP = re.compile(rb"limber-pose:([0-9a-f]{12})")
"""The source of a picture: the first digits of the pose file's SHA-256."""

_HEAD = 64 * 1024


class UnreadablePicture(Exception):
    """A file is not a picture of the kind that its name says."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A film without sound (MP4, H.264): its dimensions in pixels, its length in seconds."""

    path: Path
    width: int
    height: int
    seconds: float
    drawn_from: str = ""

    @property
    def whole_seconds(self) -> int:
        """The length in whole seconds, as the Bot API requires it."""
        return max(1, round(self.seconds))


@dataclass(frozen=True, slots=True)
class Clips:
    """All pictures of one exercise. The keys of `clips` are file names without extension."""

    poster: Path
    clips: Mapping[str, Clip] = field(default_factory=dict)

    def loop(self, side: Side | None = None) -> Clip | None:
        """The movement from start to end and back."""
        return self.clips.get(clip_name("loop", side=side))

    def ready(self, side: Side | None = None) -> Clip | None:
        """The starting pose of the exercise, with a countdown."""
        return self.clips.get(clip_name("ready", side=side))

    def change(self, side: Side | None = None) -> Clip | None:
        """The sign to change to this side, with a countdown."""
        return self.clips.get(clip_name("change", side=side))

    def hold(self, seconds: int, part: str | None = None, side: Side | None = None) -> Clip | None:
        """The held pose with a countdown of `seconds`; None if there is no film of that length."""
        return self.clips.get(clip_name(f"hold-{seconds}", part, side))


def clip_name(kind: str, part: str | None = None, side: Side | None = None) -> str:
    """A film's file name without extension: loop, hold-20, hold-5-round, ready-other."""
    words = [kind, *([part] if part else []), *(["other"] if side is Side.OTHER else [])]
    return "-".join(words)


def read_clips(folder: Path) -> Clips:
    """The pictures in an exercise's folder; unreadable films are left out."""
    clips = {}
    for path in sorted(folder.glob("*.mp4")):
        try:
            clips[path.stem] = read_clip(path)
        except UnreadablePicture:
            continue  # `check-content` reports it; the poster is shown instead
    return Clips(folder / "poster.png", clips)


def read_clip(path: Path) -> Clip:
    """The dimensions of a film, from the index at its start. Raises `UnreadablePicture`."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    try:
        boxes = dict(_boxes(head, 0, len(head)))
        if b"ftyp" not in boxes or b"moov" not in boxes:
            raise UnreadablePicture("its index is not at the beginning")
        index = dict(_boxes(head, *boxes[b"moov"]))
        scale, duration = _times(head, index[b"mvhd"][0])
        tracks = dict(_boxes(head, *index[b"trak"]))
        width, height = struct.unpack_from(">II", head, tracks[b"tkhd"][1] - 8)
    except (KeyError, IndexError, struct.error, ZeroDivisionError) as error:
        raise UnreadablePicture("it is no MP4 film") from error
    return Clip(path, width >> 16, height >> 16, duration / scale, stamp(head))


def stamp(head: bytes) -> str:
    """The source stamp in the first bytes of a picture; empty if there is none."""
    found = STAMP.search(head)
    return found.group(1).decode() if found else ""


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The boxes between two offsets of an MP4: the kind of each, and the range of its content."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8:
            return
        yield kind, (start + 8, start + size)
        start += size


def _times(data: bytes, start: int) -> tuple[int, int]:
    """The time scale and the duration in a movie header."""
    if data[start] == 1:
        scale, duration = struct.unpack_from(">IQ", data, start + 20)
    else:
        scale, duration = struct.unpack_from(">II", data, start + 12)
    return int(scale), int(duration)
