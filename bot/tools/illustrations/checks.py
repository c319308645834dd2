"""Checks of a poster's geometry; they need no raster library.

Each check returns sentences with the problem and a remedy; no sentence means no problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.tools.illustrations import body
from bot.tools.illustrations.camera import bounds
from bot.tools.illustrations.geometry import length, vector
from bot.tools.illustrations.joint_angles import SIDES, Side
from bot.tools.illustrations.limits import broken_limits
from bot.tools.illustrations.pose_file_reader import read_pose_file
from bot.tools.illustrations.props import surface_under
from bot.tools.illustrations.scene import Scene, arrow_line, lens_camera, stage
from bot.tools.illustrations.schema import Pose
from bot.tools.illustrations.skeleton import Skeleton

MISS = 1.0
"""Hands and feet may end this far (cm) from where the file puts them."""
SUNK = 0.5
"""Nothing may lie deeper (cm) than this in what carries it."""
GAP = 0.8
"""A planted sole or palm may hover this high (cm)."""
HOLD, CUPPED = 1.5, 2.5
"""A holding palm may be this far (cm) from a limb, or this far round it."""
HELD = ("thigh", "knee")
FIGURE_MARGIN, ARROW_MARGIN = 8.0, 14.0
"""px between the figure, or an arrow, and the picture's edge."""


def check_file(path: Path) -> list[str]:
    """Return everything that is wrong with a pose file's poster; raises `PoseFileError`."""
    return check_scene(stage(read_pose_file(path)))


def check_scene(scene: Scene) -> list[str]:
    """Return everything that is wrong with a poster's geometry."""
    found = [
        f"{scene.file.path}: poses.{name}: {problem}"
        for name, s in scene.people().items()
        for problem in check_pose(scene, scene.file.poses[name], s)
    ]
    return found + [f"{scene.file.path}: poster: {problem}" for problem in check_frame(scene)]


def check_pose(scene: Scene, pose: Pose, s: Skeleton) -> list[str]:
    """Return what is wrong with one person: limits, reach, contacts, surfaces."""
    return [
        *broken_limits(pose, s),
        *_missed(s),
        *_hovering(pose, s),
        *_not_holding(pose, s),
        *sunk(scene, s, SUNK),
    ]


def _missed(s: Skeleton) -> Iterator[str]:
    for limb, miss in s.misses.items():
        if miss > MISS:
            yield f"{limb} ends {miss:.1f} cm short of its target; move the target nearer"


def _hovering(pose: Pose, s: Skeleton) -> Iterator[str]:
    for side in SIDES:
        target = pose.feet[side]
        if target and not target.anchor:
            ground = float(target.spot[2]) if len(target.spot) == 3 else 0.0
            gap = body.lowest(body.part(s, f"foot_{side}")) - ground
            if not -SUNK <= gap <= GAP:
                yield f"foot_{side} is {gap:.1f} cm over its surface; mend its z or pitch"


def _not_holding(pose: Pose, s: Skeleton) -> Iterator[str]:
    for side in SIDES:
        target = pose.hands[side]
        if target and target.anchor and target.anchor.partition("_")[0] in HELD:
            gap = hold_gap(s, side, target.anchor)
            if not -CUPPED <= gap <= HOLD:
                yield f"hand_{side} is {gap:.1f} cm from what it holds; change its offset"


def hold_gap(s: Skeleton, side: Side, anchor: str) -> float:
    """Return the cm between the palm's surface and the limb it holds; negative if it sinks in."""
    kind, _, given = anchor.partition("_")
    limb = body.part(s, f"{'shin' if kind == 'knee' else kind}_{given or side}")
    palm = s.arms[side].hand.point(0, 0, -5.5)
    rows = np.concatenate(limb)
    distances = np.linalg.norm(rows[:, :3] - palm, axis=1) - rows[:, 3]
    return float(distances.min()) - body.PALM_HALF


def sunk(scene: Scene, s: Skeleton, most: float) -> Iterator[str]:
    """Yield the parts of the body that lie deeper than `most` cm in what carries them."""
    for name in body.BODY:
        rows = np.concatenate(body.part(s, name))
        for x, y, z, r in rows:
            depth = surface_under(scene.stage.boxes, vector(x, y, z)) - (z - r)
            if depth > most:
                yield f"{name} lies {depth:.1f} cm inside its surface; raise or turn the pose"
                break


def check_frame(scene: Scene) -> list[str]:
    """Return what leaves the picture or covers the face."""
    found = []
    hulls = body.whole(scene.person)
    if not inside(bounds(scene.camera, hulls, []), scene.file.size, FIGURE_MARGIN):
        found.append("the figure touches the edge; widen camera.margin")
    for arrow in scene.file.poster.arrows:
        line = arrow_line(arrow, scene.person)
        if not inside(bounds(scene.camera, [], line), scene.file.size, ARROW_MARGIN):
            found.append("an arrow touches the edge; move its points or widen camera.margin")
        head = scene.camera.pixels(scene.person.joints()["head"][None])[0]
        pixels = scene.camera.pixels(np.array(line))
        nearest = float(np.linalg.norm(pixels - head, axis=1).min())
        if nearest < 9.0 * scene.camera.scale + 5:
            found.append("an arrow lies on the head; move its points")
    return found + _inset_frame(scene)


def inside(box: tuple[float, float, float, float], size: tuple[int, int], margin: float) -> bool:
    """Tell whether a box (left, top, right, bottom in px) keeps the margin in a picture."""
    left, top, right, bottom = box
    return (
        left >= margin
        and top >= margin
        and right <= size[0] - margin
        and bottom <= size[1] - margin
    )


def _inset_frame(scene: Scene) -> list[str]:
    inset = scene.file.inset
    if inset is None or scene.inset is None:
        return []
    found = []
    x, y, r = float(inset.centre[0]), float(inset.centre[1]), inset.radius + 3
    if not inside((x - r, y - r, x + r, y + r), scene.file.size, FIGURE_MARGIN):
        found.append("the inset touches the edge; move its centre or make its radius smaller")
    spheres = np.concatenate(body.whole(scene.person))
    pixels = scene.camera.pixels(spheres[:, :3])
    gap = np.linalg.norm(pixels - inset.centre, axis=1) - spheres[:, 3] * scene.camera.scale
    if float(gap.min()) < r:
        found.append("the inset lies on the figure; move its centre or make its radius smaller")
    camera = lens_camera(inset, scene.inset)
    for arrow in inset.picture.arrows:
        for point in arrow_line(arrow, scene.inset):
            if length(vector(*camera.pixel(point)) - inset.centre) > inset.radius - 6:
                found.append("an arrow leaves the inset; move its points")
                break
    return found
