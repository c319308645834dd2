"""The pictures of an exercise, still and moving, found by the names of their files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

POSTER = "poster.png"


@dataclass(frozen=True, slots=True)
class Clip:
    """A silent moving picture (H.264 in MP4) that plays again and again."""

    file: Path


@dataclass(frozen=True, slots=True)
class Media:
    """The pictures of an exercise.

    `loop.mp4` shows the whole movement, `hold-<seconds>.mp4` a hold of that length: 3 s to ease in,
    then a ring counts down. `loop-other.mp4` and `hold-<seconds>-other.mp4` show the other side;
    where they are missing, both sides look the same.
    """

    poster: Path
    clips: Mapping[str, Clip] = field(default_factory=dict)
    """By the names of their files, without the ending."""

    def loop(self, *, other: bool = False) -> Clip | None:
        """The movement, if it was drawn."""
        return self._clip("loop", other=other)

    def hold(self, seconds: int, *, other: bool = False) -> Clip | None:
        """A hold that counts itself down, if one of that length was drawn."""
        return self._clip(f"hold-{seconds}", other=other)

    def _clip(self, name: str, *, other: bool) -> Clip | None:
        both = self.clips.get(name)
        return self.clips.get(f"{name}-other", both) if other else both


def find(folder: Path) -> Media:
    """The pictures in the folder of an exercise."""
    clips = {file.stem: Clip(file) for file in sorted(folder.glob("*.mp4"))}
    return Media(folder / POSTER, clips)
