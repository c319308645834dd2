"""Inline mode: queries typed after the bot's name, and choosing a result."""

from __future__ import annotations

from bot.sandbox.world.action_checks import Impossible, NotThere, require_unblocked
from bot.sandbox.world.groups import Chat
from bot.sandbox.world.state import BOT_USERNAME
from bot.sandbox.world.values import InlineQuery, Json, Person, StoredMessage
from bot.sandbox.world.world import World

_MOST_CHARACTERS = 256
_MOST_KEPT = 500


def ask(world: World, person: Person, text: str, offset: str = "") -> InlineQuery:
    """Type `@bot text` in any chat."""
    if len(text) > _MOST_CHARACTERS:
        raise Impossible(f"an inline query has at most {_MOST_CHARACTERS} characters")
    query = InlineQuery(world.next_query_id(person), person.id, text, world.now())
    world.inline_queries[query.id] = query
    if len(world.inline_queries) > _MOST_KEPT:
        del world.inline_queries[next(iter(world.inline_queries))]
    body = {"id": query.id, "from": person.as_user(), "query": text, "offset": offset}
    world.push("inline_query", {**body, "chat_type": "sender"})
    return query


def choose(
    world: World, person: Person, query_id: str, result_id: str, chat: Chat
) -> StoredMessage:
    """Send a result into a chat; the bot is told which one if it receives such updates."""
    require_unblocked(person)
    query = world.inline_queries.get(query_id)
    if query is None or query.person_id != person.id or query.results is None:
        raise NotThere("the bot has not answered such a query")
    result = next((item for item in query.results if item["id"] == result_id), None)
    if result is None:
        raise NotThere(f"there is no result {result_id}")
    content: Json = {**result["content"], "via_bot": world.bot_user()}
    message = world.add_message(chat, content, from_bot=False, sender=person)
    chosen: Json = {"result_id": result_id, "from": person.as_user(), "query": query.text}
    if "reply_markup" in content:
        inline_id = f"AQAA{query.id}"
        world.inline_messages[inline_id] = (chat.id, message.message_id)
        chosen["inline_message_id"] = inline_id
    world.push("chosen_inline_result", chosen)
    if chat is person:
        world.push("message", message.body)
    return message


def view(query: InlineQuery) -> Json:
    """Return the query and the results that the person sees."""
    results = None if query.results is None else [_shown(item) for item in query.results]
    return {
        "inline_query_id": query.id,
        "query": f"@{BOT_USERNAME} {query.text}".strip(),
        "results": results,
        "next_offset": query.next_offset,
        **({"button": query.button} if query.button else {}),
    }


def _shown(item: Json) -> Json:
    return {key: item[key] for key in ("id", "type", "title", "description") if key in item}
