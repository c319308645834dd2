"""The file of a call: an upload, `attach://name`, a file_id or a URL."""

from __future__ import annotations

from bot.sandbox.bot_api.params import Upload
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request
from bot.sandbox.world import StoredFile
from bot.sandbox.world.files import BadFileId, kind_in
from bot.sandbox.world.media_header import read_header

_MOST_PHOTO_BYTES = 10 * 2**20
_MOST_PHOTO_SIDES = 10_000
_MOST_PHOTO_RATIO = 20
_NAMES = {"voice": "VoiceNote"}

# Either an upload, or a string that identifies the file.
Given = Upload | str


class NoFile(Exception):
    """The call names no file."""


def given_file(request: Request, field: str) -> Given:
    """Return the upload or string that a call gives as its file; refuses a call without one."""
    try:
        return _given(request, field, request.params.get(field) or "")
    except NoFile:
        raise bad_request(f"there is no {field} in the request") from None


def attached_file(request: Request, reference: str) -> Given:
    """Return the file that a nested `media` refers to; raises `NoFile`."""
    return _given(request, "", reference)


def _given(request: Request, field: str, value: str) -> Given:
    name = value.removeprefix("attach://") if value.startswith("attach://") else field
    upload = request.uploads.get(name)
    if upload is not None:
        return upload
    if not value or value.startswith("attach://"):
        raise NoFile
    return value


def stored_file(request: Request, given: Given, kind: str) -> StoredFile:
    """Store the file in the world, or find the stored one."""
    if isinstance(given, str):
        return _known(request, given, kind)
    _check_upload(given, kind)
    return request.world.files.add(kind, given.data, given.name, given.mime_type)


def _check_upload(upload: Upload, kind: str) -> None:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        _check_photo(upload.data)


def _check_photo(data: bytes) -> None:
    if len(data) > _MOST_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {_MOST_PHOTO_BYTES} bytes"
        )
    header = read_header(data)
    is_picture = header is not None and header.mime_type.startswith("image/")
    if header is None or not is_picture or not header.width or not header.height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted((header.width, header.height))
    if short + long > _MOST_PHOTO_SIDES or long > short * _MOST_PHOTO_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _known(request: Request, text: str, kind: str) -> StoredFile:
    if text.startswith(("http://", "https://")):
        # The sandbox makes no requests; the real server says this when a download fails.
        raise bad_request("failed to get HTTP URL content")
    return known_file(request, text, kind)


def known_file(request: Request, file_id: str, kind: str) -> StoredFile:
    """Return the file with this id, to be sent as `kind`; refuses if the kinds do not fit."""
    try:
        named = kind_in(file_id)
    except BadFileId as reason:
        raise bad_request(f"wrong remote file identifier specified: {reason}") from None
    # Videos, audio and documents are interchangeable and keep their own kind. Photos are not.
    if (named == "photo") != (kind == "photo"):
        raise bad_request(f"can't use file of type {_name(named)} as {_name(kind)}")
    file = request.world.files.by_id(file_id.rstrip("="))
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


def _name(kind: str) -> str:
    return _NAMES.get(kind, kind.capitalize())
