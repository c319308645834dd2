"""Sending texts and files: photos, animations, videos, audio, documents, stickers."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.bot_api.input_files import given_file, stored_file
from bot.sandbox.bot_api.input_media import media_look
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import send
from bot.sandbox.bot_api.text_and_captions import caption_content, read_caption, read_text
from bot.sandbox.bot_api.text_and_captions import text_content as text_fields
from bot.sandbox.world import Json
from bot.sandbox.world.media_views import media_content


@method("sendMessage")
def send_message(request: Request) -> Json:
    """Send a text."""
    formatted, preview = read_text(request.params)
    return send(request, lambda: text_fields(request.world, formatted) | preview)


def _sender(kind: str) -> Callable[[Request], Json]:
    def send_media(request: Request) -> Json:
        return _send_media(request, kind)

    return send_media


for _kind in ("photo", "animation", "video", "voice", "audio", "document", "sticker"):
    method(f"send{_kind.capitalize()}")(_sender(_kind))


def _send_media(request: Request, kind: str) -> Json:
    given = given_file(request, kind)
    caption = read_caption(request.params)

    def content() -> Json:
        fields = caption_content(request.world, caption)
        file = stored_file(request, given, kind)
        return media_content(file, request.params) | fields | media_look(request.params)

    return send(request, content)
