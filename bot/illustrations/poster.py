"""The still picture of an exercise: its end pose, rendered and squeezed into a small PNG."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from bot.illustrations.drawing.picture import paint_poster
from bot.illustrations.reading import read_pose_file
from bot.illustrations.staging import Scene, stage

COLOURS = 256
NAME = "poster.png"


def render(scene: Scene, zoom: float = 1.0) -> Image.Image:
    """Return the poster of a scene in full colour; `zoom` enlarges it for a close look."""
    return Image.fromarray(paint_poster(scene, zoom)).convert("RGB")


def quantised(image: Image.Image) -> Image.Image:
    """Return the picture in 256 colours; without k-means the glow bands and turns brown."""
    return image.quantize(
        COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE
    )


def write_poster(pose_file: Path) -> Path:
    """Draw the poster beside a pose.yaml and return its path."""
    target = pose_file.with_name(NAME)
    image = quantised(render(stage(read_pose_file(pose_file))))
    image.save(target, optimize=True)
    return target
