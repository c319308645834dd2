"""Sending: texts, photos, animations, films, voice notes, documents, pins on the map."""

from __future__ import annotations

from bot.sandbox.bot_api.content import CAPTION, TEXT, caption_content, read_caption, read_text
from bot.sandbox.bot_api.content import text_content as text_fields
from bot.sandbox.bot_api.input_files import given_file, stored_file
from bot.sandbox.bot_api.params import BOOLEAN, FILE, INTEGER, OBJECT, Declared
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import SENDING, send
from bot.sandbox.world import Json
from bot.sandbox.world.media import media_content

_MEDIA: Declared = {**SENDING, **CAPTION}
_LOOK: Declared = {"show_caption_above_media": BOOLEAN, "has_spoiler": BOOLEAN}
_MOVING: Declared = {"duration": INTEGER, "width": INTEGER, "height": INTEGER, "thumbnail": FILE}


@method("sendMessage", {**SENDING, **TEXT, "link_preview_options": OBJECT})
def send_message(request: Request) -> Json:
    """Send a text."""
    formatted = read_text(request.params)
    preview = link_preview(request.params)
    return send(request, lambda: text_fields(request.world, formatted) | preview)


@method("sendPhoto", {**_MEDIA, **_LOOK, "photo": FILE})
def send_photo(request: Request) -> Json:
    """Send a picture."""
    return _send_media(request, "photo")


@method("sendAnimation", {**_MEDIA, **_LOOK, **_MOVING, "animation": FILE})
def send_animation(request: Request) -> Json:
    """Send a film without sound that runs in a loop."""
    return _send_media(request, "animation")


@method(
    "sendVideo",
    {**_MEDIA, **_LOOK, **_MOVING, "video": FILE, "supports_streaming": BOOLEAN},
)
def send_video(request: Request) -> Json:
    """Send a film."""
    return _send_media(request, "video")


@method("sendVoice", {**_MEDIA, "voice": FILE, "duration": INTEGER})
def send_voice(request: Request) -> Json:
    """Send a voice note."""
    return _send_media(request, "voice")


@method(
    "sendDocument",
    {**_MEDIA, "document": FILE, "thumbnail": FILE, "disable_content_type_detection": BOOLEAN},
)
def send_document(request: Request) -> Json:
    """Send a file."""
    return _send_media(request, "document")


def _send_media(request: Request, kind: str) -> Json:
    given = given_file(request, kind)
    caption = read_caption(request.params)

    def content() -> Json:
        fields = caption_content(request.world, caption)
        file = stored_file(request, given, kind)
        return media_content(file, request.params) | fields | media_look(request.params)

    return send(request, content)


def media_look(params: Json) -> Json:
    """The fields of a Message that say how its media is shown."""
    look: Json = {}
    if params.get("show_caption_above_media"):
        look["show_caption_above_media"] = True
    if params.get("has_spoiler"):
        look["has_media_spoiler"] = True
    return look


def link_preview(params: Json) -> Json:
    """The field of a Message that says how links are previewed."""
    options = params.get("link_preview_options")
    return {"link_preview_options": options} if options else {}
