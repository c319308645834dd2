"""HTTP to Telegram on a real socket: answers, errors, and two kinds of failure."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.chat.outbound.http_client import AiohttpRequest, NotSent
from bot.demo import TOKEN

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
MESSAGE = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "Hello"}


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    """Run a server with one handler, and yield its URL."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def a_bot(url: str, read_seconds: float = 5) -> AsyncIterator[Bot]:
    """Yield a bot that uses this server and does not log in."""
    request = AiohttpRequest(4, read_seconds)
    await request.initialize()
    try:
        yield Bot(TOKEN, f"{url}/bot", f"{url}/file/bot", request=request)
    finally:
        await request.shutdown()


async def test_parameters_arrive_unchanged() -> None:
    seen: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(await request.json())
        return web.json_response({"ok": True, "result": MESSAGE})

    async with serving(answer) as url, a_bot(url) as bot:
        sent = await bot.send_message(5, "Ärgerlich <b>&</b>", disable_notification=True)
    assert sent.message_id == 7
    (body,) = seen
    assert (body["chat_id"], body["text"]) == (5, "Ärgerlich <b>&</b>")


async def test_a_file_is_uploaded_with_its_name() -> None:
    seen: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["photo"]
        assert isinstance(file, web.FileField)
        seen.append((form["caption"], file.filename, file.file.read()))
        photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
        return web.json_response({"ok": True, "result": MESSAGE | {"photo": photo}})

    async with serving(answer) as url, a_bot(url) as bot:
        await bot.send_photo(5, InputFile(b"png", "cat.png"), caption="Cat")
    assert seen == [("Cat", "cat.png", b"png")]


async def test_an_error_keeps_telegrams_description() -> None:
    async def answer(_: web.Request) -> web.Response:
        refusal = {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
        return web.json_response(refusal, status=400)

    async with serving(answer) as url, a_bot(url) as bot:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(5, "Hello")


async def test_without_a_connection_nothing_was_sent() -> None:
    async def answer(_: web.Request) -> web.Response:
        raise AssertionError("no request is expected")

    async with serving(answer) as url:
        closed = url
    async with a_bot(closed) as bot:
        with pytest.raises(NotSent):
            await bot.send_message(5, "Hello")


async def test_after_a_timeout_it_is_unknown_whether_it_arrived() -> None:
    over = asyncio.Event()

    async def answer(_: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    async with serving(answer) as url, a_bot(url, read_seconds=0.05) as bot:
        with pytest.raises(TimedOut) as told:
            await bot.send_message(5, "Hello")
        over.set()
    assert not isinstance(told.value, NotSent)


async def test_after_a_broken_connection_it_is_unknown_whether_it_arrived() -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with serving(answer) as url, a_bot(url) as bot:
        with pytest.raises(NetworkError) as told:
            await bot.send_message(5, "Hello")
    assert not isinstance(told.value, NotSent)
    assert TOKEN not in str(told.value)
