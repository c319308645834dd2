"""The colours can be told apart by colour-blind people too."""

from __future__ import annotations

import pytest

from bot.tools.illustrations.drawing.palette import (
    ARROW,
    COLOUR_BLIND,
    GLOW,
    LEGGINGS,
    MAT,
    MINIMA,
    SKIN,
    TOP,
    mixed,
    rgb,
)

Colour = tuple[float, float, float]
WHITE = (0.95047, 1.0, 1.08883)
TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def linear(colour: str) -> Colour:
    r, g, b = (c / 255 for c in rgb(colour))
    return _gamma(r), _gamma(g), _gamma(b)


def _gamma(c: float) -> float:
    return float(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)


def through(matrix: tuple[Colour, ...], colour: Colour) -> Colour:
    x, y, z = (sum(m * c for m, c in zip(row, colour, strict=True)) for row in matrix)
    return x, y, z


def lab(colour: Colour) -> Colour:
    held = tuple(max(0.0, min(1.0, c)) for c in colour)
    x, y, z = (
        _root(v / w)
        for v, w in zip(through(TO_XYZ, (held[0], held[1], held[2])), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(t: float) -> float:
    return float(t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116)


def difference(a: str, b: str, eyes: str) -> float:
    one, two = (lab(through(COLOUR_BLIND[eyes], linear(c))) for c in (a, b))
    return float(sum((x - y) ** 2 for x, y in zip(one, two, strict=True)) ** 0.5)


def luminance(colour: str) -> float:
    return through(TO_XYZ, linear(colour))[1]


@pytest.mark.parametrize("eyes", COLOUR_BLIND)
@pytest.mark.parametrize(("a", "b", "least"), MINIMA)
def test_two_colours_differ_for_colour_blind_people(
    a: str, b: str, least: float, eyes: str
) -> None:
    assert difference(a, b, eyes) >= least - 1


def test_the_glow_differs_from_clothes_by_lightness_alone() -> None:
    for cloth in (TOP, LEGGINGS):
        assert (luminance(GLOW) + 0.05) / (luminance(cloth) + 0.05) > 1.3


def test_the_shirt_differs_from_the_mat_by_lightness_alone() -> None:
    assert (luminance(MAT) + 0.05) / (luminance(TOP) + 0.05) > 1.5


def test_only_glow_and_arrow_are_saturated_and_warm() -> None:
    for warm in (GLOW, ARROW):
        r, _, b = rgb(warm)
        assert r - b > 150
    for calm in (TOP, LEGGINGS, MAT, SKIN):
        r, _, b = rgb(calm)
        assert r - b < 100


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mixed(TOP, LEGGINGS, 0) == TOP
    assert mixed(TOP, LEGGINGS, 1) == LEGGINGS
