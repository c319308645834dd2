"""The world: people, their chats with the bot, and the updates that wait for the bot."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.sandbox.clock import Clock, MovableClock
from bot.sandbox.faults import FaultPlan, FloodLimits
from bot.sandbox.world.call_journal import Journal
from bot.sandbox.world.files import FileStore
from bot.sandbox.world.groups import Chat, Group, sender_of
from bot.sandbox.world.polls import Poll
from bot.sandbox.world.profile import BotProfile
from bot.sandbox.world.updates import UpdateQueue
from bot.sandbox.world.values import (
    Answer,
    Draft,
    Event,
    InlineQuery,
    Json,
    Person,
    Query,
    StoredMessage,
    Update,
    Webhook,
)

Listener = Callable[[Event], None]
# Ids start from these numbers plus the time since then, so that a new, empty world does not
# reuse the ids of the previous one, which a bot's database may still hold.
_EPOCH = datetime.fromisoformat("2024-01-01T00:00:00+00:00")
_FIRST_PERSON = 5_000_000_000
_FIRST_UPDATE = 200_000_000
DEFAULT_BOT_ID = 7_000_000_001
BOT_USERNAME = "limber_sandbox_bot"
# A world that runs for weeks stays small: the oldest messages are dropped.
MOST_MESSAGES = 5_000
# The fields kept of a deleted message.
_TRACE = ("message_id", "from", "sender_chat", "chat", "date")
_MOST_QUERIES = 2_000
_MOST_ANSWERS = 5_000


class State:
    """All state of the sandbox. Its methods never block; listeners are told of changes."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or MovableClock()
        since = self.clock.now() - _EPOCH
        self.bot_id = DEFAULT_BOT_ID
        self.next_person_id = _FIRST_PERSON + since // timedelta(milliseconds=10)
        self.next_message_id = 1
        self.seq = 0
        self.answer_count = 0
        self.query_count = 0
        self.updates = UpdateQueue(_FIRST_UPDATE + since // timedelta(seconds=1))
        self.journal = Journal()
        self._listeners: list[Listener] = []
        self._empty()

    def _empty(self) -> None:
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.polls: dict[str, Poll] = {}
        self.messages: dict[int, dict[int, StoredMessage]] = {}
        self.files = FileStore()
        self.profile = BotProfile()
        self.answers: deque[Answer] = deque(maxlen=_MOST_ANSWERS)
        self.queries: dict[str, Query] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.drafts: dict[int, Draft] = {}
        self.webhook: Webhook | None = None
        self.webhook_set_at: datetime | None = None
        self.pinned: dict[int, list[int]] = {}
        self.faults = FaultPlan()
        self.limits = FloodLimits()

    def reset(self) -> None:
        """Empty the world; every counter keeps growing."""
        self.updates.clear()
        self.journal.clear()
        self._empty()
        self.tell("reset")

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event; the returned function stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, kind: str, **data: object) -> None:
        """Send an event to all listeners."""
        event = Event(kind, data)
        for listener in tuple(self._listeners):
            listener(event)

    def now(self) -> datetime:
        """Return the current time of this world."""
        return self.clock.now()

    def timestamp(self) -> int:
        """Return the current time in Unix seconds."""
        return int(self.now().timestamp())

    def bot_user(self) -> Json:
        """Return the bot as a User, for the messages it sends."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.texts.get(("name", "")) or "Limber",
            "username": BOT_USERNAME,
        }

    def push(self, kind: str, body: Json) -> None:
        """Queue an update for the bot."""
        if self.updates.put(kind, body, self.now()):
            self.tell("update")

    def deliver(self, update: Update) -> None:
        """Remove an update that the bot received or will never get."""
        self.updates.drop(update)
        self.tell("confirmed")

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Deliver updates to this webhook from now on; None ends that."""
        self.webhook = webhook
        self.tell("webhook", url=webhook.url if webhook else "")

    def confirm(self, offset: int) -> None:
        """Confirm the updates before `offset` (see `UpdateQueue.confirm`)."""
        before = len(self.updates)
        self.updates.confirm(offset)
        if len(self.updates) != before:
            self.tell("confirmed")

    def add_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> Person:
        """Add a person with an empty private chat."""
        person = Person(self.next_person_id, first_name, last_name, username, language_code)
        self.next_person_id += 1
        self.people[person.id] = person
        self.tell("person", person_id=person.id)
        return person

    def change_person(self, person: Person) -> None:
        """Replace a person by a changed copy."""
        self.people[person.id] = person
        self.tell("person", person_id=person.id)

    def chat_of(self, chat_id: int) -> Chat | None:
        """Return the private chat or the group with this id."""
        return self.people.get(chat_id) or self.groups.get(chat_id)

    def change_group(self, group: Group) -> None:
        """Add a group, or replace it by a changed copy."""
        self.groups[group.id] = group
        self.tell("group", group_id=group.id)

    def add_message(
        self,
        chat: Chat,
        content: Json,
        *,
        from_bot: bool,
        sender: Person | None = None,
        silent: bool = False,
        reply_markup: Json | None = None,
    ) -> StoredMessage:
        """Add a message; groups need its `sender`. `content` has only the content fields."""
        author = sender or (chat if isinstance(chat, Person) else None)
        user = self.bot_user() if from_bot or author is None else author.as_user()
        self.seq += 1
        message = StoredMessage(
            seq=self.seq,
            chat_id=chat.id,
            message_id=self.next_message_id,
            from_bot=from_bot or author is None,
            body={
                "message_id": self.next_message_id,
                **sender_of(chat, user),
                "chat": chat.as_chat(),
                "date": self.timestamp(),
                **content,
            },
            silent=silent,
            reply_markup=reply_markup,
        )
        self.next_message_id += 1
        messages = self.messages.setdefault(chat.id, {})
        messages[message.message_id] = message
        if len(messages) > MOST_MESSAGES:
            del messages[next(iter(messages))]
        self.tell("message", message=message, new=True)
        return message

    def change_message(self, message: StoredMessage) -> StoredMessage:
        """Replace a message by a changed copy, which gets the next `seq`."""
        self.seq += 1
        changed = replace(message, seq=self.seq)
        self.messages[message.chat_id][message.message_id] = changed
        self.tell("message", message=changed, new=False)
        return changed

    def delete_message(self, message: StoredMessage) -> None:
        """Delete a message; only its ids, sender and date stay."""
        kept = {key: message.body[key] for key in _TRACE if key in message.body}
        self.pinned[message.chat_id] = [
            i for i in self.pinned.get(message.chat_id, []) if i != message.message_id
        ]
        self.change_message(replace(message, deleted=True, body=kept, reply_markup=None))

    def message(self, chat_id: int, message_id: int) -> StoredMessage | None:
        """Return a message that is in a chat now."""
        found = self.messages.get(chat_id, {}).get(message_id)
        return found if found and not found.deleted else None

    def chat(self, chat_id: int) -> list[StoredMessage]:
        """Return all messages of a chat in order, including the traces of deleted ones."""
        return list(self.messages.get(chat_id, {}).values())

    def next_query_id(self, person: Person) -> str:
        """Return an id that cannot be guessed from the previous one."""
        self.query_count += 1
        return f"{person.id}{zlib.crc32(f'{person.id}/{self.query_count}'.encode()):010d}"

    def open_query(self, person: Person) -> Query:
        """Record a button press that waits for an answer."""
        query = Query(self.next_query_id(person), person.id, self.now())
        self.queries[query.id] = query
        if len(self.queries) > _MOST_QUERIES:
            del self.queries[next(iter(self.queries))]
        return query

    def answer(self, query: Query, text: str, *, show_alert: bool, url: str | None = None) -> None:
        """Show the bot's answer to the person who pressed."""
        self.answer_count += 1
        answer = Answer(self.answer_count, query.person_id, query.id, text, show_alert, url)
        self.answers.append(answer)
        self.tell("answer", answer=answer)
