"""All pictures of one exercise, each drawn once and cut into films: loop, holds, signs, sides.

The other side is the same picture mirrored; the signs are painted after that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.tools.illustrations.body import whole
from bot.tools.illustrations.drawing.countdown_signs import (
    RADIUS,
    SMALL_RADIUS,
    Count,
    Sign,
    with_sign,
)
from bot.tools.illustrations.drawing.picture import Pixels, paint
from bot.tools.illustrations.exercise_facts import CHANGE, READY, Doses, read_doses
from bot.tools.illustrations.film import Cut, write_film
from bot.tools.illustrations.pose_file_reader import read_pose_file
from bot.tools.illustrations.poster import NAME, save_poster
from bot.tools.illustrations.scene import Scene, moment_shot, stage
from bot.tools.illustrations.schema import Key
from bot.tools.illustrations.timeline import FPS, Moment, frames, moments, way

SLOW = 2
"""Frames a second in which nothing but a countdown changes."""
TICKED = 3
"""Seconds for which the tick stays at the end of a countdown."""
LOOP_QUALITY, STILL_QUALITY = 23, 27
LOOP_MOST, CLIP_MOST = 195 * 1024, 245 * 1024
"""Bytes; a little under what `check-content` allows."""
SHORTEST = 4.0
"""Seconds of a loop: a short round is shown several times."""
LONG_HOLD = 1.2
"""A hold of so many seconds shows the ring that says "stay"."""
Frames = list[tuple[Pixels, int]]


def stamp_of(pose_file: Path) -> str:
    """Return the stamp in every picture, by which an outdated one is recognised."""
    return "limber-pose:" + hashlib.sha256(pose_file.read_bytes()).hexdigest()[:12]


def wanted(doses: Doses, *, moves: bool) -> dict[str, bool]:
    """Return the names of the films that an exercise needs, and whether each is mirrored."""
    if not moves:
        return {}
    names = ["loop", "ready", *(["change"] if doses.both_sides else [])]
    names += [
        f"hold-{hold}" + (f"-{part}" if part else "")
        for hold in doses.holds
        for part in (doses.parts or ("",))
    ]
    found = dict.fromkeys(names, False)
    return found | ({f"{name}-other": True for name in names} if doses.both_sides else {})


def outdated(folder: Path, stamp: str, names: dict[str, bool]) -> list[str]:
    """Return the names of those films that are missing or drawn from another pose."""
    return [name for name in names if not _is_of(folder / f"{name}.mp4", stamp)]


def _is_of(path: Path, stamp: str) -> bool:
    return path.is_file() and stamp.encode() in path.read_bytes()


def draw(pose_file: Path, *, anew: bool = False) -> list[Path]:
    """Draw what is missing or outdated of one exercise; return what was written.

    Raises `PoseFileError` for a pose file that has to be fixed, `FilmTooLarge` for a long one.
    """
    folder, stamp = pose_file.parent, stamp_of(pose_file)
    file, doses = read_pose_file(pose_file), read_doses(pose_file.parent)
    names = wanted(doses, moves=bool(file.timeline))
    todo = list(names) if anew else outdated(folder, stamp, names)
    for path in folder.glob("*.mp4"):
        if path.stem not in names:
            path.unlink()
    written = []
    if anew or not _is_of(folder / NAME, stamp):
        written.append(save_poster(stage(file), stamp))
    if todo:
        reel = Reel(stage(file), doses)
        for name in todo:
            path, frames_of = folder / f"{name}.mp4", reel.cut(name, mirrored=names[name])
            write_film(path, frames_of, reel.measure(name), stamp)
            written.append(path)
    return written


@dataclass(slots=True)
class Reel:
    """The painted frames of one exercise, each painted once, and the films cut from them."""

    scene: Scene
    doses: Doses
    _painted: dict[tuple[str, str, float], Pixels] = field(default_factory=dict)

    def measure(self, name: str) -> Cut:
        """Return how a film is encoded: a still picture tolerates more compression."""
        if name.startswith("loop"):
            return Cut(FPS, LOOP_QUALITY, LOOP_MOST)
        if name.startswith("hold") and self.doses.counted:
            return Cut(FPS, LOOP_QUALITY + 2, CLIP_MOST)
        return Cut(SLOW, STILL_QUALITY, CLIP_MOST)

    def cut(self, name: str, *, mirrored: bool) -> Frames:
        """Return the frames of a film by its name."""
        kind, *words = name.removesuffix("-other").split("-")
        turn = _mirrored if mirrored else _as_it_is
        keys = self.scene.file.timeline
        if kind == "loop":
            return self._loop(turn, mirrored=mirrored)
        if kind == "ready":
            return self._counted_down(keys[0], READY, "ready", turn, mirrored=mirrored)
        if kind == "change":
            return self._counted_down(keys[0], CHANGE, "change", turn, mirrored=mirrored)
        key = self.held(words[1] if len(words) > 1 else None)
        if self.doses.counted:
            return self._repetition(key, int(words[0]), turn, mirrored=mirrored)
        return self._counted_down(key, int(words[0]), "hold", turn, mirrored=mirrored)

    def held(self, part: str | None) -> Key:
        """Return the key in which the exercise, or one part of it, is held."""
        keys, poster = self.scene.file.timeline, self.scene.file.poster.pose
        named = [key for key in keys if part is not None and key.part == part]
        return (named or [key for key in keys if key.pose == poster])[-1]

    def _frame(self, moment: Moment, belt: float = 0.0) -> Pixels:
        key = (moment.start.pose, moment.end.pose, moment.share)
        if moment.share == 1:
            key = ("", moment.end.pose, 1.0)
        if belt:
            return paint(self.scene, moment_shot(self.scene, moment, belt))
        if key not in self._painted:
            self._painted[key] = paint(self.scene, moment_shot(self.scene, moment))
        return self._painted[key]

    def _loop(self, turn: Callable[[Pixels], Pixels], *, mirrored: bool) -> Frames:
        file = self.scene.file
        all_ = moments(file.timeline)
        found: Frames = []
        done = 0
        for i, moment in enumerate(all_):
            belt = file.belt * (i + 1) / len(all_)
            picture = turn(self._frame(moment, belt if file.belt else 0.0))
            done = done + 1 if moment.held else 0
            stays = frames(moment.end.hold)
            if moment.held and moment.end.hold >= LONG_HOLD and moment.end.glow:
                count = Count("hold", None, 1 - done / stays)
                picture = with_sign(picture, self._spot(SMALL_RADIUS, mirrored=mirrored), count)
            found.append((picture, 1))
        return found * -(-frames(SHORTEST) // len(found))

    def _counted_down(
        self,
        key: Key,
        seconds: int,
        sign: Sign,
        turn: Callable[[Pixels], Pixels],
        *,
        mirrored: bool,
    ) -> Frames:
        still = turn(self._frame(Moment(key, key, 1.0, held=True)))
        spot = self._spot(RADIUS, mirrored=mirrored)
        found: Frames = []
        for step in range(seconds * SLOW):
            count = Count(sign, seconds - step // SLOW, 1 - step / (seconds * SLOW))
            found.append((with_sign(still, spot, count), 1))
        return [*found, (with_sign(still, spot, Count(sign, 0, 0.0)), TICKED * SLOW)]

    def _repetition(
        self, key: Key, seconds: int, turn: Callable[[Pixels], Pixels], *, mirrored: bool
    ) -> Frames:
        """Return one repetition: the move there, the hold with its count, the move back."""
        keys = self.scene.file.timeline
        at = keys.index(key)
        found = [(turn(self._frame(m)), 1) for m in self._legs(keys[: at + 1])]
        still = turn(self._frame(Moment(key, key, 1.0, held=True)))
        spot = self._spot(RADIUS, mirrored=mirrored)
        for second in range(seconds):
            for part in range(5):
                count = Count("hold", seconds - second, 1 - (second + part / 5) / seconds)
                found.append((with_sign(still, spot, count), FPS // 5))
        return found + [(turn(self._frame(m)), 1) for m in self._legs((*keys[at:], keys[0]))]

    def _legs(self, keys: tuple[Key, ...]) -> Iterator[Moment]:
        for start, end in pairwise(keys):
            yield from way(start, end)

    def _spot(self, radius: float, *, mirrored: bool) -> tuple[float, float]:
        """Return the corner (px) that person, props and the second view leave free."""
        scene = self.scene
        width, height = scene.file.size
        gap = radius + 14
        tall = height - gap - (radius * 2.7 if radius > SMALL_RADIUS else 0)
        corners = [(width - gap, gap), (gap, gap), (width - gap, tall), (gap, tall)]
        people = [*scene.keys.values(), scene.person]
        rows = np.concatenate([hull for s in people for hull in whole(s)])
        pixels, radii = scene.camera.pixels(rows[:, :3]), rows[:, 3] * scene.camera.scale

        def clearance(corner: tuple[float, float]) -> float:
            free = float((np.linalg.norm(pixels - np.array(corner), axis=1) - radii).min())
            inset = scene.file.inset if scene.inset_moves else None
            if inset is not None:
                free = min(free, float(np.linalg.norm(inset.centre - corner)) - inset.radius)
            return free - radius

        best = next((c for c in corners if clearance(c) > 4), max(corners, key=clearance))
        return (width - best[0], best[1]) if mirrored else best


def _as_it_is(pixels: Pixels) -> Pixels:
    return pixels


def _mirrored(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(pixels[:, ::-1])
