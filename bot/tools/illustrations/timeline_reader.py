"""The `timeline` of a pose.yaml: what the poster says of its pose need not be said again."""

from __future__ import annotations

from collections.abc import Mapping

from bot.tools.illustrations.joint_angles import SIDES
from bot.tools.illustrations.picture_reader import read_arrow, read_glow
from bot.tools.illustrations.schema import Key, Picture, Pose
from bot.tools.illustrations.yaml_fields import Fields

LIFTED = tuple(f"{limb}_{side}" for limb in ("foot", "hand") for side in SIDES)
LONGEST = 20.0


def read_timeline(top: Fields, poses: Mapping[str, Pose], poster: Picture) -> tuple[Key, ...]:
    """Return the keys of the movement; without them the picture does not move."""
    keys = tuple(_key(fields, poses, poster) for fields in top.each("timeline"))
    if not keys:
        return ()
    seconds = sum(key.move + key.hold for key in keys)
    if len(keys) < 2 or seconds > LONGEST:
        top.complain("timeline", f"needs two poses or more and at most {LONGEST:.0f} seconds")
    if all(key.pose != poster.pose for key in keys):
        top.complain("timeline", f"never gets to the poster's pose, '{poster.pose}'; add it")
    return keys


def _key(fields: Fields, poses: Mapping[str, Pose], poster: Picture) -> Key:
    for name in ("pose", "move"):
        fields.need(name)
    pose = fields.word("pose", poses)
    shown = pose == poster.pose
    key = Key(
        pose=pose,
        move=fields.number("move", 2.0),
        hold=fields.number("hold"),
        glow=read_glow(fields) if fields.has("glow") else (dict(poster.glow) if shown else {}),
        arrows=tuple(read_arrow(f) for f in fields.each("arrows"))
        or (poster.arrows if shown else ()),
        lift=_lift(fields),
        part=str(fields.take("part")) if fields.has("part") else None,
        even=fields.flag("even"),
    )
    if not 0.04 <= key.move <= LONGEST or key.hold < 0:
        fields.complain("move", "must be a time in seconds, and 'hold' not below 0")
    fields.taken.add("glow")
    fields.finish()
    return key


def _lift(fields: Fields) -> dict[str, float]:
    lift = fields.inner("lift")
    if lift is None:
        return {}
    found = {limb: lift.number(limb) for limb in LIFTED if lift.has(limb)}
    lift.taken |= set(LIFTED)
    lift.finish()
    return found
