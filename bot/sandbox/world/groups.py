"""Chats of several people: groups, supergroups, channels, and forum topics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.sandbox.world.values import Json, Person

GroupKind = Literal["group", "supergroup", "channel"]
Standing = Literal["member", "administrator", "left", "kicked"]
GENERAL_TOPIC = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people, and the bot's status in it."""

    id: int
    kind: GroupKind
    title: str
    members: tuple[int, ...] = ()
    standing: Standing = "member"
    is_forum: bool = False
    topics: tuple[Topic, ...] = ()
    is_deleted: bool = False
    # The id of the supergroup that it became.
    moved_to: int | None = None

    def as_chat(self) -> Json:
        """Return the group as a Bot API Chat."""
        chat: Json = {"id": self.id, "type": self.kind, "title": self.title}
        return {**chat, "is_forum": True} if self.is_forum else chat

    def topic(self, thread_id: int) -> Topic | None:
        """Return the topic with this id, if there is one."""
        return next((topic for topic in self.topics if topic.id == thread_id), None)

    def with_topic(self, topic: Topic) -> Group:
        """Return the group with one more topic."""
        return replace(self, topics=(*self.topics, topic))


Chat = Person | Group


def sender_of(chat: Chat, user: Json) -> Json:
    """Return the sender fields of a message: in a channel the sender is the channel itself."""
    if isinstance(chat, Group) and chat.kind == "channel":
        return {"sender_chat": chat.as_chat()}
    return {"from": user}


def member_view(user: Json, standing: str) -> Json:
    """Return a person's membership as a Bot API ChatMember."""
    extra: dict[str, Any] = {}
    if standing == "kicked":
        extra = {"until_date": 0}
    if standing == "administrator":
        extra = {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(_RIGHTS, True)}
    if standing == "creator":
        extra = {"is_anonymous": False}
    return {"status": standing, "user": user, **extra}


_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
    "can_send_welcome_messages",
)


def group_of(item: Json) -> Group:
    """Restore the group of a snapshot."""
    topics = tuple(Topic(**topic) for topic in item["topics"])
    return Group(**{**item, "members": tuple(item["members"]), "topics": topics})
