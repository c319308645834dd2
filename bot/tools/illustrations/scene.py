"""A pose file resolved for painting or checking: people, props, and the camera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.tools.illustrations.blending import between
from bot.tools.illustrations.body import whole
from bot.tools.illustrations.camera import Camera, camera_for, fitted
from bot.tools.illustrations.geometry import Vector, spline, vector
from bot.tools.illustrations.pose import resolve
from bot.tools.illustrations.props import Box, build, strap_line
from bot.tools.illustrations.schema import Arrow, Inset, PoseFile, Prop
from bot.tools.illustrations.skeleton import Skeleton
from bot.tools.illustrations.timeline import Moment

Shine = Mapping[str, tuple[float, float]]
"""Opacity and size (both 0-1) of every zone that glows."""
Shown = tuple[Arrow, Skeleton, float]
"""An arrow, the person that it is counted from, and its opacity."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What all views of a file share: its props, and their boxes in place."""

    props: tuple[Prop, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The people of a poster (`ghost` and `inset` may be absent), their props, the camera.

    `keys` are the people of the movement, by the name of their pose.
    """

    file: PoseFile
    person: Skeleton
    ghost: Skeleton | None
    inset: Skeleton | None
    stage: Stage
    camera: Camera
    keys: Mapping[str, Skeleton] = field(default_factory=dict)

    def people(self) -> dict[str, Skeleton]:
        """Return who is in the picture, by the name of the pose."""
        found = {**self.keys, self.file.poster.pose: self.person}
        if self.ghost and self.file.ghost:
            found[self.file.ghost] = self.ghost
        if self.inset and self.file.inset:
            found[self.file.inset.picture.pose] = self.inset
        return found

    @property
    def inset_moves(self) -> bool:
        """Whether the round second view shows the person of the picture, and so moves along."""
        inset = self.file.inset
        return inset is not None and inset.picture.pose == self.file.poster.pose


@dataclass(frozen=True, slots=True)
class Shot:
    """What one picture shows of a scene: the people, the glow, the visible arrows."""

    person: Skeleton
    glow: Shine
    arrows: tuple[Shown, ...] = ()
    ghost: Skeleton | None = None
    inset: Skeleton | None = None
    inset_glow: Shine = field(default_factory=dict)
    inset_arrows: tuple[Shown, ...] = ()
    belt: float = 0.0


def arrow_line(arrow: Arrow, s: Skeleton) -> list[Vector]:
    """Return the arrow's smooth line in the world (cm)."""
    start = s.joints()[arrow.joint] if arrow.joint else vector(0, 0, 0)
    return spline([start + p for p in arrow.through])


def stage(file: PoseFile) -> Scene:
    """Return the scene of a pose file; its camera holds poster, movement, things and arrows."""
    person = resolve(file.poses[file.poster.pose])
    ghost = resolve(file.poses[file.ghost]) if file.ghost else None
    inset = resolve(file.poses[file.inset.picture.pose]) if file.inset else None
    keys = {key.pose: resolve(file.poses[key.pose]) for key in file.timeline}
    seen = [person, *([ghost] if ghost else []), *keys.values(), *_midway(file)]
    boxes = build(file.props, seen)
    points = [c for box in boxes for c in box.corners()]
    points += [p for arrow in file.poster.arrows for p in arrow_line(arrow, person)]
    points += [p for k in file.timeline for a in k.arrows for p in arrow_line(a, keys[k.pose])]
    points += [p for prop in file.props if prop.kind == "strap" for p in strap_line(prop, person)]
    camera = fitted(file.view, file.size, [h for s in seen for h in whole(s)], points)
    return Scene(file, person, ghost, inset, Stage(file.props, tuple(boxes)), camera, keys)


def _midway(file: PoseFile) -> list[Skeleton]:
    """Return the people half way between the poses of the movement."""
    round_ = [*file.timeline, *file.timeline[:1]]
    return [
        between(file.poses[a.pose], file.poses[b.pose], 0.5, b.lift).person
        for a, b in pairwise(round_)
    ]


def poster_shot(scene: Scene) -> Shot:
    """Return the still picture: the end pose, full glow, arrows, the start as a ghost."""
    file, inset = scene.file, scene.file.inset
    return Shot(
        person=scene.person,
        glow=_full(file.poster.glow),
        arrows=tuple((arrow, scene.person, 1.0) for arrow in file.poster.arrows),
        ghost=scene.ghost,
        inset=scene.inset,
        inset_glow=_full(inset.picture.glow) if inset else {},
        inset_arrows=tuple((arrow, scene.inset, 1.0) for arrow in inset.picture.arrows)
        if inset and scene.inset
        else (),
    )


def moment_shot(scene: Scene, moment: Moment, belt: float = 0.0) -> Shot:
    """Return one frame of the movement."""
    file, end = scene.file, moment.end
    poses = file.poses
    person = (
        scene.keys[end.pose]
        if moment.share == 1
        else between(poses[moment.start.pose], poses[end.pose], moment.eased, end.lift).person
    )
    glow, seen, arrives = moment.glow(), moment.arrow, scene.keys[end.pose]
    lens = scene.file.inset if scene.inset_moves else None
    to_poster = end.pose == file.poster.pose
    return Shot(
        person=person,
        glow=glow,
        arrows=tuple((arrow, arrives, seen) for arrow in end.arrows if seen > 0),
        inset=person if lens else None,
        inset_glow=glow,
        inset_arrows=tuple((a, arrives, seen) for a in lens.picture.arrows if seen > 0)
        if lens and to_poster
        else (),
        belt=belt,
    )


def _full(glow: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    return {zone: (strength, 1.0) for zone, strength in glow.items()}


def lens_focus(inset: Inset, s: Skeleton) -> Vector:
    """Return the world point in the middle of the round second view."""
    return s.joints()[inset.focus_joint] + inset.focus_shift


def lens_camera(inset: Inset, s: Skeleton) -> Camera:
    """Return the camera of the round second view."""
    plain = camera_for(inset.view, inset.scale)
    shift = vector(*plain.pixel(lens_focus(inset, s)))
    return camera_for(inset.view, inset.scale, inset.centre - shift)
