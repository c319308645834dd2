"""The values of a pose.yaml. Lengths in cm, angles in degrees, pixels where named px."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.tools.illustrations.geometry import Vector
from bot.tools.illustrations.joint_angles import SIDES, ArmAngles, Bend, LegAngles, Side

PARTS = frozenset(
    ["top", "pelvis", "neck", "head"]
    + [f"{p}_{s}" for p in ("thigh", "shin", "foot", "upper", "fore", "hand") for s in SIDES]
)
"""Parts of the body, as `place.ground` and `solve.part` name them."""

LIMB_LAYERS = ("arm", "upper", "fore", "leg", "thigh", "shin", "lap", "hips")
LAYERS = frozenset(
    ["neck", "top", "pelvis", "hips", "head", "strap", "chair", "chair_back", "step"]
    + [f"{p}_{s}" for p in LIMB_LAYERS for s in SIDES]
)
"""Things to paint, back to front; hips_r is pelvis and right leg in one piece, lap_r the same
without the shin."""

ZONES = frozenset(
    ["back", "low_back", "belly"]
    + [
        f"{z}_{s}"
        for z in (
            "hamstring",
            "glute",
            "glute_thigh",
            "seat",
            "outer_hip",
            "side",
            "inner_thigh",
            "hip_front",
        )
        for s in SIDES
    ]
)
"""Where a stretch can be felt, as `glow` names it."""

ANCHORS = frozenset(
    ["pelvis", "head", "chest", "thigh", "knee", "foot"]
    + [f"{a}_{s}" for a in ("thigh", "knee", "foot", "hand") for s in SIDES]
)
"""What a hand or foot can hold: thigh counts from the hip, knee along the shin; `thigh` is the
one of the same side."""

PIVOTS = ("ankle", "heel", "toe")
"""The point of a pitched foot that stays where the flat foot had it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a hand (palm centre) or a foot (sole under the ankle; ankle if attached) goes.

    `spot` is [x, outward, z] in the world, or [front, outward, up] in the frame of `anchor`.
    """

    spot: Vector
    anchor: str | None = None
    direction: Vector | None = None
    palm: Vector | None = None
    pole: Vector | None = None
    pole_world: bool = False
    grip: float = 12.0
    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    pivot: str = "ankle"


@dataclass(frozen=True, slots=True)
class LegSpec:
    """Leg angles, where `tilt` (thigh from vertical in the world) may stand for the hip's flex."""

    angles: LegAngles
    tilt: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Pin a joint at x, y (and z), then drop until the lowest of `ground` touches `z`."""

    pin: str
    at: Vector
    ground: tuple[str, ...] = ()
    z: float = 0.0


@dataclass(frozen=True, slots=True)
class Solve:
    """Turn `variable` until the arms are stretched so far, or until a part touches a height."""

    variable: str
    goal: str
    value: float
    part: str = "head"


@dataclass(frozen=True, slots=True)
class Pose:
    """One pose, `extends` already merged in; `turn` rolls the pelvis about its own long axis."""

    name: str
    pitch: float
    yaw: float
    roll: float
    turn: float
    place: Place
    spine: tuple[Bend, Bend, Bend]
    neck: Bend
    head: Bend
    legs: dict[Side, LegSpec]
    arms: dict[Side, ArmAngles]
    feet: dict[Side, Target | None]
    hands: dict[Side, Target | None]
    solve: Solve | None = None

    def leg_angles(self, side: Side) -> LegAngles:
        """Return a leg's angles, its `tilt` turned into the hip's flex."""
        spec = self.legs[side]
        if spec.tilt is None:
            return spec.angles
        return replace(spec.angles, flex=spec.tilt + self.pitch)


@dataclass(frozen=True, slots=True)
class View:
    """The camera: azimuth 0 sees the right side, 90 the front; margins in px."""

    azimuth: float
    elevation: float
    margin: tuple[float, float] = (26.0, 40.0)


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the scene; which numbers count depends on `kind` (see `props`)."""

    kind: str
    numbers: dict[str, float] = field(default_factory=dict)
    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None
    at: Vector | None = None
    foot: Side = "r"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A smooth line through world points (cm), counted from `joint` if there is one."""

    through: tuple[Vector, ...]
    joint: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown of a pose: its painting order, glow strengths 0-1 and arrows."""

    pose: str
    layers: tuple[str, ...]
    glow: dict[str, float]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Inset:
    """A round second view: centre and radius in px, `scale` px per cm, `focus` a joint or point."""

    picture: Picture
    view: View
    centre: Vector
    radius: float
    scale: float
    focus_joint: str
    focus_shift: Vector
    marker: float
    bones: bool


@dataclass(frozen=True, slots=True)
class Key:
    """One pose of the movement: the way to it takes `move` seconds, then it stays for `hold`.

    `glow` and `arrows` are what is felt there and what shows the way to it; `lift` raises hands
    or feet midway (cm); `part` names the half of the exercise that is held here.
    """

    pose: str
    move: float
    hold: float = 0.0
    glow: dict[str, float] = field(default_factory=dict)
    arrows: tuple[Arrow, ...] = ()
    lift: dict[str, float] = field(default_factory=dict)
    part: str | None = None
    even: bool = False


@dataclass(frozen=True, slots=True)
class PoseFile:
    """A whole pose.yaml: `size` in px, poses by name, the poster and the movement made of them."""

    path: Path
    id: str
    size: tuple[int, int]
    view: View
    props: tuple[Prop, ...]
    poses: dict[str, Pose]
    poster: Picture
    ghost: str | None
    inset: Inset | None
    timeline: tuple[Key, ...] = ()

    @property
    def belt(self) -> float:
        """How far (cm) the ground moves back in one round: a walk stays in the picture."""
        return sum(prop.numbers.get("belt", 0.0) for prop in self.props)
