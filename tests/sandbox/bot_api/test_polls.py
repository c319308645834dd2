"""Polls: sending, voting, stopping."""

from typing import Any

import pytest

from tests.sandbox.driver import Sandbox

SORE = {"question": "How sore?", "options": ["not", {"text": "a *bit*"}, "very"]}


async def updates(sandbox: Sandbox, *kinds: str) -> list[dict[str, Any]]:
    found = await sandbox.result("getUpdates")
    return [update[kind] for update in found for kind in kinds if kind in update]


async def test_a_poll_has_all_fields_that_clients_need(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    poll = (await sandbox.result("sendPoll", chat_id=alex, **SORE))["poll"]
    assert [(o["text"], o["persistent_id"], o["voter_count"]) for o in poll["options"]] == [
        ("not", "0", 0),
        ("a *bit*", "1", 0),
        ("very", "2", 0),
    ]
    assert (poll["type"], poll["is_anonymous"], poll["allows_revoting"]) == ("regular", True, True)
    assert (poll["members_only"], poll["is_closed"], poll["total_voter_count"]) == (False, False, 0)


async def test_a_vote_reaches_the_bot_with_its_voter(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendPoll", chat_id=alex, **SORE, is_anonymous=False)
    here = f"users/{alex}/vote"
    await sandbox.post(here, message_id=sent["message_id"], options=["very"])
    (answer,) = await updates(sandbox, "poll_answer")
    assert (answer["poll_id"], answer["option_ids"]) == (sent["poll"]["id"], [2])
    assert (answer["user"]["id"], answer["option_persistent_ids"]) == (alex, ["2"])
    (poll,) = await updates(sandbox, "poll")
    assert [option["voter_count"] for option in poll["options"]] == [0, 0, 1]
    await sandbox.post(here, message_id=sent["message_id"], options=[])
    assert (await updates(sandbox, "poll_answer"))[-1]["option_ids"] == []
    shown = (await sandbox.get(f"users/{alex}/messages"))[-1]
    assert shown["poll"]["total_voter_count"] == 0


async def test_an_anonymous_poll_names_nobody(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendPoll", chat_id=alex, **SORE)
    await sandbox.post(f"users/{alex}/vote", message_id=sent["message_id"], options=[0])
    assert await updates(sandbox, "poll_answer") == []
    assert len(await updates(sandbox, "poll")) == 1


@pytest.mark.parametrize(
    ("rules", "first", "second", "why"),
    [
        ({}, [0, 1], None, "this poll takes one answer only"),
        ({"allows_revoting": False}, [0], [1], "a vote in this poll can't be changed"),
        ({"is_closed": True}, [0], None, "this poll is closed"),
    ],
)
async def test_votes_follow_the_rules_of_the_poll(
    sandbox: Sandbox, rules: dict[str, Any], first: list[int], second: list[int] | None, why: str
) -> None:
    alex = await sandbox.person()
    sent = await sandbox.result("sendPoll", chat_id=alex, **SORE, **rules)
    vote = {"message_id": sent["message_id"], "options": first}
    if second is not None:
        await sandbox.post(f"users/{alex}/vote", **vote)
        vote["options"] = second
    assert await sandbox.error(f"users/{alex}/vote", **vote) == (400, why)


async def test_a_poll_closes_at_its_time_or_when_stopped(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    timed = await sandbox.result("sendPoll", chat_id=alex, **SORE, open_period=60)
    assert timed["poll"]["close_date"] == timed["date"] + 60
    await sandbox.post("clock", advance=60)
    vote = {"message_id": timed["message_id"], "options": [0]}
    assert (await sandbox.error(f"users/{alex}/vote", **vote))[1] == "this poll is closed"
    sent = await sandbox.result("sendPoll", chat_id=alex, **SORE)
    here = {"chat_id": alex, "message_id": sent["message_id"]}
    assert (await sandbox.result("stopPoll", **here))["is_closed"] is True
    assert await sandbox.refusal("stopPoll", **here) == (
        400,
        "Bad Request: poll has already been closed",
    )


async def test_a_quiz_has_a_correct_answer(sandbox: Sandbox) -> None:
    alex = await sandbox.person()
    quiz = {**SORE, "type": "quiz", "correct_option_ids": [1], "explanation": "because"}
    poll = (await sandbox.result("sendPoll", chat_id=alex, **quiz))["poll"]
    assert (poll["correct_option_ids"], poll["correct_option_id"]) == ([1], 1)
    assert (poll["allows_revoting"], poll["explanation"]) == (False, "because")
