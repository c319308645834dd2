"""Joint limits of a healthy body in degrees, measured on a finished skeleton."""

from __future__ import annotations

from bot.tools.illustrations.geometry import Vector, angle_between
from bot.tools.illustrations.joint_angles import SIDES
from bot.tools.illustrations.measures import FOREARM, SHIN, THIGH, UPPER_ARM
from bot.tools.illustrations.schema import Pose
from bot.tools.illustrations.skeleton import Skeleton

LIMITS: dict[str, tuple[float, float]] = {
    "hip flex": (-25.0, 140.0),
    "knee": (-2.0, 155.0),
    "ankle": (-72.0, 35.0),
    "elbow": (0.0, 150.0),
    "lumbar flex": (-40.0, 50.0),
    "thorax flex": (-25.0, 40.0),
    "trunk twist": (-65.0, 65.0),
    "neck flex": (-55.0, 50.0),
}
BONES = {"thigh": THIGH, "shin": SHIN, "upper arm": UPPER_ARM, "forearm": FOREARM}


def bone_lengths(s: Skeleton) -> dict[str, float]:
    """Return the lengths (cm) of the limbs' bones."""
    found: dict[str, float] = {}
    for side in SIDES:
        leg, arm = s.legs[side], s.arms[side]
        spans = {
            "thigh": leg.shin.origin - leg.thigh.origin,
            "shin": leg.foot.origin - leg.shin.origin,
            "upper arm": arm.fore.origin - arm.upper.origin,
            "forearm": arm.hand.origin - arm.fore.origin,
        }
        found |= {f"{name} {side}": float((v @ v) ** 0.5) for name, v in spans.items()}
    return found


def joint_angles(pose: Pose, s: Skeleton) -> dict[str, float]:
    """Return the angles (degrees) that `LIMITS` restricts, by joint and side."""
    lumbar, thorax, chest = pose.spine
    found = {
        "lumbar flex": lumbar.flex,
        "thorax flex": thorax.flex,
        "trunk twist": lumbar.twist + thorax.twist + chest.twist,
        "neck flex": pose.neck.flex + pose.head.flex,
    }
    for side in SIDES:
        leg, arm = s.legs[side], s.arms[side]
        found |= {
            f"hip flex {side}": _signed(leg.thigh.up, s.pelvis.up, -s.pelvis.front),
            f"knee {side}": _signed(leg.shin.up, leg.thigh.up, leg.thigh.front),
            f"ankle {side}": _signed(leg.foot.up, leg.shin.up, -leg.shin.front),
            f"elbow {side}": _signed(arm.fore.up, arm.upper.up, -arm.upper.front),
        }
    return found


def _signed(moved: Vector, rest: Vector, towards: Vector) -> float:
    """Return the angle from `rest` to `moved`, positive where it leans towards `towards`."""
    angle = angle_between(moved, rest)
    return angle if float(moved @ towards) >= 0 else -angle


def broken_limits(pose: Pose, s: Skeleton) -> list[str]:
    """Return a sentence for every joint bent further than a body can."""
    found = []
    for joint, angle in joint_angles(pose, s).items():
        low, high = LIMITS[joint.removesuffix(" l").removesuffix(" r")]
        if not low <= angle <= high:
            found.append(f"{joint} is {angle:.0f} degrees; keep it within {low:.0f} to {high:.0f}")
    return found
