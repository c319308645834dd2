"""A pose file worked out and ready to paint or to check: people, things, and the camera."""

from __future__ import annotations

from dataclasses import dataclass

from bot.illustrations.body import whole
from bot.illustrations.camera import Camera, camera_for, fitted
from bot.illustrations.geometry import Vector, spline, vector
from bot.illustrations.pose import resolve
from bot.illustrations.props import Box, build, strap_line
from bot.illustrations.schema import Arrow, Inset, PoseFile, Prop
from bot.illustrations.skeleton import Skeleton


@dataclass(frozen=True, slots=True)
class Stage:
    """What stays the same in all views of a file: its things, and their boxes in place."""

    props: tuple[Prop, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The people of a poster (`ghost` and `inset` may be absent), their things, the camera."""

    file: PoseFile
    person: Skeleton
    ghost: Skeleton | None
    inset: Skeleton | None
    stage: Stage
    camera: Camera

    def people(self) -> dict[str, Skeleton]:
        """Return who is in the picture, by the name of the pose."""
        found = {self.file.poster.pose: self.person}
        if self.ghost and self.file.ghost:
            found[self.file.ghost] = self.ghost
        if self.inset and self.file.inset:
            found[self.file.inset.picture.pose] = self.inset
        return found


def arrow_line(arrow: Arrow, s: Skeleton) -> list[Vector]:
    """Return the arrow's smooth line in the world (cm)."""
    start = s.joints()[arrow.joint] if arrow.joint else vector(0, 0, 0)
    return spline([start + p for p in arrow.through])


def stage(file: PoseFile) -> Scene:
    """Return the scene of a pose file's poster; the camera holds figure, ghost, things, arrows."""
    person = resolve(file.poses[file.poster.pose])
    ghost = resolve(file.poses[file.ghost]) if file.ghost else None
    inset = resolve(file.poses[file.inset.picture.pose]) if file.inset else None
    boxes = build(file.props, [p for p in (person, ghost) if p])
    points = [c for box in boxes for c in box.corners()]
    points += [p for arrow in file.poster.arrows for p in arrow_line(arrow, person)]
    points += [p for prop in file.props if prop.kind == "strap" for p in strap_line(prop, person)]
    hulls = whole(person) + (whole(ghost) if ghost else [])
    camera = fitted(file.view, file.size, hulls, points)
    return Scene(file, person, ghost, inset, Stage(file.props, tuple(boxes)), camera)


def lens_focus(inset: Inset, s: Skeleton) -> Vector:
    """Return the world point in the middle of the round second view."""
    return s.joints()[inset.focus_joint] + inset.focus_shift


def lens_camera(inset: Inset, s: Skeleton) -> Camera:
    """Return the camera of the round second view."""
    plain = camera_for(inset.view, inset.scale)
    shift = vector(*plain.pixel(lens_focus(inset, s)))
    return camera_for(inset.view, inset.scale, inset.centre - shift)
