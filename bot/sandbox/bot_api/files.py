"""getFile: where the content of a file_id can be downloaded."""

from __future__ import annotations

from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Json
from bot.sandbox.world.files import BadFileId, kind_in

_MOST_BYTES = 20 * 2**20


@method("getFile")
def get_file(request: Request) -> Json:
    """Return the path at which a file can be downloaded."""
    file_id = request.params.get("file_id", "")
    try:
        kind_in(file_id)
    except BadFileId:
        raise bad_request("invalid file_id") from None
    file = request.world.files.by_id(file_id.rstrip("="))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > _MOST_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }
