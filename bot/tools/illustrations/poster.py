"""The still picture of an exercise, a small PNG of its end pose, and a sheet of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from bot.tools.illustrations.drawing.palette import BACKGROUND, INK
from bot.tools.illustrations.drawing.picture import paint
from bot.tools.illustrations.scene import Scene, poster_shot

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


COLUMNS = 6
CELL, CAPTION, GAP = 200, 20, 6
"""px: the side of a poster's square, the line with its id, and what lies between."""


def write_sheet(pose_files: Sequence[Path], target: Path) -> Path:
    """Combine the posters beside these pose files into one picture, with the ids below."""
    folders = [path.parent for path in pose_files if path.with_name(NAME).is_file()]
    rows = -(-len(folders) // COLUMNS)
    size = (COLUMNS * (CELL + GAP) + GAP, rows * (CELL + CAPTION + GAP) + GAP)
    sheet = Image.new("RGB", size, BACKGROUND)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for i, folder in enumerate(folders):
        left = GAP + i % COLUMNS * (CELL + GAP)
        top = GAP + i // COLUMNS * (CELL + CAPTION + GAP)
        with Image.open(folder / NAME) as poster:
            small = poster.convert("RGB")
        small.thumbnail((CELL, CELL), Image.Resampling.LANCZOS)
        sheet.paste(small, (left, top + (CELL - small.height) // 2))
        pen.text((left + CELL / 2, top + CELL + 2), folder.name, INK, font, anchor="ma")
    quantised(sheet).save(target, optimize=True)
    return target
