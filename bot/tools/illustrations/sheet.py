"""All posters in one picture: `python -m bot.tools.illustrations content/ --sheet sheet.png`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.tools.illustrations.drawing.palette import BACKGROUND, INK
from bot.tools.illustrations.poster import NAME, quantised

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
