"""Chat members, profile photos and forum topics."""

from __future__ import annotations

from bot.sandbox.bot_api.chats import find_readable_chat, find_writable_chat
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Chat, Group, Json, Person, grouping
from bot.sandbox.world.groups import member_view


def _standings(request: Request, chat: Chat) -> dict[int, tuple[Json, str]]:
    world = request.world
    bot = world.bot_user()
    if isinstance(chat, Person):
        return {chat.id: (chat.as_user(), "member"), world.bot_id: (bot, "member")}
    people = [world.people[number] for number in chat.members]
    found = {person.id: (person.as_user(), "member") for person in people}
    for person in people[:1]:
        found[person.id] = (person.as_user(), "creator")
    return {**found, world.bot_id: (bot, chat.standing)}


@method("getChatMember")
def get_chat_member(request: Request) -> Json:
    """Return a person's status in a chat."""
    user_id = request.params.get("user_id", 0)
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    chat = find_readable_chat(request.world, request.params.get("chat_id"))
    known = _standings(request, chat).get(user_id)
    if known is None and user_id in request.world.people:
        known = (request.world.people[user_id].as_user(), "left")
    if known is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_view(*known)


@method("getChatMemberCount")
def get_chat_member_count(request: Request) -> int:
    """Count the members of a chat, including the bot."""
    chat = find_readable_chat(request.world, request.params.get("chat_id"))
    standings = _standings(request, chat).values()
    return sum(standing not in ("left", "kicked") for _, standing in standings)


@method("getChatAdministrators")
def get_chat_administrators(request: Request) -> list[Json]:
    """List the administrators of a group."""
    chat = find_readable_chat(request.world, request.params.get("chat_id"))
    if isinstance(chat, Person):
        raise bad_request("there are no administrators in the private chat")
    standings = _standings(request, chat).values()
    return [member_view(user, s) for user, s in standings if s in ("creator", "administrator")]


@method("leaveChat")
def leave_chat(request: Request) -> bool:
    """Leave a group."""
    chat = find_writable_chat(request.world, request.params.get("chat_id"))
    if isinstance(chat, Person):
        raise bad_request("chat member status can't be changed in private chats")
    grouping.bot_leaves(request.world, chat)
    return True


@method("createForumTopic")
def create_forum_topic(request: Request) -> Json:
    """Create a topic in a forum."""
    name = request.params.get("name", "").strip()
    chat = find_writable_chat(request.world, request.params.get("chat_id"))
    if not isinstance(chat, Group) or not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.standing != "administrator":
        raise bad_request("not enough rights to create a topic")
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    topic = grouping.open_topic(request.world, chat, name)
    return {"message_thread_id": topic.id, "name": name, "icon_color": grouping.TOPIC_COLOUR}


@method("getUserProfilePhotos")
def get_user_profile_photos(request: Request) -> Json:
    """List the profile photos of a person: nobody in the sandbox has any."""
    user_id = request.params.get("user_id", 0)
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id != request.world.bot_id and user_id not in request.world.people:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
