"""The webhook: who is accepted, what is read, and the answers to Telegram."""

import logging
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.web import PATH, secret_for
from bot.web.webhook import HEADER, MAX_BODY_BYTES
from tests.web.conftest import SECRET, Bot

KEY = {HEADER: SECRET}
UPDATE = {"update_id": 7, "message": {"text": "my leg hurts"}}


async def test_an_update_with_the_secret_is_passed_on(client: httpx.AsyncClient, bot: Bot) -> None:
    answer = await client.post(PATH, json=UPDATE, headers=KEY)
    assert (answer.status_code, answer.content) == (200, b"")
    assert bot.taken == [UPDATE]


@pytest.mark.parametrize("given", ["", "wrong", SECRET[:-1], SECRET + "x", "n\u00e4chste"])
async def test_a_wrong_secret_is_refused(client: httpx.AsyncClient, bot: Bot, given: str) -> None:
    headers = [(HEADER.encode(), given.encode("latin-1"))]
    answer = await client.post(PATH, json=UPDATE, headers=headers)
    assert answer.status_code == 403
    assert bot.taken == []


async def test_without_a_secret_the_body_is_not_even_read(client: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    assert (await client.post(PATH, content=endless())).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
    ids=["empty", "cut", "bytes", "list", "null", "no-id", "text-id", "long-id", "deep"],
)
async def test_an_invalid_update_is_a_bad_request(
    client: httpx.AsyncClient, bot: Bot, body: bytes
) -> None:
    answer = await client.post(PATH, content=body, headers=KEY)
    assert answer.status_code == 400
    assert bot.taken == []


async def test_a_huge_body_is_not_read_to_its_end(client: httpx.AsyncClient, bot: Bot) -> None:
    sent = 0

    async def huge() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += MAX_BODY_BYTES // 4
            yield b" " * (MAX_BODY_BYTES // 4)

    answer = await client.post(PATH, content=huge(), headers=KEY)
    assert answer.status_code == 413
    assert sent < 3 * MAX_BODY_BYTES
    assert bot.taken == []


async def test_a_busy_bot_asks_telegram_to_retry(client: httpx.AsyncClient, bot: Bot) -> None:
    bot.has_capacity = False
    assert (await client.post(PATH, json=UPDATE, headers=KEY)).status_code == 503
    bot.has_capacity = True
    assert (await client.post(PATH, json=UPDATE, headers=KEY)).status_code == 200
    assert bot.taken == [UPDATE]


async def test_only_post_is_allowed(client: httpx.AsyncClient) -> None:
    assert (await client.get(PATH, headers=KEY)).status_code == 405


async def test_nothing_of_the_update_is_logged(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    for body in (b'{"leg": hurts', b'{"update_id": 1, "x": "hurts"}', b"hurts" * MAX_BODY_BYTES):
        await client.post(PATH, content=body, headers=KEY)
        await client.post(PATH, content=body, headers={HEADER: "wrong-but-mine"})
    told = " ".join(record.getMessage() for record in caplog.records if record.name[:3] == "bot")
    assert "hurts" not in told
    assert "wrong-but-mine" not in told


def test_the_secret_is_valid_and_different_for_each_token() -> None:
    secrets = {secret_for(f"{number}:token") for number in range(10)}
    assert len(secrets) == 10
    assert all(len(each) == 64 and each.isalnum() for each in secrets)
