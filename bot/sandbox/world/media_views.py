"""How a stored file appears in a message: sizes, thumbnails, names."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.world.values import Json, StoredFile

# The longest sides, in pixels, of the sizes that Telegram makes of a photo.
_PHOTO_SIDES = (90, 320, 800, 1280)
_DEFAULT_SIDE = 320


def _identity(file: StoredFile) -> Json:
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}


def _scaled(file: StoredFile, side: int) -> Json:
    width, height = file.width or side, file.height or side
    factor = min(1.0, side / max(width, height))
    return {
        **_identity(file),
        "file_unique_id": f"{file.unique_id}{side}",
        "width": max(1, round(width * factor)),
        "height": max(1, round(height * factor)),
    }


def photo_sizes(file: StoredFile) -> list[Json]:
    """Return the PhotoSize list of a photo, smallest first.

    The sandbox stores one file for all sizes, so they share its file_id.
    """
    longest = max(file.width or _DEFAULT_SIDE, file.height or _DEFAULT_SIDE)
    largest = min(longest, _PHOTO_SIDES[-1])
    return [_scaled(file, side) for side in (*(s for s in _PHOTO_SIDES if s < largest), largest)]


def _document(file: StoredFile) -> Json:
    body = {**_identity(file), "mime_type": file.mime_type}
    return {"file_name": file.name, **body} if file.name else body


def _moving(file: StoredFile, given: Json) -> Json:
    return {
        **_document(file),
        # Telegram converts a GIF to a video; here only the reported type changes.
        "mime_type": "video/mp4" if file.mime_type == "image/gif" else file.mime_type,
        "width": given.get("width") or file.width or _DEFAULT_SIDE,
        "height": given.get("height") or file.height or _DEFAULT_SIDE,
        "duration": given.get("duration") or 0,
    }


def media_content(file: StoredFile, given: Json | None = None) -> Json:
    """Return the media fields of a Message.

    `given` is what the sender said about width, height (pixels) and duration (seconds).
    """
    given = given or {}
    if file.kind == "photo":
        return {"photo": photo_sizes(file)}
    if file.kind == "animation":
        moving = _moving(file, given)
        document = {k: v for k, v in moving.items() if k not in ("width", "height", "duration")}
        return {"animation": moving, "document": document}
    shape = _SHAPES.get(file.kind)
    return {file.kind: shape(file, given)} if shape else {"document": _document(file)}


def _audio(file: StoredFile, given: Json) -> Json:
    words = {key: given[key] for key in ("performer", "title") if given.get(key)}
    return {**_document(file), "duration": given.get("duration") or 0, **words}


def _voice(file: StoredFile, given: Json) -> Json:
    duration = given.get("duration") or 0
    return {**_identity(file), "mime_type": file.mime_type, "duration": duration}


def _sticker(file: StoredFile, given: Json) -> Json:
    return {
        **({"emoji": given["emoji"]} if given.get("emoji") else {}),
        **_identity(file),
        "type": "regular",
        "width": file.width or 512,
        "height": file.height or 512,
        "is_animated": False,
        "is_video": False,
    }


_SHAPES: dict[str, Callable[[StoredFile, Json], Json]] = {
    "video": _moving,
    "voice": _voice,
    "audio": _audio,
    "sticker": _sticker,
}


def media_of(body: Json) -> tuple[str, str] | None:
    """Return the kind and file_id of the media in a message, if it has any."""
    if body.get("photo"):
        return "photo", str(body["photo"][-1]["file_id"])
    for kind in ("animation", "video", "voice", "audio", "sticker", "document"):
        if kind in body:
            return kind, str(body[kind]["file_id"])
    return None
