"""The colours, and the rule that keeps them distinguishable.

Saturated warm colour means attention (glow, arrow) and nothing else; clothes, mat and props stay
cool or muted. `MINIMA` are the colour differences (CIE 1976) that colour-blind people need.
"""

from __future__ import annotations

BACKGROUND, ELLIPSE = "#DCE7EC", "#EAF1F3"
SKIN, SKIN_FAR = "#D9A07B", "#B57E5D"
TOP, TOP_FAR = "#3C9AA9", "#2B7684"
LEGGINGS, LEGGINGS_FAR = "#34508C", "#22376A"
HAIR, INK = "#3A2A2A", "#1D2A44"
CHEST_LINE = "#DDF0F2"
MAT, MAT_EDGE, MAT_LINE = "#BBB4D8", "#8C84B4", "#D0CBE6"
PATH, PATH_EDGE, PATH_LINE = "#C3CFCF", "#9DAEB0", "#DDE6E6"
WOOD, WOOD_TOP, WOOD_SIDE = "#B9977A", "#D2B497", "#967659"
WALL, WALL_EDGE, WALL_TOP = "#C2CFD8", "#A3B4C0", "#D3DEE5"
STRAP, BONE, WHITE = "#3B1E54", "#FFFFFF", "#FFFFFF"
GLOW, GLOW_CORE = "#FF8A1F", "#FFD23F"
ARROW = "#E2462B"
GHOST = "#6F8FA6"

MINIMA: tuple[tuple[str, str, float], ...] = (
    (GLOW, LEGGINGS, 88),
    (GLOW, TOP, 79),
    (GLOW_CORE, TOP, 65),
    (GLOW, SKIN, 27),
    (TOP, MAT, 15),
    (SKIN, MAT, 36),
    (LEGGINGS, MAT, 42),
)

COLOUR_BLIND: dict[str, tuple[tuple[float, float, float], ...]] = {
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Full-strength simulation on linear RGB (Machado, Oliveira and Fernandes, 2009)."""


def rgb(hex_colour: str) -> tuple[int, int, int]:
    """Return red, green, blue, 0-255."""
    h = hex_colour.lstrip("#")
    return int(h[0:2], 16), int(h[2:4], 16), int(h[4:6], 16)


def mixed(a: str, b: str, t: float) -> str:
    """Return the colour `t` (0-1) of the way from `a` to `b`."""
    pairs = zip(rgb(a), rgb(b), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * t):02X}" for x, y in pairs)
