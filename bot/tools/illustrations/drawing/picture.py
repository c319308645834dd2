"""A whole picture: scene, shadow, ghost, person and things in their order, arrows, second view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.tools.illustrations.body import whole
from bot.tools.illustrations.camera import Camera
from bot.tools.illustrations.drawing.brush import Canvas, fill, skia
from bot.tools.illustrations.drawing.figure import (
    glow_patches,
    paint_bones,
    paint_ghost,
    paint_halo,
    paint_layer,
)
from bot.tools.illustrations.drawing.marks import paint_arrow, paint_link, paint_ring
from bot.tools.illustrations.drawing.palette import BACKGROUND, ELLIPSE
from bot.tools.illustrations.drawing.surroundings import (
    paint_background,
    paint_boxes,
    paint_flat,
    paint_marks,
    paint_shadow,
    paint_strap,
)
from bot.tools.illustrations.geometry import vector
from bot.tools.illustrations.props import footprint, strap_line
from bot.tools.illustrations.scene import (
    Scene,
    Shot,
    Shown,
    Stage,
    arrow_line,
    lens_camera,
    lens_focus,
)
from bot.tools.illustrations.schema import Inset, Picture
from bot.tools.illustrations.skeleton import Skeleton

Pixels = NDArray[np.uint8]
THINGS = ("chair", "chair_back", "step", "strap")
SMALL = 0.72
"""Size of the arrows in the round second view."""


def paint(scene: Scene, shot: Shot, zoom: float = 1.0) -> Pixels:
    """Return the pixels of one picture, rows of red, green, blue, opacity."""
    width, height = scene.file.size
    surface = skia.Surface(round(width * zoom), round(height * zoom))
    canvas = surface.getCanvas()
    canvas.scale(zoom, zoom)
    paint_background(canvas, scene.file.size)
    _paint_ground(canvas, scene.camera, scene.stage, shot.person, shot.belt)
    if shot.ghost:
        paint_ghost(canvas, scene.camera, shot.ghost)
    _paint_figure(canvas, scene.camera, scene.stage, scene.file.poster, shot)
    _paint_arrows(canvas, scene.camera, shot.arrows, 1.0)
    if scene.file.inset and shot.inset:
        _paint_inset(canvas, scene, scene.file.inset, shot)
    return pixels_of(surface)


def pixels_of(surface: Any) -> Pixels:
    """Return what is painted on a surface."""
    pixels: Pixels = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
    return pixels


def _paint_figure(canvas: Canvas, camera: Camera, stage: Stage, shown: Picture, shot: Shot) -> None:
    """Paint the person and the things between its layers; the ground is there already."""
    patches = glow_patches(shot.person, camera, shot.glow)
    paint_halo(canvas, camera, patches)
    canvas.saveLayer()
    for layer in shown.layers:
        if layer in THINGS:
            _paint_thing(canvas, camera, stage, layer, shot.person)
        else:
            paint_layer(canvas, camera, shot.person, layer, patches)
    canvas.restore()


def _paint_arrows(canvas: Canvas, camera: Camera, arrows: tuple[Shown, ...], size: float) -> None:
    for arrow, s, opacity in arrows:
        canvas.saveLayerAlpha(None, round(255 * opacity))
        paint_arrow(canvas, [vector(*camera.pixel(p)) for p in arrow_line(arrow, s)], size)
        canvas.restore()


def _paint_ground(
    canvas: Canvas, camera: Camera, stage: Stage, s: Skeleton, belt: float = 0.0
) -> None:
    hulls = whole(s)
    for box in stage.boxes:
        if box.kind in ("mat", "path"):
            paint_flat(canvas, camera, box)
        if box.kind == "path":
            paint_marks(canvas, camera, box, belt)
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


def _paint_inset(canvas: Canvas, scene: Scene, inset: Inset, shot: Shot) -> None:
    """Paint the round second view, with its own camera and order."""
    s = shot.inset or shot.person
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
    lens = lens_camera(inset, scene.inset or s)
    stage = replace(scene.stage, boxes=tuple(b for b in scene.stage.boxes if b.kind != "wall"))
    _paint_ground(canvas, lens, stage, s)
    _paint_figure(canvas, lens, stage, inset.picture, Shot(s, shot.inset_glow))
    if inset.bones:
        paint_bones(canvas, lens, s)
    _paint_arrows(canvas, lens, shot.inset_arrows, SMALL)
    canvas.restore()
    paint_ring(canvas, inset.centre, inset.radius)
