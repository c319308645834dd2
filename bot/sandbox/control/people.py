"""`/sim/users`: creating people, acting as them, reading their chats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox.control.json_routes import json_errors, person_of
from bot.sandbox.control.reading import BadControl, Body, query_number
from bot.sandbox.control.views import answer_view, bot_view, message_view, person_view
from bot.sandbox.world import Chat, Person, World, inline, user_actions, voting
from bot.sandbox.world.action_checks import chat_for

_ONE = "/sim/users/{person_id:int}"
_KINDS = ("photo", "animation", "voice", "document", "video", "sticker", "audio")


@dataclass(frozen=True, slots=True)
class PeopleApi:
    """The handlers for people."""

    world: World

    def routes(self) -> list[Route]:
        """Return the route of each handler."""
        return [
            json_errors("/sim/users", self.list, "GET"),
            json_errors("/sim/users", self.make, "POST"),
            json_errors(_ONE, self.show, "GET"),
            json_errors(f"{_ONE}/start", self.start, "POST"),
            json_errors(f"{_ONE}/text", self.write, "POST"),
            json_errors(f"{_ONE}/edit", self.edit, "POST"),
            json_errors(f"{_ONE}/press", self.press, "POST"),
            json_errors(f"{_ONE}/location", self.share_location, "POST"),
            json_errors(f"{_ONE}/contact", self.share_contact, "POST"),
            json_errors(f"{_ONE}/vote", self.vote, "POST"),
            json_errors(f"{_ONE}/inline", self.ask_inline, "POST"),
            json_errors(f"{_ONE}/inline/{{query_id}}", self.inline_results, "GET"),
            json_errors(f"{_ONE}/choose", self.choose_inline, "POST"),
            json_errors(f"{_ONE}/media", self.send_media, "POST"),
            json_errors(f"{_ONE}/block", self.block, "POST"),
            json_errors(f"{_ONE}/unblock", self.unblock, "POST"),
            json_errors(f"{_ONE}/deactivate", self.deactivate, "POST"),
            json_errors(f"{_ONE}/messages", self.messages, "GET"),
            json_errors(f"{_ONE}/answers", self.answers, "GET"),
            json_errors(f"{_ONE}/pinned", self.pinned, "GET"),
            json_errors("/sim/bot", self.bot, "GET"),
        ]

    async def list(self, _request: Request) -> Any:
        """List everybody, in the order in which they were added."""
        return [person_view(self.world, person) for person in self.world.people.values()]

    async def make(self, request: Request) -> Any:
        """Add a person."""
        body = await Body.of(request)
        first_name = body.text("first_name")
        details = {
            name: body.maybe_text(name) for name in ("last_name", "username", "language_code")
        }
        is_bot = body.maybe_boolean("is_bot")
        body.end()
        person = self.world.add_person(first_name, **details)
        if is_bot:
            self.world.change_person(replace(person, is_bot=True))
        return person_view(self.world, self.world.people[person.id])

    async def show(self, request: Request) -> Any:
        """Return one person."""
        return person_view(self.world, person_of(self.world, request))

    async def start(self, request: Request) -> Any:
        """Open a link to the bot, `t.me/<bot>?start=<payload>`, and press Start."""
        person, body = person_of(self.world, request), await Body.of(request)
        payload = body.maybe_text("payload") or ""
        body.end()
        return {"message_id": user_actions.follow_link(self.world, person, payload).message_id}

    async def write(self, request: Request) -> Any:
        """Send a text."""
        person, body = person_of(self.world, request), await Body.of(request)
        text, reply_to = body.text("text"), body.maybe_whole("reply_to")
        chat, thread = self._chat(person, body), body.maybe_whole("thread_id") or 0
        body.end()
        message = user_actions.write(
            self.world, person, text, reply_to, chat=chat, thread_id=thread
        )
        return {"message_id": message.message_id}

    async def edit(self, request: Request) -> Any:
        """Edit a text that the person sent."""
        person, body = person_of(self.world, request), await Body.of(request)
        message_id, text = body.whole("message_id"), body.text("text")
        chat = self._chat(person, body)
        body.end()
        return {
            "message_id": user_actions.edit(self.world, person, message_id, text, chat).message_id
        }

    async def press(self, request: Request) -> Any:
        """Press an inline button."""
        person, body = person_of(self.world, request), await Body.of(request)
        message_id = body.whole("message_id")
        button, data = body.maybe_text("button"), body.maybe_text("data")
        chat = self._chat(person, body)
        body.end()
        if (button is None) == (data is None):
            raise BadControl('either "button" or "data" says which button is meant')
        query = user_actions.press(
            self.world, person, message_id, button=button, data=data, chat=chat
        )
        return {"callback_query_id": query.id}

    async def vote(self, request: Request) -> Any:
        """Choose options of a poll, by number or text; none takes the vote back."""
        person, body = person_of(self.world, request), await Body.of(request)
        message_id, options = body.whole("message_id"), body.list("options")
        chat = self._chat(person, body)
        body.end()
        return voting.vote(self.world, person, message_id, options, chat).as_json()

    async def ask_inline(self, request: Request) -> Any:
        """Type something after the bot's name, in any chat."""
        person, body = person_of(self.world, request), await Body.of(request)
        query, offset = body.maybe_text("query") or "", body.maybe_text("offset") or ""
        body.end()
        return inline.view(inline.ask(self.world, person, query, offset))

    async def inline_results(self, request: Request) -> Any:
        """Return what the bot offers for an inline query; null until it has answered."""
        person = person_of(self.world, request)
        query = self.world.inline_queries.get(request.path_params["query_id"])
        if query is None or query.person_id != person.id:
            raise BadControl("there is no such query", 404)
        return inline.view(query)

    async def choose_inline(self, request: Request) -> Any:
        """Send one of the inline results."""
        person, body = person_of(self.world, request), await Body.of(request)
        query_id, result_id = body.text("inline_query_id"), body.text("result_id")
        chat = self._chat(person, body)
        body.end()
        return {
            "message_id": inline.choose(self.world, person, query_id, result_id, chat).message_id
        }

    async def share_location(self, request: Request) -> Any:
        """Share a location."""
        person, body = person_of(self.world, request), await Body.of(request)
        latitude, longitude = body.number("latitude"), body.number("longitude")
        chat = self._chat(person, body)
        body.end()
        message = user_actions.share_location(self.world, person, latitude, longitude, chat)
        return {"message_id": message.message_id}

    async def share_contact(self, request: Request) -> Any:
        """Share the person's own number."""
        person, body = person_of(self.world, request), await Body.of(request)
        number, chat = body.text("phone_number"), self._chat(person, body)
        body.end()
        return {
            "message_id": user_actions.share_contact(self.world, person, number, chat).message_id
        }

    async def send_media(self, request: Request) -> Any:
        """Send a file; its kind is a field, the name of the part, or guessed."""
        person = person_of(self.world, request)
        async with request.form() as form:
            upload = next((v for _, v in form.multi_items() if isinstance(v, UploadFile)), None)
            if upload is None:
                raise BadControl("there is no file in the request")
            kind = _kind_of(form, upload)
            data, caption = await upload.read(), str(form.get("caption") or "")
            chat = chat_for(self.world, person, _chat_id(form))
        if not data:
            raise BadControl("the file is empty")
        file = self.world.files.add(kind, data, upload.filename, upload.content_type)
        message = user_actions.send_media(self.world, person, file, caption, chat=chat)
        return {"message_id": message.message_id}

    async def block(self, request: Request) -> Any:
        """Block the bot."""
        return person_view(
            self.world, user_actions.block(self.world, person_of(self.world, request))
        )

    async def unblock(self, request: Request) -> Any:
        """Unblock the bot."""
        return person_view(
            self.world, user_actions.unblock(self.world, person_of(self.world, request))
        )

    async def deactivate(self, request: Request) -> Any:
        """Delete the person's account."""
        person = person_of(self.world, request)
        return person_view(self.world, user_actions.deactivate(self.world, person))

    def _chat(self, person: Person, body: Body) -> Chat:
        """Return the chat to act in: the private one, unless the body names another."""
        return chat_for(self.world, person, body.maybe_whole("chat_id"))

    async def messages(self, request: Request) -> Any:
        """Return the chat as it is now, in order; `after` leaves out what was seen before."""
        person, after = person_of(self.world, request), query_number(request, "after")
        return [message_view(self.world, m) for m in self.world.chat(person.id) if m.seq > after]

    async def answers(self, request: Request) -> Any:
        """Return the answers to the person's button presses."""
        person, after = person_of(self.world, request), query_number(request, "after")
        mine = (a for a in self.world.answers if a.person_id == person.id and a.n > after)
        return [answer_view(answer) for answer in mine]

    async def pinned(self, request: Request) -> Any:
        """Return the ids of the messages pinned in the chat, the newest last."""
        return self.world.pinned.get(person_of(self.world, request).id, [])

    async def bot(self, request: Request) -> Any:
        """Return the bot's name and texts in a language."""
        return bot_view(self.world, request.query_params.get("language_code"))


def _chat_id(form: FormData) -> int | None:
    text = str(form.get("chat_id") or "")
    if text and not text.removeprefix("-").isdecimal():
        raise BadControl('"chat_id" must be a whole number')
    return int(text) if text else None


def _kind_of(form: FormData, upload: UploadFile) -> str:
    named = form.get("kind")
    part = next((key for key, value in form.multi_items() if value is upload), "")
    media_type = (upload.content_type or "").partition("/")[0]
    guessed = {"image": "photo", "video": "video", "audio": "voice"}.get(media_type, "document")
    kind = str(named) if named else part if part in _KINDS else guessed
    if kind not in _KINDS:
        raise BadControl(f'"kind" is one of {", ".join(_KINDS)}')
    return kind
