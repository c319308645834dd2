"""Encodes painted frames as a small film: H.264, no sound, colours tagged, index first."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot.tools.illustrations.drawing.picture import Pixels

av: Any = importlib.import_module("av")
"""Looked up by name: authors alone install it."""

BT709, LIMITED = 1, 1
COARSEST = 31
"""The last quality (x264's crf) that is tried before a film is too large."""


class FilmTooLarge(Exception):
    """A film is too large even at the lowest quality."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a film is written: frames a second, the quality tried first, the most bytes."""

    fps: int
    quality: int
    most: int


def write_film(path: Path, frames: Sequence[tuple[Pixels, int]], cut: Cut, stamp: str) -> int:
    """Write the film of (picture, how many frames it stays) and return its size in bytes.

    Quality is lowered step by step until the film has at most `cut.most` bytes.
    """
    draft = path.with_suffix(".draft.mp4")
    try:
        for quality in range(cut.quality, COARSEST + 1, 2):
            _encode(draft, frames, cut.fps, stamp, quality)
            if draft.stat().st_size <= cut.most:
                draft.replace(path)
                return path.stat().st_size
    finally:
        draft.unlink(missing_ok=True)
    raise FilmTooLarge(
        f"{path}: over {cut.most // 1024} KB; shorten the timeline or crop the picture"
    )


def _encode(
    path: Path, frames: Sequence[tuple[Pixels, int]], fps: int, stamp: str, quality: int
) -> None:
    height, width = frames[0][0].shape[:2]
    options = {"movflags": "+faststart"}
    with av.open(str(path), "w", format="mp4", options=options) as film:
        film.metadata["comment"] = stamp
        stream = film.add_stream("libx264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, fps)
        stream.codec_context.thread_count = 1
        for name in ("colorspace", "color_primaries", "color_trc", "color_range"):
            setattr(stream.codec_context, name, LIMITED if name == "color_range" else BT709)
        stream.options = {
            "preset": "medium",
            "tune": "animation",
            "crf": str(quality),
            "profile": "high",
        }
        at = 0
        for picture, stays in frames:
            frame = av.VideoFrame.from_ndarray(picture[:, :, :3].copy(), format="rgb24")
            flat = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            for _ in range(stays):
                flat.pts, flat.time_base = at, Fraction(1, fps)
                film.mux(stream.encode(flat))
                at += 1
        film.mux(stream.encode(None))
