"""Translate our messages to Bot API calls."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from telegram import (
    Bot,
    InputFile,
    InputMediaAnimation,
    InputMediaPhoto,
    InputMediaVideo,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.message import Message, Picture
from bot.chat.outbound import raw_api
from bot.chat.outbound.file_uploads import FileUploader, blank, is_about_the_file
from bot.chat.outbound.keyboards import buttons, markup
from bot.content.media import Clip
from bot.domain.routines.custom_exercise import Media, MediaKind

Upload = str | InputFile

_INPUTS = {
    MediaKind.PHOTO: InputMediaPhoto,
    MediaKind.VIDEO: InputMediaVideo,
    MediaKind.ANIMATION: InputMediaAnimation,
}
_NO_PREVIEW = {"is_disabled": True}
"""Links to sources need no preview, which would be larger than the page."""


@dataclass(frozen=True, slots=True)
class BotApiClient:
    """Sends and edits messages. Telegram's errors are raised unchanged."""

    bot: Bot
    pictures: FileUploader

    async def send(self, chat: int, message: Message, *, paid: bool = False) -> int:
        """Send a message, and return its id. `paid` allows paying Stars above the free rate."""
        common: dict[str, Any] = {
            "chat_id": chat,
            "parse_mode": ParseMode.HTML,
            "disable_notification": message.silent or None,
            "allow_paid_broadcast": paid or None,
        }
        if message.effect is not None:
            try:
                return await self._send(message, message_effect_id=message.effect.value, **common)
            except BadRequest as error:
                # Telegram adds and removes effects; the text matters more.
                if "effect" not in error.message.casefold():
                    raise
        return await self._send(message, **common)

    async def _send(self, message: Message, **common: Any) -> int:
        if message.document is not None:
            file = InputFile(message.document.data, message.document.name, attach=True)
            send = partial(self.bot.send_document, document=file)
        elif message.picture is not None:
            send = partial(self._send_picture, message.picture)
        else:
            return await self._send_text(message, **common)
        sent = await send(caption=message.text, reply_markup=markup(message.keyboard), **common)
        return sent.message_id

    async def _send_text(self, message: Message, **common: Any) -> int:
        sent = await raw_api.call(
            self.bot,
            "sendMessage",
            text=message.text,
            link_preview_options=_NO_PREVIEW,
            reply_markup=buttons(message.keyboard),
            **common,
        )
        return int(sent["message_id"])

    async def _send_picture(self, picture: Picture, **common: Any) -> TelegramMessage:
        async def send_photo(photo: Upload) -> TelegramMessage:
            return await self.bot.send_photo(photo=photo, **common)

        async def send_clip(clip: Clip, animation: Upload) -> TelegramMessage:
            return await self.bot.send_animation(animation=animation, **_dimensions(clip), **common)

        match picture:
            case bytes():
                return await send_photo(InputFile(picture, "chart.png", attach=True))
            case Media() as media:
                return await self._send_media(media, **common)
            case Clip() as clip:
                return await self.pictures.put(clip.path, lambda file: send_clip(clip, file))
            case Path() as file:
                return await self.pictures.put(file, send_photo)

    async def _send_media(self, media: Media, **common: Any) -> TelegramMessage:
        sends: dict[MediaKind, Callable[[], Awaitable[TelegramMessage]]] = {
            MediaKind.PHOTO: lambda: self.bot.send_photo(photo=media.file, **common),
            MediaKind.VIDEO: lambda: self.bot.send_video(video=media.file, **common),
            MediaKind.ANIMATION: lambda: self.bot.send_animation(animation=media.file, **common),
        }
        try:
            return await sends[media.kind]()
        except BadRequest as error:
            # A file sent to a bot with another token is unknown to this one. Keep the text.
            if not is_about_the_file(error):
                raise
            return await self.bot.send_photo(
                photo=InputFile(blank(), "blank.png", attach=True), **common
            )

    async def edit(self, chat: int, id: int, message: Message, *, redraw: bool) -> int:
        """Edit a message's text, and its picture if `redraw`. Return its id."""
        where: dict[str, Any] = {"chat_id": chat, "message_id": id}
        words: dict[str, Any] = {
            "parse_mode": ParseMode.HTML,
            "reply_markup": buttons(message.keyboard),
            **where,
        }
        with _ignore_not_modified():
            if message.picture is None:
                await raw_api.call(
                    self.bot,
                    "editMessageText",
                    text=message.text,
                    link_preview_options=_NO_PREVIEW,
                    **words,
                )
            elif redraw:
                where["reply_markup"] = markup(message.keyboard)
                await self._edit_picture(message.picture, message.text, **where)
            else:
                await raw_api.call(self.bot, "editMessageCaption", caption=message.text, **words)
        return id

    async def strip(self, chat: int, id: int) -> int:
        """Remove the buttons of a message, and return its id."""
        with _ignore_not_modified():
            await self.bot.edit_message_reply_markup(chat_id=chat, message_id=id)
        return id

    async def _edit_picture(self, picture: Picture, text: str, **common: Any) -> None:
        words: dict[str, Any] = {"caption": text, "parse_mode": ParseMode.HTML}

        async def edit(
            media: InputMediaPhoto | InputMediaVideo | InputMediaAnimation,
        ) -> TelegramMessage:
            edited = await self.bot.edit_message_media(media=media, **common)
            if isinstance(edited, bool):  # only for inline messages, of which there are none
                raise TypeError("Telegram returned no message")
            return edited

        match picture:
            case Media(kind, own):
                await edit(_INPUTS[kind](own, **words))
            case bytes():
                await edit(InputMediaPhoto(InputFile(picture, "chart.png", attach=True), **words))
            case Clip() as clip:
                words |= _dimensions(clip)
                await self.pictures.put(
                    clip.path, lambda upload: edit(InputMediaAnimation(upload, **words))
                )
            case Path() as file:
                await self.pictures.put(file, lambda upload: edit(InputMediaPhoto(upload, **words)))


@contextmanager
def _ignore_not_modified() -> Iterator[None]:
    """Accept an edit that changes nothing, such as a retry after a lost answer."""
    try:
        yield
    except BadRequest as error:
        if "not modified" not in error.message.casefold():
            raise


def _dimensions(clip: Clip) -> dict[str, Any]:
    return {"width": clip.width, "height": clip.height, "duration": clip.whole_seconds}
