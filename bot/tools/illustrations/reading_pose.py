"""The `poses` of a pose.yaml: `extends` is merged first, then each pose is read strictly."""

from __future__ import annotations

from bot.tools.illustrations.geometry import angle_between, vector
from bot.tools.illustrations.joint_angles import SIDES, ArmAngles, Bend, LegAngles, Side
from bot.tools.illustrations.schema import (
    ANCHORS,
    PARTS,
    PIVOTS,
    LegSpec,
    Place,
    Pose,
    Solve,
    Target,
)
from bot.tools.illustrations.skeleton import JOINT_NAMES
from bot.tools.illustrations.yaml_fields import Fields, Mapping

TARGETS = {"hands", "feet"} | {f"{k}_{s}" for k in ("hand", "foot") for s in SIDES}
LIMBS = {"hand": "hands", "foot": "feet", "leg": "legs", "arm": "arms"}
SKEW, HALF_TURN = 5.0, 180.0
GROUND = PARTS | {"thigh", "shin", "foot", "hand"}


def read_poses(top: Fields) -> dict[str, Pose]:
    """Return the poses by name."""
    poses = top.inner("poses") if top.need("poses") else None
    if poses is None:
        return {}
    found: dict[str, Pose] = {}
    for name in poses.mapping:
        merged = _extended(poses, name, ())
        fields = Fields(top.path, f"poses.{name}", merged, top.problems)
        found[name] = _pose(name, fields)
        fields.finish()
    return found


def _extended(poses: Fields, name: str, seen: tuple[str, ...]) -> Mapping:
    raw = poses.take(name)
    if not isinstance(raw, Mapping):
        poses.complain(name, "must be a mapping of joints and targets")
        return Mapping()
    base = raw.get("extends")
    if base is None:
        return raw
    if str(base) not in poses.mapping or base in (*seen, name):
        poses.complain(name, f"extends '{base}', which is not a pose above it; name one that is")
        return _merged(Mapping(), raw)
    return _merged(_extended(poses, str(base), (*seen, name)), raw)


def _merged(base: Mapping, over: Mapping) -> Mapping:
    result = Mapping()
    for source in (base, over):
        for key, value in source.items():
            if key == "extends":
                continue
            old = result.get(key)
            whole = key in TARGETS and isinstance(value, Mapping) and {"at", "attach"} & set(value)
            if isinstance(old, Mapping) and isinstance(value, Mapping) and not whole:
                result.put(key, _merged(old, value), source.lines[key])
            else:
                result.put(key, value, source.lines[key])
    return result


def _pose(name: str, fields: Fields) -> Pose:
    root = fields.inner("root")
    angles = [root.number(k) if root else 0.0 for k in ("pitch", "yaw", "roll", "turn")]
    if root:
        root.finish()
    return Pose(
        name=name,
        pitch=angles[0],
        yaw=angles[1],
        roll=angles[2],
        turn=angles[3],
        place=_place(fields),
        spine=_spine(fields),
        neck=_bend(fields, "neck"),
        head=_bend(fields, "head"),
        legs={s: _leg(_of_side(fields, "leg", s)) for s in SIDES},
        arms={s: _arm(_of_side(fields, "arm", s)) for s in SIDES},
        feet={s: _target(_of_side(fields, "foot", s)) for s in SIDES},
        hands={s: _target(_of_side(fields, "hand", s)) for s in SIDES},
        solve=_solve(fields),
    )


def _of_side(fields: Fields, limb: str, side: Side) -> Fields | None:
    """Return the fields for both sides, overridden by those for one side."""
    both, one = fields.inner(LIMBS[limb]), fields.inner(f"{limb}_{side}")
    if f"{limb}_{side}" in fields.mapping and not fields.has(f"{limb}_{side}"):
        return None
    if both is None or one is None:
        return one or both
    replaced = limb in ("hand", "foot") and {"at", "attach"} & set(one.mapping)
    return Fields(
        fields.path,
        one.where,
        one.mapping if replaced else _merged(both.mapping, one.mapping),
        fields.problems,
    )


def _place(fields: Fields) -> Place:
    place = fields.inner("place") if fields.need("place") else None
    if place is None:
        return Place("pelvis", vector(0, 0))
    at = place.numbers("at", (2, 3))
    found = Place(
        pin=place.word("pin", JOINT_NAMES, "pelvis"),
        at=vector(0, 0) if at is None else at,
        ground=place.words("ground", GROUND),
        z=place.number("z"),
    )
    place.finish()
    return found


def _spine(fields: Fields) -> tuple[Bend, Bend, Bend]:
    spine = fields.inner("spine")
    if spine is None:
        return (Bend(), Bend(), Bend())
    flex, side, twist = (spine.numbers(k, (3,)) for k in ("flex", "side", "twist"))
    spine.finish()
    zero = vector(0, 0, 0)
    table = [zero if v is None else v for v in (flex, side, twist)]
    lumbar, thorax, chest = (Bend(*(float(v[i]) for v in table)) for i in range(3))
    return lumbar, thorax, chest


def _bend(fields: Fields, key: str) -> Bend:
    bend = fields.inner(key)
    if bend is None:
        return Bend()
    found = Bend(bend.number("flex"), bend.number("side"), bend.number("twist"))
    bend.finish()
    return found


def _leg(fields: Fields | None) -> LegSpec:
    if fields is None:
        return LegSpec(LegAngles())
    if fields.has("tilt") and fields.has("flex"):
        fields.complain("tilt", "stands beside 'flex'; keep one of the two")
    tilt = fields.number("tilt") if fields.has("tilt") else None
    names = ("flex", "abd", "rot", "knee", "ankle")
    found = LegSpec(LegAngles(*(fields.number(n) for n in names)), tilt)
    fields.taken.add("tilt")
    fields.finish()
    return found


def _arm(fields: Fields | None) -> ArmAngles:
    if fields is None:
        return ArmAngles()
    names = ("flex", "abd", "rot", "elbow", "prot", "lift")
    found = ArmAngles(*(fields.number(n) for n in names))
    fields.finish()
    return found


def _target(fields: Fields | None) -> Target | None:
    if fields is None:
        return None
    at, offset = fields.numbers("at", (2, 3)), fields.numbers("offset", (3,))
    anchor = fields.word("attach", ANCHORS) or None
    if (at is None) == (anchor is None):
        fields.complain("at", "give either 'at' (a world point) or 'attach' (a part of the body)")
    spot = offset if anchor else at
    found = Target(
        spot=vector(0, 0, 0) if spot is None else spot,
        anchor=anchor,
        direction=fields.direction("dir"),
        palm=fields.direction("palm"),
        pole=fields.direction("pole"),
        pole_world=fields.word("pole_frame", ("world", "body"), "body") == "world",
        grip=fields.number("grip", 12.0),
        pitch=fields.number("pitch"),
        yaw=fields.number("yaw"),
        roll=fields.number("roll"),
        pivot=fields.word("pivot", PIVOTS, "ankle"),
    )
    if found.direction is not None and found.palm is not None:
        apart = angle_between(found.direction, found.palm)
        if not SKEW < apart < HALF_TURN - SKEW:
            fields.complain("palm", "looks along 'dir'; let it look sideways of the fingers")
    fields.finish()
    return found


def _solve(fields: Fields) -> Solve | None:
    solve = fields.inner("solve")
    if solve is None:
        return None
    found = Solve(
        variable=solve.word("var", ("root.pitch", "neck.flex"), "root.pitch"),
        goal=solve.word("goal", ("arm_reach", "touch"), "touch"),
        value=solve.number("value"),
        part=solve.word("part", PARTS, "head"),
    )
    solve.finish()
    return found
