"""Reads a pose.yaml into a `PoseFile`; raises `PoseFileError` with all problems at once."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bot.tools.illustrations.joint_angles import Side
from bot.tools.illustrations.picture_reader import read_inset, read_picture, read_view
from bot.tools.illustrations.reading_pose import read_poses
from bot.tools.illustrations.schema import Picture, PoseFile, Prop
from bot.tools.illustrations.timeline_reader import read_timeline
from bot.tools.illustrations.yaml_fields import Fields, PoseFileError, load_mapping

SCHEMA = 1
SIZES = ((640, 480), (640, 640))
PROP_NUMBERS: dict[str, tuple[str, ...]] = {
    "mat": ("pad",),
    "path": ("pad", "belt"),
    "wall": ("h",),
    "step": ("w", "d", "h"),
    "chair": ("w", "d", "h", "back", "faces"),
    "strap": (),
}


def read_pose_file(path: Path) -> PoseFile:
    """Return what `path` says; the id must be the name of its folder."""
    problems: list[str] = []
    top = Fields(path, "", load_mapping(path), problems)
    if top.number("schema") != SCHEMA:
        top.complain("schema", f"must be {SCHEMA}")
    poses = read_poses(top)
    view = read_view(top, "camera")
    picture, ghost = _poster(top, poses)
    found = PoseFile(
        path=path,
        id=_identity(top),
        size=_size(top),
        view=view,
        props=tuple(_prop(f) for f in top.each("props")),
        poses=poses,
        poster=picture,
        ghost=ghost,
        inset=read_inset(top, poses, picture, view),
        timeline=read_timeline(top, poses, picture),
    )
    top.finish()
    if problems:
        raise PoseFileError(problems)
    return found


def _poster(top: Fields, poses: Collection[str]) -> tuple[Picture, str | None]:
    """Return what the poster shows, and the pose behind it as a ghost."""
    fields = top.inner("poster") if top.need("poster") else None
    if fields is None:
        return Picture("", (), {}, ()), None
    picture = read_picture(fields, poses)
    ghost = fields.word("ghost", poses) or None
    fields.finish()
    return picture, ghost


def _identity(top: Fields) -> str:
    value, folder = str(top.take("id")), top.path.resolve().parent.name
    if value != folder:
        top.complain("id", f"is '{value}'; write the folder's name, '{folder}'")
    return value


def _size(top: Fields) -> tuple[int, int]:
    size = top.numbers("size", (2,))
    pair = SIZES[0] if size is None else (int(size[0]), int(size[1]))
    if size is None or pair not in SIZES:
        top.complain("size", f"must be one of {', '.join(str(list(s)) for s in SIZES)}")
    return pair


def _prop(fields: Fields) -> Prop:
    kind = fields.word("type", PROP_NUMBERS, "mat")
    foot: Side = "l" if fields.word("foot", ("foot_l", "foot_r"), "foot_r") == "foot_l" else "r"
    prop = Prop(
        kind=kind,
        numbers={k: fields.number(k) for k in PROP_NUMBERS[kind] if fields.has(k)},
        x=_pair(fields, "x"),
        y=_pair(fields, "y"),
        at=fields.numbers("at", (2,)),
        foot=foot,
    )
    fields.finish()
    return prop


def _pair(fields: Fields, key: str) -> tuple[float, float] | None:
    v = fields.numbers(key, (2,))
    return None if v is None else (float(v[0]), float(v[1]))
