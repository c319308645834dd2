"""InputMedia: one item of an album, or the new media of an edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.bot_api.input_files import Given, NoFile, attached_file, stored_file
from bot.sandbox.bot_api.params import Upload, check_nested
from bot.sandbox.bot_api.refusals import ApiRefusal, bad_request
from bot.sandbox.bot_api.registry import Request
from bot.sandbox.bot_api.text_and_captions import caption_content, read_formatted
from bot.sandbox.text import FormattedText
from bot.sandbox.world import Json
from bot.sandbox.world.media_views import media_content

_PREFIX = "can't parse InputMedia: "
_KINDS = ("photo", "video", "animation", "audio", "document")


@dataclass(frozen=True, slots=True)
class InputMedia:
    """One item, read but not yet checked as content."""

    kind: str
    given: Given
    caption: FormattedText
    fields: Json

    @property
    def is_new(self) -> bool:
        """Whether the file was uploaded with the call."""
        return isinstance(self.given, Upload)

    def content(self, request: Request) -> Json:
        """Return the fields of a Message, and store the file in the world."""
        caption = caption_content(request.world, self.caption)
        file = stored_file(request, self.given, self.kind)
        return media_content(file, self.fields) | caption | media_look(self.fields)


def read_input_media(request: Request, item: Any, *, for_album: bool = False) -> InputMedia:
    """Read one InputMedia; refuses in the real server's words and order."""
    if not isinstance(item, dict):
        raise bad_request(f"{_PREFIX}expected an Object")
    caption = _read_caption(item)
    kind = item.get("type")
    if kind is None:
        raise bad_request(f'{_PREFIX}Can\'t find field "type"')
    try:
        given = attached_file(request, str(item.get("media") or ""))
    except NoFile:
        raise bad_request(f"{_PREFIX}media not found") from None
    if kind not in _KINDS:
        raise bad_request(f'{_PREFIX}type "{kind}" is unsupported')
    if for_album and kind == "animation":
        raise bad_request(f'{_PREFIX}type "{kind}" can\'t be used in sendMediaGroup')
    check_nested(item, "InputMedia", _PREFIX)
    return InputMedia(kind, given, caption, item)


def _read_caption(item: Json) -> FormattedText:
    try:
        return read_formatted(item, "caption", "parse_mode", "caption_entities")
    except ApiRefusal as refusal:
        words = refusal.description.removeprefix("Bad Request: ")
        raise bad_request(f"{_PREFIX}{words[:1].upper()}{words[1:]}") from None


def media_look(params: Json) -> Json:
    """Return the Message fields that say how media is shown."""
    look: Json = {}
    if params.get("show_caption_above_media"):
        look["show_caption_above_media"] = True
    if params.get("has_spoiler"):
        look["has_media_spoiler"] = True
    return look
