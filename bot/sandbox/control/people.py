"""`/sim/users`: making people, acting as them, reading their chats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox.control.doors import door, person_of
from bot.sandbox.control.reading import BadControl, Body, query_number
from bot.sandbox.control.views import answer_view, bot_view, message_view, person_view
from bot.sandbox.world import World
from bot.sandbox.world import people as acts

_ONE = "/sim/users/{person_id:int}"
_KINDS = ("photo", "animation", "voice", "document", "video", "sticker")


@dataclass(frozen=True, slots=True)
class PeopleDoor:
    """The handlers around people."""

    world: World

    def routes(self) -> list[Route]:
        """Where each handler is found."""
        return [
            door("/sim/users", self.list, "GET"),
            door("/sim/users", self.make, "POST"),
            door(_ONE, self.show, "GET"),
            door(f"{_ONE}/text", self.write, "POST"),
            door(f"{_ONE}/edit", self.edit, "POST"),
            door(f"{_ONE}/press", self.press, "POST"),
            door(f"{_ONE}/location", self.share_location, "POST"),
            door(f"{_ONE}/media", self.send_media, "POST"),
            door(f"{_ONE}/block", self.block, "POST"),
            door(f"{_ONE}/unblock", self.unblock, "POST"),
            door(f"{_ONE}/messages", self.messages, "GET"),
            door(f"{_ONE}/answers", self.answers, "GET"),
            door(f"{_ONE}/pinned", self.pinned, "GET"),
            door("/sim/bot", self.bot, "GET"),
        ]

    async def list(self, _request: Request) -> Any:
        """Everybody, in the order in which they came."""
        return [person_view(self.world, person) for person in self.world.people.values()]

    async def make(self, request: Request) -> Any:
        """A new person."""
        body = await Body.of(request)
        first_name = body.text("first_name")
        details = {
            name: body.maybe_text(name) for name in ("last_name", "username", "language_code")
        }
        body.end()
        return person_view(self.world, self.world.add_person(first_name, **details))

    async def show(self, request: Request) -> Any:
        """One person."""
        return person_view(self.world, person_of(self.world, request))

    async def write(self, request: Request) -> Any:
        """They write a text."""
        person, body = person_of(self.world, request), await Body.of(request)
        text, reply_to = body.text("text"), body.maybe_whole("reply_to")
        body.end()
        return {"message_id": acts.write(self.world, person, text, reply_to).message_id}

    async def edit(self, request: Request) -> Any:
        """They change a text of theirs."""
        person, body = person_of(self.world, request), await Body.of(request)
        message_id, text = body.whole("message_id"), body.text("text")
        body.end()
        return {"message_id": acts.edit(self.world, person, message_id, text).message_id}

    async def press(self, request: Request) -> Any:
        """They press an inline button."""
        person, body = person_of(self.world, request), await Body.of(request)
        message_id = body.whole("message_id")
        button, data = body.maybe_text("button"), body.maybe_text("data")
        body.end()
        if (button is None) == (data is None):
            raise BadControl('either "button" or "data" says which button is meant')
        query = acts.press(self.world, person, message_id, button=button, data=data)
        return {"callback_query_id": query.id}

    async def share_location(self, request: Request) -> Any:
        """They share a pin."""
        person, body = person_of(self.world, request), await Body.of(request)
        latitude, longitude = body.number("latitude"), body.number("longitude")
        body.end()
        message = acts.share_location(self.world, person, latitude, longitude)
        return {"message_id": message.message_id}

    async def send_media(self, request: Request) -> Any:
        """They send a file; its kind is a field, the name of the part, or guessed."""
        person = person_of(self.world, request)
        async with request.form() as form:
            upload = next((v for _, v in form.multi_items() if isinstance(v, UploadFile)), None)
            if upload is None:
                raise BadControl("there is no file in the request")
            kind = _kind_of(form, upload)
            data, caption = await upload.read(), str(form.get("caption") or "")
        if not data:
            raise BadControl("the file is empty")
        file = self.world.files.add(kind, data, upload.filename, upload.content_type)
        return {"message_id": acts.send_media(self.world, person, file, caption).message_id}

    async def block(self, request: Request) -> Any:
        """They stop the bot."""
        return person_view(self.world, acts.block(self.world, person_of(self.world, request)))

    async def unblock(self, request: Request) -> Any:
        """They let the bot write again."""
        return person_view(self.world, acts.unblock(self.world, person_of(self.world, request)))

    async def messages(self, request: Request) -> Any:
        """The chat as it stands now, in its order; `after` leaves out what was seen."""
        person, after = person_of(self.world, request), query_number(request, "after")
        return [message_view(self.world, m) for m in self.world.chat(person.id) if m.seq > after]

    async def answers(self, request: Request) -> Any:
        """The answers to their presses."""
        person, after = person_of(self.world, request), query_number(request, "after")
        mine = (a for a in self.world.answers if a.person_id == person.id and a.n > after)
        return [answer_view(answer) for answer in mine]

    async def pinned(self, request: Request) -> Any:
        """The ids of the messages pinned in their chat, the newest last."""
        return self.world.pinned.get(person_of(self.world, request).id, [])

    async def bot(self, request: Request) -> Any:
        """How the bot presents itself, in a language."""
        return bot_view(self.world, request.query_params.get("language_code"))


def _kind_of(form: FormData, upload: UploadFile) -> str:
    named = form.get("kind")
    part = next((key for key, value in form.multi_items() if value is upload), "")
    media_type = (upload.content_type or "").partition("/")[0]
    guessed = {"image": "photo", "video": "video", "audio": "voice"}.get(media_type, "document")
    kind = str(named) if named else part if part in _KINDS else guessed
    if kind not in _KINDS:
        raise BadControl(f'"kind" is one of {", ".join(_KINDS)}')
    return kind
