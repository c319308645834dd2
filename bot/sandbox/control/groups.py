"""`/sim/groups`: creating groups, and what happens in them to people and to the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox.control.json_routes import json_errors
from bot.sandbox.control.reading import BadControl, Body, query_number
from bot.sandbox.control.views import message_view
from bot.sandbox.world import Group, Json, Person, World, grouping
from bot.sandbox.world.groups import Standing

_ONE = "/sim/groups/{group_id:int}"
_KINDS = ("group", "supergroup", "channel")
_STANDINGS = ("member", "administrator", "kicked")


@dataclass(frozen=True, slots=True)
class GroupsApi:
    """The handlers for groups. The path has a group's id without its minus sign."""

    world: World

    def routes(self) -> list[Route]:
        """Return the route of each handler."""
        return [
            json_errors("/sim/groups", self.all, "GET"),
            json_errors("/sim/groups", self.make, "POST"),
            json_errors(f"{_ONE}/messages", self.messages, "GET"),
            json_errors(f"{_ONE}/join", self.join, "POST"),
            json_errors(f"{_ONE}/leave", self.leave, "POST"),
            json_errors(f"{_ONE}/bot", self.set_standing, "POST"),
            json_errors(f"{_ONE}/topics", self.open_topic, "POST"),
            json_errors(f"{_ONE}/upgrade", self.upgrade, "POST"),
            json_errors(f"{_ONE}/delete", self.delete, "POST"),
        ]

    async def all(self, _request: Request) -> Any:
        """List the groups in the order of their creation."""
        return [group_view(group) for group in self.world.groups.values()]

    async def make(self, request: Request) -> Any:
        """Create a group of people with the bot in it; the first person is its creator."""
        body = await Body.of(request)
        title, ids = body.text("title"), body.list("members")
        kind = body.maybe_text("kind") or "group"
        is_forum = body.maybe_boolean("is_forum")
        body.end()
        if kind not in _KINDS:
            raise BadControl(f'"kind" is one of {", ".join(_KINDS)}')
        members = [self._person(number) for number in ids]
        group = grouping.make(self.world, title, members, kind=cast("Any", kind), is_forum=is_forum)
        return group_view(group)

    async def messages(self, request: Request) -> Any:
        """Return the chat as it is now; `after` leaves out what was seen before."""
        after = query_number(request, "after")
        chat = self.world.chat(self._group(request).id)
        return [message_view(self.world, message) for message in chat if message.seq > after]

    async def join(self, request: Request) -> Any:
        """Add a person to the group."""
        group, person = self._group(request), await self._actor(request)
        return group_view(grouping.join(self.world, group, person))

    async def leave(self, request: Request) -> Any:
        """Remove a person from the group."""
        group, person = self._group(request), await self._actor(request)
        return group_view(grouping.leave(self.world, group, person))

    async def set_standing(self, request: Request) -> Any:
        """Add the bot, make it an administrator, or remove it."""
        group, body = self._group(request), await Body.of(request)
        person, standing = self._person(body.whole("user_id")), body.text("standing")
        body.end()
        if standing not in _STANDINGS:
            raise BadControl(f'"standing" is one of {", ".join(_STANDINGS)}')
        changed = grouping.set_standing(self.world, group, person, cast("Standing", standing))
        return group_view(changed)

    async def open_topic(self, request: Request) -> Any:
        """Open a topic of a forum."""
        group, body = self._group(request), await Body.of(request)
        person, name = self._person(body.whole("user_id")), body.text("name")
        body.end()
        topic = grouping.open_topic(self.world, group, name, person)
        return {"message_thread_id": topic.id, "name": topic.name}

    async def upgrade(self, request: Request) -> Any:
        """Upgrade the group to a supergroup, with another id."""
        group, person = self._group(request), await self._actor(request)
        return group_view(grouping.upgrade(self.world, group, person))

    async def delete(self, request: Request) -> Any:
        """Delete the group for everybody."""
        return group_view(grouping.delete(self.world, self._group(request)))

    def _group(self, request: Request) -> Group:
        group = self.world.groups.get(-request.path_params["group_id"])
        if group is None:
            raise BadControl("there is no such group", 404)
        return group

    async def _actor(self, request: Request) -> Person:
        body = await Body.of(request)
        person = self._person(body.whole("user_id"))
        body.end()
        return person

    def _person(self, number: object) -> Person:
        person = self.world.people.get(number) if isinstance(number, int) else None
        if person is None:
            raise BadControl(f"there is no person {number}", 404)
        return person


def group_view(group: Group) -> Json:
    """Return a group with its people, its topics and the bot's status in it."""
    return {
        **group.as_chat(),
        "members": list(group.members),
        "bot": group.standing,
        "topics": [{"message_thread_id": t.id, "name": t.name} for t in group.topics],
        **({"moved_to": group.moved_to} if group.moved_to else {}),
    }
