"""Joint angles in degrees, and which side of the body they are for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tools.illustrations.geometry import Matrix, about_front, about_left, about_up

Side = Literal["l", "r"]
SIDES: tuple[Side, Side] = ("l", "r")


@dataclass(frozen=True, slots=True)
class Bend:
    """A joint's bend: `flex` + = forward, `side` + = to the right, `twist` + = to the left."""

    flex: float = 0.0
    side: float = 0.0
    twist: float = 0.0


@dataclass(frozen=True, slots=True)
class LegAngles:
    """Hip flex (forward), abd and rot (outward), knee (back), ankle (toes up)."""

    flex: float = 0.0
    abd: float = 0.0
    rot: float = 0.0
    knee: float = 0.0
    ankle: float = 0.0


@dataclass(frozen=True, slots=True)
class ArmAngles:
    """Shoulder flex (forward), abd and rot (outward), elbow; `prot` and `lift` of the blade, cm."""

    flex: float = 0.0
    abd: float = 0.0
    rot: float = 0.0
    elbow: float = 0.0
    prot: float = 0.0
    lift: float = 0.0


def outward(side: Side) -> int:
    """Return +1 for the left side and -1 for the right: the sign of "away from the middle"."""
    return 1 if side == "l" else -1


def bend_matrix(bend: Bend) -> Matrix:
    """Return the rotation of one joint."""
    return about_left(bend.flex) @ about_front(bend.side) @ about_up(bend.twist)
