"""The person, layer by layer: contact edge, flat fill, one crescent of shade, glow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.tools.illustrations.body import pelvis, waistband, whole
from bot.tools.illustrations.camera import Camera
from bot.tools.illustrations.drawing.brush import (
    EDGE,
    Canvas,
    Path,
    clipped,
    fill,
    line,
    on_top_only,
    polyline,
    shade,
    shape,
    skia,
    trail,
)
from bot.tools.illustrations.drawing.head import paint_head
from bot.tools.illustrations.drawing.palette import CHEST_LINE, GHOST, GLOW, GLOW_CORE, INK
from bot.tools.illustrations.drawing.pieces import Piece, pieces_of, sibling_hulls
from bot.tools.illustrations.skeleton import Skeleton
from bot.tools.illustrations.zones import Patch, patch


def glow_patches(
    s: Skeleton, camera: Camera, glow: Mapping[str, tuple[float, float]]
) -> list[tuple[Patch, float]]:
    """Return each zone with its opacity, weaker where its surface turns from the camera."""
    found = []
    for zone, (strength, size) in glow.items():
        p = patch(s, zone)
        if size < 1:
            chain = p.chain.copy()
            chain[:, 3] *= size
            p = replace(p, chain=chain)
        turned = max(camera.facing(n) for n in p.normals)
        seen = max(0.0, min(1.0, (turned + 0.62) / 0.4))
        found.append((p, strength * seen))
    return found


def paint_halo(canvas: Canvas, camera: Camera, patches: Sequence[tuple[Patch, float]]) -> None:
    """Paint the glow's soft outer light, before the person."""
    for p, strength in patches:
        canvas.drawPath(
            _patch_path(camera, p, 1.15), fill(GLOW, 0.55 * strength, 3.9 * camera.scale)
        )


def _patch_path(camera: Camera, p: Patch, size: float) -> Path:
    chain = p.chain.copy()
    chain[:, 3] *= size
    return shape(camera, [chain[i : i + 2] for i in range(len(chain) - 1)])


def paint_layer(
    canvas: Canvas,
    camera: Camera,
    s: Skeleton,
    layer: str,
    patches: Sequence[tuple[Patch, float]],
) -> None:
    """Paint one layer of the body over what is there."""
    if layer == "head":
        paint_head(canvas, camera, s)
        return
    for piece in pieces_of(layer):
        _paint_piece(canvas, camera, s, piece, patches)
    if layer == "top":
        _chest_line(canvas, camera, s)
    if layer.startswith(("hips", "lap", "pelvis")):
        _waistband(canvas, camera, s)


def _paint_piece(
    canvas: Canvas,
    camera: Camera,
    s: Skeleton,
    piece: Piece,
    patches: Sequence[tuple[Patch, float]],
) -> None:
    path, k = shape(camera, piece.hulls(s)), camera.scale
    colour = piece.colour(s, camera)
    holes = [shape(camera, sibling_hulls(s, name)) for name in piece.siblings]
    canvas.save()
    for hole in holes:
        canvas.clipPath(hole, skia.ClipOp.kDifference, doAntiAlias=True)
    canvas.drawPath(path, on_top_only(line(INK, EDGE * k, 0.3, 0.38 * k)))
    canvas.restore()
    canvas.drawPath(path, fill(colour))
    with clipped(canvas, path):
        shade(canvas, path, k)
        own = [(p, strength) for p, strength in patches if p.owners & set(piece.parts)]
        _paint_glow(canvas, camera, own)


def _paint_glow(canvas: Canvas, camera: Camera, patches: Sequence[tuple[Patch, float]]) -> None:
    """Paint all orange edges before the yellow cores, so that neighbours melt into one."""
    for tone, size, blur in ((GLOW, 1.0, 1.5), (GLOW_CORE, 0.55, 1.3)):
        for p, strength in patches:
            paint = fill(tone, strength, blur * camera.scale)
            canvas.drawPath(_patch_path(camera, p, size), paint)


def _chest_line(canvas: Canvas, camera: Camera, s: Skeleton) -> None:
    """Paint the line down the chest where it faces the camera: it shows a twist."""
    seen = [f for f in s.spine[:-2] if camera.facing(f.front) > 0.3]
    if len(seen) > 3:
        spots = [f.point(8.5, 0, 0) for f in seen]
        canvas.drawPath(trail(camera, spots), line(CHEST_LINE, 0.72 * camera.scale, 0.95))


def _waistband(canvas: Canvas, camera: Camera, s: Skeleton) -> None:
    points = waistband(s)
    middle = sum(points) / len(points)
    seen = [camera.facing(p - middle) > 0 for p in points]
    if all(seen) or not any(seen):
        return
    start = next(i for i in range(len(points)) if seen[i] and not seen[i - 1])
    front = [points[(start + i) % len(points)] for i in range(sum(seen))]
    with clipped(canvas, shape(camera, pelvis(s))):
        canvas.drawPath(trail(camera, front), line(CHEST_LINE, 0.8 * camera.scale, 0.45))


def paint_ghost(canvas: Canvas, camera: Camera, s: Skeleton) -> None:
    """Paint the pose in which the move began, as one flat shape."""
    canvas.drawPath(shape(camera, whole(s)), fill(GHOST, 0.24))


def paint_bones(canvas: Canvas, camera: Camera, s: Skeleton) -> None:
    """Paint the low back's vertebrae as white blocks along the spine."""
    spots = [camera.pixel(f.point(-2.2, 0, 0)) for f in s.spine[:11]]
    canvas.drawPath(polyline(spots), line(INK, 1.2 * camera.scale, 0.25))
    for f in s.spine[:11]:
        ends = [camera.pixel(f.point(-2.2 + d, 0, 0)) for d in (-1.5, 1.5)]
        block = line("#FFFFFF", 1.75 * camera.scale)
        block.setStrokeCap(skia.Paint.kButt_Cap)
        canvas.drawPath(polyline(ends), block)
