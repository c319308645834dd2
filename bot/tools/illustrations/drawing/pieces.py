"""Which parts make one painted shape: garments and skin, layer by layer, without seams."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tools.illustrations.body import Hull, Hulls, part
from bot.tools.illustrations.camera import Camera
from bot.tools.illustrations.drawing.palette import (
    LEGGINGS,
    LEGGINGS_FAR,
    SKIN,
    SKIN_FAR,
    TOP,
    TOP_FAR,
    mixed,
)
from bot.tools.illustrations.skeleton import Skeleton

ROLES = {"skin": (SKIN, SKIN_FAR), "leggings": (LEGGINGS, LEGGINGS_FAR), "top": (TOP, TOP_FAR)}


@dataclass(frozen=True, slots=True)
class Piece:
    """One shape of one colour; `siblings` are parts it grows out of without an edge."""

    role: str
    parts: tuple[str, ...]
    siblings: tuple[str, ...] = ()

    def hulls(self, s: Skeleton) -> Hulls:
        """Return the hulls that make the shape."""
        return [h for name in self.parts for h in part(s, name)]

    def colour(self, s: Skeleton, camera: Camera) -> str:
        """Return the near or far colour, mixed by how far this side is turned away."""
        near, far = ROLES[self.role]
        side = self.parts[-1][-2:]
        if side not in ("_l", "_r"):
            return near
        axis = s.pelvis.left if self.role == "leggings" else s.chest.left
        depth = camera.facing(axis if side == "_l" else -axis)
        return mixed(near, far, max(0.0, min(1.0, (0.1 - depth) / 1.05)))


def pieces_of(layer: str) -> list[Piece]:
    """Return the shapes of a layer, back to front."""
    if layer in ("neck", "top", "pelvis"):
        role = {"neck": "skin", "top": "top", "pelvis": "leggings"}[layer]
        return [Piece(role, (layer,))]
    if layer == "hips":
        both = ("thigh_l", "shin_l", "thigh_r", "shin_r", "pelvis")
        return [Piece("skin", ("foot_l",)), Piece("skin", ("foot_r",)), Piece("leggings", both)]
    kind, side = layer[:-2], layer[-2:]
    return [
        Piece(
            role,
            tuple(p if p == "pelvis" else p + side for p in parts),
            tuple(x + side for x in near),
        )
        for role, parts, near in _SIDED[kind]
    ]


_SIDED: dict[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "arm": [("skin", ("upper", "fore", "hand"), ()), ("top", ("sleeve",), ("shoulder",))],
    "upper": [("skin", ("upper",), ()), ("top", ("sleeve",), ("shoulder",))],
    "fore": [("skin", ("fore", "hand"), ("upper",))],
    "leg": [("skin", ("foot",), ()), ("leggings", ("thigh", "shin"), ())],
    "thigh": [("leggings", ("thigh",), ())],
    "shin": [("skin", ("foot",), ()), ("leggings", ("shin",), ("thigh",))],
    "lap": [("leggings", ("thigh", "pelvis"), ("shin",))],
    "hips": [("skin", ("foot",), ()), ("leggings", ("thigh", "shin", "pelvis"), ())],
}


def sibling_hulls(s: Skeleton, name: str) -> Hulls:
    """Return the hulls of a sibling; `shoulder_*` is a ball in which the sleeve has no edge."""
    if not name.startswith("shoulder"):
        return part(s, name)
    sleeve = part(s, name.replace("shoulder", "sleeve"))
    ball: Hull = sleeve[0][:1].copy()
    ball[:, 3] += 2.6
    return [ball]
