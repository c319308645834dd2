"""The still picture of an exercise: its end pose, rendered as a small PNG."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.tools.illustrations.drawing.picture import paint
from bot.tools.illustrations.staging import Scene, poster_shot

COLOURS = 256
NAME = "poster.png"


def render(scene: Scene, zoom: float = 1.0) -> Image.Image:
    """Return the poster of a scene in full colour; `zoom` enlarges it for a close look."""
    return Image.fromarray(paint(scene, poster_shot(scene), zoom)).convert("RGB")


def quantised(image: Image.Image) -> Image.Image:
    """Return the picture in 256 colours; without k-means the glow bands and turns brown."""
    return image.quantize(
        COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE
    )


def save_poster(scene: Scene, stamp: str) -> Path:
    """Draw the poster beside its pose.yaml, with what it was drawn from, and return its path."""
    target = scene.file.path.with_name(NAME)
    notes = PngInfo()
    notes.add_text("Comment", stamp)
    quantised(render(scene)).save(target, optimize=True, pnginfo=notes)
    return target
