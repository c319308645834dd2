"""Inline mode: queries, answers, chosen results, edits."""

from typing import Any

import pytest

from tests.sandbox.driver import Sandbox, keyboard

ARTICLE: dict[str, Any] = {
    "type": "article",
    "id": "a",
    "title": "Knees to chest",
    "input_message_content": {"message_text": "<b>Knees</b>", "parse_mode": "HTML"},
}


async def asked(sandbox: Sandbox, person: int) -> str:
    view = await sandbox.post(f"users/{person}/inline", query="knee")
    update = (await sandbox.result("getUpdates", offset=-1))[0]["inline_query"]
    assert (update["id"], update["query"]) == (view["inline_query_id"], "knee")
    return str(update["id"])


async def test_a_chosen_result_is_sent_as_the_person(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    query = await asked(sandbox, alex)
    results = [{**ARTICLE, "reply_markup": keyboard([("Go", "go")])}]
    await sandbox.result("answerInlineQuery", inline_query_id=query, results=results)
    seen = await sandbox.get(f"users/{alex}/inline/{query}")
    assert seen["results"] == [{"id": "a", "type": "article", "title": "Knees to chest"}]
    await sandbox.post(f"users/{alex}/choose", inline_query_id=query, result_id="a")
    shown = (await sandbox.get(f"users/{alex}/messages"))[-1]
    assert (shown["from"], shown["text"]) == ("user", "Knees")
    chosen = [u for u in await sandbox.result("getUpdates") if "chosen_inline_result" in u]
    inline_id = chosen[0]["chosen_inline_result"]["inline_message_id"]
    edit = {"inline_message_id": inline_id, "text": "Chest"}
    assert await sandbox.result("editMessageText", **edit) is True
    assert (await sandbox.get(f"users/{alex}/messages"))[-1]["text"] == "Chest"
    assert await sandbox.refusal("editMessageText", inline_message_id="x", text="y") == (
        400,
        "Bad Request: MESSAGE_ID_INVALID",
    )


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([{**ARTICLE, "id": str(i)} for i in range(51)], "too many inline query results specified"),
        ([ARTICLE, ARTICLE], "RESULT_ID_DUPLICATE"),
        ({}, "expected an Array of inline query results"),
        (["x"], "can't parse inline query result: Inline query result must be an object"),
        (
            [{"type": "article", "id": "a", "title": "x"}],
            "can't parse inline query result: Can't find field \"input_message_content\"",
        ),
        ([{**ARTICLE, "id": "x" * 65}], "RESULT_ID_INVALID"),
    ],
)
async def test_bad_results_are_refused(sandbox: Sandbox, results: Any, words: str) -> None:
    query = await asked(sandbox, await sandbox.person())
    answer = {"inline_query_id": query, "results": results}
    assert await sandbox.refusal("answerInlineQuery", **answer) == (400, f"Bad Request: {words}")


async def test_a_query_can_be_answered_for_30_seconds(sandbox: Sandbox) -> None:
    query = await asked(sandbox, await sandbox.person())
    await sandbox.post("clock", advance=31)
    assert await sandbox.refusal("answerInlineQuery", inline_query_id=query, results=[]) == (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
