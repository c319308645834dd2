"""Checks of every frame of a movement; they need no raster library.

`check_motion` checks every frame, or every `step`-th one to be quicker; speeds are always measured
between two consecutive frames.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.tools.illustrations import body
from bot.tools.illustrations.blending import Between, between, stays
from bot.tools.illustrations.body import Hull
from bot.tools.illustrations.camera import bounds
from bot.tools.illustrations.checks import ARROW_MARGIN, FIGURE_MARGIN, inside, sunk
from bot.tools.illustrations.geometry import Vector, length, vector
from bot.tools.illustrations.joint_angles import SIDES, Side
from bot.tools.illustrations.limits import BONES, bone_lengths, broken_limits
from bot.tools.illustrations.measures import ANKLE_HEIGHT, PALM
from bot.tools.illustrations.props import surface_under
from bot.tools.illustrations.scene import Scene, arrow_line
from bot.tools.illustrations.schema import Key
from bot.tools.illustrations.skeleton import Skeleton
from bot.tools.illustrations.timeline import Moment, way
from bot.tools.illustrations.zones import patch

Directions = NDArray[np.float64]
BONE = 0.01
"""cm by which a bone's length may be off."""
SLIP = 0.6
"""cm (about 2 px) by which what is planted may slide, hover or sink."""
SPEED, JERK = 12.0, 5.0
"""px a joint may move from one frame to the next, and by which that may change."""
SEAM = 0.5
"""px between the last frame and the first."""
ON_MUSCLE = 1.0
"""cm that the middle of a glow may lie outside the part of the body that it belongs to."""
LONGEST, SHORTEST = 12.0, 3.9
"""Seconds of a round; the round of a walk is drawn several times over, and may be shorter."""
REPETITION = 5.0
"""Seconds of all moves of a counted exercise together, as a session counts them."""


def check_motion(scene: Scene, *, step: int = 1, counted: bool = False) -> list[str]:
    """Return everything that is wrong with the movement of a pose file."""
    keys = scene.file.timeline
    found = [*_timing(keys, counted=counted, walks=scene.file.belt > 0)]
    for start, end in pairwise([*keys, *keys[:1]]):
        found += _leg(scene, start, end, step)
    found += _corners(scene)
    return [f"{scene.file.path}: timeline: {problem}" for problem in found]


def _timing(keys: tuple[Key, ...], *, counted: bool, walks: bool) -> Iterator[str]:
    if not keys:
        return
    moves = sum(key.move for key in keys)
    whole = moves + sum(key.hold for key in keys)
    if whole > LONGEST or (whole < SHORTEST and not walks):
        yield f"takes {whole:.1f} s; let it take {SHORTEST:.0f} to {LONGEST:.0f}"
    if counted and abs(moves - REPETITION) > 0.05:
        yield f"its moves take {moves:.1f} s; a counted exercise needs {REPETITION:.0f}"


def _leg(scene: Scene, start: Key, end: Key, step: int) -> list[str]:
    """Return what is wrong on the way from one key to the next, each fault once."""
    poses = scene.file.poses[start.pose], scene.file.poses[end.pose]
    moments = [Moment(start, end, 0.0), *way(start, end)]
    chosen = sorted({*range(0, len(moments), step), len(moments) // 2, len(moments) - 1})
    wanted = sorted({min(len(moments) - 1, i + k) for i in chosen for k in (0, 1, 2)})
    people = {i: between(*poses, moments[i].eased, end.lift) for i in wanted}
    found: dict[str, str] = {}
    for i in chosen:
        for fault in _frame(scene, (start, end), moments[i], people[i]):
            found.setdefault(fault.partition(":")[0], fault)
    for fault in _speeds(scene, {i: b.person for i, b in people.items()}):
        found.setdefault(fault.partition(":")[0], fault)
    for fault in _ends(scene, (start, end), people[0].person, people[wanted[-1]].person):
        found.setdefault(fault.partition(":")[0], fault)
    return [f"{start.pose} to {end.pose}: {fault}" for fault in found.values()]


def _frame(scene: Scene, ends: tuple[Key, Key], moment: Moment, now: Between) -> Iterator[str]:
    s = now.person
    for bone, cm in bone_lengths(s).items():
        if abs(cm - BONES[bone[:-2]]) > BONE:
            yield f"{bone}: is {cm:.2f} cm long; report this, it is a fault of the rig"
    for problem in broken_limits(now.pose, s):
        yield f"limit {problem.partition(' is ')[0]}: {problem}"
    yield from (f"sunk {problem.split()[0]}: {problem}" for problem in sunk(scene, s, SLIP))
    yield from _contacts(scene, ends, moment, s)
    hulls = body.whole(s)
    if not inside(bounds(scene.camera, hulls, []), scene.file.size, FIGURE_MARGIN):
        yield "frame: the figure touches the edge; widen camera.margin"
    yield from _arrows(scene, moment, s)
    yield from off_muscle(s, moment.glow())


def _arrows(scene: Scene, moment: Moment, s: Skeleton) -> Iterator[str]:
    for arrow in moment.end.arrows:
        line = arrow_line(arrow, scene.keys[moment.end.pose])
        if not inside(bounds(scene.camera, [], line), scene.file.size, ARROW_MARGIN):
            yield "arrow: touches the edge; move its points"
        head = scene.camera.pixels(s.joints()["head"][None])[0]
        gap = float(np.linalg.norm(scene.camera.pixels(np.array(line)) - head, axis=1).min())
        if moment.arrow > 0.3 and gap < 9.0 * scene.camera.scale + 2:
            yield "arrow on head: it lies on the head on the way; move its points"


def _contacts(scene: Scene, ends: tuple[Key, Key], moment: Moment, s: Skeleton) -> Iterator[str]:
    """Yield what should stay in place and does not: hands, feet, and parts on the floor."""
    back = _carried(scene, ends)
    first = scene.keys[ends[0].pose]
    for name in planted(scene, ends, back):
        there = _sole_or_palm(first, name) - vector(back * moment.eased, 0, 0)
        slid = length(_sole_or_palm(s, name) - there)
        if slid > SLIP:
            yield f"slip {name}: {name} leaves its place by {slid:.1f} cm; mend reach or place"
    air = min(
        float((row[2] - row[3]) - surface_under(scene.stage.boxes, vector(*row[:3])))
        for hull in body.whole(s)
        for row in hull
    )
    if air > SLIP:
        yield f"air: the body hovers {air:.1f} cm over the ground; mend place.ground"


def planted(scene: Scene, ends: tuple[Key, Key], back: float) -> list[str]:
    """Return the hands and feet that both poses put on the same spot of the ground."""
    one, two = (scene.file.poses[key.pose] for key in ends)
    found = []
    for side in SIDES:
        for limb, a, b in (
            ("foot", one.feet[side], two.feet[side]),
            ("hand", one.hands[side], two.hands[side]),
        ):
            if stays(a, b, back) and not ends[1].lift.get(f"{limb}_{side}"):
                found.append(f"{limb}_{side}")
    return found


def _carried(scene: Scene, ends: tuple[Key, Key]) -> float:
    """Return the cm by which the ground moves back on the way to the second key."""
    keys = scene.file.timeline
    return scene.file.belt * ends[1].move / sum(key.move + key.hold for key in keys)


def _sole_or_palm(s: Skeleton, name: str) -> Vector:
    side: Side = "l" if name.endswith("l") else "r"
    if name.startswith("foot"):
        return s.legs[side].foot.point(0, 0, -ANKLE_HEIGHT)
    return s.arms[side].hand.point(0, 0, -PALM)


def _speeds(scene: Scene, people: Mapping[int, Skeleton]) -> Iterator[str]:
    pixels = {i: _pixels(scene, s) for i, s in people.items()}
    for i, now in pixels.items():
        after, later = pixels.get(i + 1), pixels.get(i + 2)
        if after is None:
            continue
        for joint, spot in now.items():
            speed = after[joint] - spot
            if length(speed) > SPEED:
                yield f"speed: {joint} moves {length(speed):.0f} px a frame; lengthen 'move'"
            if later is not None and length(later[joint] - after[joint] - speed) > JERK:
                yield f"jump: {joint} jerks at frame {i + 1}; hold it the same way in both poses"


def _corners(scene: Scene) -> Iterator[str]:
    """Yield where the speed jumps between two moves, or between a move and a hold."""
    round_ = [*scene.file.timeline, *scene.file.timeline[:2]]
    for before, key, after in zip(round_, round_[1:], round_[2:], strict=False):
        arrives = _step(scene, [Moment(before, key, 0.0), *way(before, key)][-2:])
        leaves = _step(scene, [Moment(key, after, 0.0), *way(key, after)][:2])
        for joint, speed in arrives.items():
            parts = [speed, leaves[joint]] if key.hold else [leaves[joint] - speed]
            if max(length(part) for part in parts) > JERK:
                yield f"{key.pose}: {joint} jerks there; lengthen the move, or take 'even' away"
                break


def _step(scene: Scene, pair: list[Moment]) -> dict[str, Vector]:
    """Return by how many px each joint moves from one moment to the next."""
    poses = scene.file.poses
    first, second = (
        _pixels(scene, between(poses[m.start.pose], poses[m.end.pose], m.eased, m.end.lift).person)
        for m in pair
    )
    return {joint: second[joint] - spot for joint, spot in first.items()}


def _ends(scene: Scene, ends: tuple[Key, Key], first: Skeleton, last: Skeleton) -> Iterator[str]:
    """Yield where a move does not begin or end in the pose itself: there the film would jump."""
    for key, s in zip(ends, (first, last), strict=True):
        there, here = _pixels(scene, scene.keys[key.pose]), _pixels(scene, s)
        worst = max(there, key=lambda joint: length(there[joint] - here[joint]))
        gap = length(there[worst] - here[worst])
        if gap > SEAM:
            yield f"seam: {worst} is {gap:.1f} px off at {key.pose}; hold it the same in both"


def _pixels(scene: Scene, s: Skeleton) -> dict[str, Vector]:
    return {name: scene.camera.pixels(p[None])[0] for name, p in s.joints().items()}


def off_muscle(s: Skeleton, glow: Mapping[str, object]) -> Iterator[str]:
    """Yield the zones whose glow does not lie in the part of the body that it belongs to."""
    for zone in glow:
        p = patch(s, zone)
        owners = [h for owner in p.owners for h in body.part(s, owner)]
        gap = max(min(outside(h, ball[:3]) for h in owners) for ball in p.chain)
        if gap > ON_MUSCLE:
            yield f"glow {zone}: {zone} lies {gap:.1f} cm outside its muscle; mend the zone"


def outside(hull: Hull, point: Vector) -> float:
    """Return the cm by which a point lies outside a hull of spheres; negative inside."""
    reach = (hull[:, :3] @ AROUND.T + hull[:, 3:]).max(axis=0)
    return float((point @ AROUND.T - reach).max())


def _around(count: int) -> Directions:
    """Return directions spread evenly over a ball (a Fibonacci spiral)."""
    up = 1 - (2 * np.arange(count) + 1) / count
    turn = np.arange(count) * math.pi * (3 - math.sqrt(5))
    level = np.sqrt(1 - up * up)
    return np.column_stack([level * np.cos(turn), level * np.sin(turn), up])


AROUND = _around(160)
