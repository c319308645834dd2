"""Changes to groups: creation, joining, leaving, upgrade and deletion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.sandbox.world.action_checks import Impossible
from bot.sandbox.world.groups import Group, GroupKind, Standing, Topic
from bot.sandbox.world.user_actions import tell_membership
from bot.sandbox.world.values import Json, Person
from bot.sandbox.world.world import World

TOPIC_COLOUR = 7322096
# First ids of groups and supergroups, in the negative ranges that Telegram uses.
_GROUPS, _SUPERGROUPS = -4_000_000_000, -1_002_000_000_000


def make(
    world: World,
    title: str,
    members: Sequence[Person],
    *,
    kind: GroupKind = "group",
    is_forum: bool = False,
) -> Group:
    """Create a group of people with the bot in it; the first person is its creator.

    In a channel the bot is an administrator: bots can't be ordinary members there.
    """
    if not members:
        raise Impossible("a group needs somebody who makes it")
    if is_forum and kind != "supergroup":
        raise Impossible("only a supergroup can have topics")
    standing: Standing = "administrator" if kind == "channel" else "member"
    number = (_GROUPS if kind == "group" else _SUPERGROUPS) - world.next_person_id % 10**9
    ids = tuple(person.id for person in members)
    group = Group(number, kind, title, ids, standing, is_forum=is_forum)
    world.next_person_id += 1
    world.change_group(group)
    tell_membership(world, group, members[0], "left", standing)
    return group


def set_standing(world: World, group: Group, by: Person, standing: Standing) -> Group:
    """Add the bot, make it an administrator, or remove it."""
    if group.kind == "channel" and standing == "member":
        raise Impossible("a bot is an administrator of a channel, or not there")
    changed = replace(group, standing=standing)
    if changed != group:
        world.change_group(changed)
        tell_membership(world, changed, by, group.standing, standing)
    return changed


def bot_leaves(world: World, group: Group) -> None:
    """Let the bot leave the group."""
    world.change_group(replace(group, standing="left"))


def join(world: World, group: Group, person: Person) -> Group:
    """Add a person; the bot gets the service message."""
    if person.id in group.members:
        raise Impossible(f"{person.first_name} is in “{group.title}” already")
    changed = replace(group, members=(*group.members, person.id))
    world.change_group(changed)
    _tell(world, changed, person, {"new_chat_members": [person.as_user()]})
    return changed


def leave(world: World, group: Group, person: Person) -> Group:
    """Remove a person."""
    changed = replace(group, members=tuple(n for n in group.members if n != person.id))
    world.change_group(changed)
    _tell(world, changed, person, {"left_chat_member": person.as_user()})
    return changed


def open_topic(world: World, group: Group, name: str, by: Person | None = None) -> Topic:
    """Open a topic in a forum."""
    if not group.is_forum:
        raise Impossible(f"“{group.title}” has no topics")
    created = {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOUR}}
    thread = {"message_thread_id": world.next_message_id, "is_topic_message": True}
    message = world.add_message(group, created | thread, from_bot=by is None, sender=by)
    topic = Topic(message.message_id, name)
    world.change_group(group.with_topic(topic))
    if by is not None:
        _push(world, group, message.body)
    return topic


def upgrade(world: World, group: Group, by: Person) -> Group:
    """Turn the group into a supergroup with another id; the old group is closed."""
    if group.kind != "group":
        raise Impossible(f"“{group.title}” is a {group.kind} already")
    new_id = _SUPERGROUPS + group.id % 10**9
    new = replace(group, id=new_id, kind="supergroup")
    world.change_group(replace(group, moved_to=new_id))
    world.change_group(new)
    _tell(world, group, by, {"migrate_to_chat_id": new_id})
    _tell(world, new, by, {"migrate_from_chat_id": group.id})
    return new


def delete(world: World, group: Group) -> Group:
    """Delete the group for everybody."""
    changed = replace(group, is_deleted=True)
    world.change_group(changed)
    return changed


def _tell(world: World, group: Group, by: Person, content: Json) -> None:
    """Send a service message, which every bot in the group gets; channels have none."""
    if group.kind == "channel":
        return
    message = world.add_message(group, content, from_bot=False, sender=by)
    _push(world, group, message.body)


def _push(world: World, group: Group, body: Json) -> None:
    if group.standing in ("member", "administrator"):
        world.push("message", body)
