"""The `camera`, `poster` and `inset` parts of a pose.yaml."""

from __future__ import annotations

from collections.abc import Collection

from bot.tools.illustrations.geometry import vector
from bot.tools.illustrations.schema import LAYERS, ZONES, Arrow, Inset, Picture, View
from bot.tools.illustrations.skeleton import JOINT_NAMES
from bot.tools.illustrations.yaml_fields import Fields


def read_view(parent: Fields, key: str, base: View | None = None) -> View:
    """Return the camera under `key`; without a base it must be there."""
    fields = parent.inner(key) if base or parent.need(key) else None
    start = base or View(-12.0, 9.0)
    if fields is None:
        return start
    margin = fields.numbers("margin", (2,))
    view = View(
        fields.number("azimuth", start.azimuth),
        fields.number("elevation", start.elevation),
        start.margin if margin is None else (float(margin[0]), float(margin[1])),
    )
    fields.finish()
    return view


def read_picture(fields: Fields, poses: Collection[str], base: Picture | None = None) -> Picture:
    """Return what a poster or an inset shows; what an inset leaves out comes from the poster."""
    if base is None:
        fields.need("pose")
        fields.need("layers")
    layers = fields.words("layers", LAYERS)
    return Picture(
        pose=fields.word("pose", poses, base.pose if base else ""),
        layers=layers or (base.layers if base else ()),
        glow=read_glow(fields) if fields.has("glow") or base is None else base.glow,
        arrows=tuple(read_arrow(f) for f in fields.each("arrows")),
    )


def read_glow(fields: Fields) -> dict[str, float]:
    """Return how strongly (0-1) each zone glows."""
    zones = fields.inner("glow")
    if zones is None:
        return {}
    found = {zone: zones.number(zone) for zone in sorted(ZONES) if zones.has(zone)}
    for zone, strength in found.items():
        if not 0 < strength <= 1:
            zones.complain(zone, f"must be above 0 and at most 1, not {strength}")
    zones.taken |= ZONES
    zones.finish()
    return found


def read_arrow(fields: Fields) -> Arrow:
    """Return one arrow."""
    through = fields.points("through", 2)
    joint = fields.word("joint", JOINT_NAMES) or None
    fields.finish()
    return Arrow(through, joint)


def read_inset(parent: Fields, poses: Collection[str], poster: Picture, view: View) -> Inset | None:
    """Return the round second view, if the file has one."""
    fields = parent.inner("inset")
    if fields is None:
        return None
    centre = fields.numbers("centre", (2,))
    shift = fields.numbers("shift", (3,))
    if centre is None:
        fields.complain("centre", "is missing; give the circle's centre, [x, y] in px")
    inset = Inset(
        picture=read_picture(fields, poses, poster),
        view=read_view(fields, "camera", view),
        centre=vector(100, 100) if centre is None else centre,
        radius=fields.number("radius", 96.0),
        scale=fields.number("scale", 3.0),
        focus_joint=fields.word("focus", JOINT_NAMES, "pelvis"),
        focus_shift=vector(0, 0, 0) if shift is None else shift,
        marker=fields.number("marker"),
        bones=fields.flag("bones"),
    )
    fields.finish()
    return inset
