"""A whole picture: scene, shadow, ghost, person and things in their order, arrows, second view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.illustrations.body import whole
from bot.illustrations.camera import Camera
from bot.illustrations.drawing.brush import Canvas, fill, skia
from bot.illustrations.drawing.figure import (
    glow_patches,
    paint_bones,
    paint_ghost,
    paint_halo,
    paint_layer,
)
from bot.illustrations.drawing.marks import paint_arrow, paint_link, paint_ring
from bot.illustrations.drawing.palette import BACKGROUND, ELLIPSE
from bot.illustrations.drawing.scene import (
    paint_background,
    paint_boxes,
    paint_flat,
    paint_shadow,
    paint_strap,
)
from bot.illustrations.geometry import vector
from bot.illustrations.props import footprint, strap_line
from bot.illustrations.schema import Inset, Picture
from bot.illustrations.skeleton import Skeleton
from bot.illustrations.staging import Scene, Stage, arrow_line, lens_camera, lens_focus

THINGS = ("chair", "chair_back", "step", "strap")
SMALL = 0.72
"""Size of the arrows in the round second view."""


def paint_poster(scene: Scene, zoom: float = 1.0) -> NDArray[np.uint8]:
    """Return the poster's pixels, rows of red, green, blue, opacity."""
    width, height = scene.file.size
    surface = skia.Surface(round(width * zoom), round(height * zoom))
    canvas = surface.getCanvas()
    canvas.scale(zoom, zoom)
    paint_background(canvas, scene.file.size)
    _paint_ground(canvas, scene.camera, scene.stage, scene.person)
    if scene.ghost:
        paint_ghost(canvas, scene.camera, scene.ghost)
    _paint_figure(canvas, scene.camera, scene.stage, scene.file.poster, scene.person)
    _paint_arrows(canvas, scene.camera, scene.file.poster, scene.person, 1.0)
    if scene.file.inset and scene.inset:
        _paint_inset(canvas, scene, scene.file.inset, scene.inset)
    pixels: NDArray[np.uint8] = surface.makeImageSnapshot().toarray(
        colorType=skia.kRGBA_8888_ColorType
    )
    return pixels


def _paint_figure(
    canvas: Canvas, camera: Camera, stage: Stage, shown: Picture, s: Skeleton
) -> None:
    """Paint the person and the things between its layers; the ground is there already."""
    patches = glow_patches(s, camera, shown.glow)
    paint_halo(canvas, camera, patches)
    canvas.saveLayer()
    for layer in shown.layers:
        if layer in THINGS:
            _paint_thing(canvas, camera, stage, layer, s)
        else:
            paint_layer(canvas, camera, s, layer, patches)
    canvas.restore()


def _paint_arrows(canvas: Canvas, camera: Camera, shown: Picture, s: Skeleton, size: float) -> None:
    for arrow in shown.arrows:
        paint_arrow(canvas, [vector(*camera.pixel(p)) for p in arrow_line(arrow, s)], size)


def _paint_ground(canvas: Canvas, camera: Camera, stage: Stage, s: Skeleton) -> None:
    hulls = whole(s)
    for box in stage.boxes:
        if box.kind in ("mat", "path"):
            paint_flat(canvas, camera, box)
    paint_boxes(canvas, camera, [b for b in stage.boxes if b.kind == "wall"])
    paint_shadow(canvas, camera, hulls, 0.0)
    for box in stage.boxes:
        if box.kind in ("chair", "step") and box.middle[2] - box.half[2] < 1:
            paint_shadow(canvas, camera, [footprint(box)], 0.0)


def _paint_thing(canvas: Canvas, camera: Camera, stage: Stage, layer: str, s: Skeleton) -> None:
    if layer == "strap":
        for prop in stage.props:
            if prop.kind == "strap":
                paint_strap(canvas, camera, strap_line(prop, s))
        return
    boxes = [b for b in stage.boxes if b.kind == layer]
    paint_boxes(canvas, camera, boxes)
    for box in boxes:
        if box.kind != "chair_back" and box.top > 10 and box.half[0] > 8:
            paint_shadow(canvas, camera, whole(s), box.top, inside=box)


def _paint_inset(canvas: Canvas, scene: Scene, inset: Inset, s: Skeleton) -> None:
    """Paint the round second view, with its own camera, pose and order."""
    x, y = float(inset.centre[0]), float(inset.centre[1])
    circle = skia.Path()
    circle.addCircle(x, y, inset.radius)
    if inset.marker:
        spot = vector(*scene.camera.pixel(lens_focus(inset, scene.person)))
        paint_link(canvas, spot, inset.marker * scene.camera.scale, inset.centre, inset.radius)
    canvas.save()
    canvas.clipPath(circle, skia.ClipOp.kIntersect, doAntiAlias=True)
    canvas.drawPaint(fill(BACKGROUND))
    canvas.drawCircle(x, y, inset.radius * 0.94, fill(ELLIPSE))
    lens = lens_camera(inset, s)
    stage = replace(scene.stage, boxes=tuple(b for b in scene.stage.boxes if b.kind != "wall"))
    _paint_ground(canvas, lens, stage, s)
    _paint_figure(canvas, lens, stage, inset.picture, s)
    if inset.bones:
        paint_bones(canvas, lens, s)
    _paint_arrows(canvas, lens, inset.picture, s, SMALL)
    canvas.restore()
    paint_ring(canvas, inset.centre, inset.radius)
