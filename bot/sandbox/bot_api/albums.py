"""Albums: several photos, videos, audio files or documents sent as one group."""

from __future__ import annotations

from bot.sandbox.bot_api.input_media import InputMedia, read_input_media
from bot.sandbox.bot_api.params import read_list
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import Place, pass_flood_limits
from bot.sandbox.world import Json

_MOST = 10
# Audio and documents are not mixed with other types; photos and videos may be mixed.
_ALONE = {"audio": "Audio", "document": "Document"}
# A file sent again by its id keeps its kind, whatever type the album gives it.
_GROUPED = frozenset({"photo", "video", "audio", "document"})


@method("sendMediaGroup")
def send_media_group(request: Request) -> list[Json]:
    """Send up to ten items as one album; return all its messages."""
    value = request.params.get("media")
    if not value and value != []:
        raise bad_request('parameter "media" is required')
    given = read_list(value, "media", "an Array of InputMedia")
    items = [read_input_media(request, item, for_album=True) for item in given]
    place = Place.of(request)
    _check(items)
    contents = [item.content(request) for item in items]
    if any(not _GROUPED & set(content) or "animation" in content for content in contents):
        raise bad_request("can't use the media of the specified type in the album")
    pass_flood_limits(request.world, place.chat.id, len(items))
    album = {"media_group_id": str(_FIRST_ALBUM + request.world.seq)} if len(items) > 1 else {}
    return [place.put(request, album | content).body for content in contents]


_FIRST_ALBUM = 13_000_000_000_000_000


def _check(items: list[InputMedia]) -> None:
    if len(items) > _MOST:
        raise bad_request("too many messages to send as an album")
    if not items:
        raise bad_request("there are no messages to send")
    above = {bool(item.fields.get("show_caption_above_media")) for item in items}
    if len(above) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
    kinds = {item.kind for item in items}
    alone = next((_ALONE[kind] for kind in _ALONE if kind in kinds), None)
    if len(kinds) > 1 and alone:
        raise bad_request(f"{alone} can't be mixed with other media types")
