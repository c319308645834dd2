"""The server in a running event loop: start, stop, streams and static files."""

import asyncio
import json
import logging
import re
import socket
from pathlib import Path

import httpx
import pytest

from bot.sandbox import Server
from tests.sandbox.driver import TOKEN, Sandbox

WEB = Path(__file__).parents[2] / "bot" / "sandbox" / "web"


async def test_stopping_ends_streams_and_long_polls_at_once(sandbox: Sandbox) -> None:
    server = Server(sandbox.app, port=0)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url, timeout=10) as http:
        polling = asyncio.create_task(http.get(f"/bot{TOKEN}/getUpdates?timeout=50"))
        async with http.stream("GET", "/sim/events") as stream:
            lines = stream.aiter_lines()
            assert json.loads((await anext(lines)).removeprefix("data: "))["kind"] == "hello"
            async with asyncio.timeout(1.5):
                await server.stop()
                rest = [line async for line in lines]
        assert rest == [""]
        assert (await polling).json() == {"ok": True, "result": []}


async def test_a_port_in_use_is_reported_at_once(sandbox: Sandbox) -> None:
    server = Server(sandbox.app, port=0)
    await server.start()
    port = int(server.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        await Server(sandbox.app, port=port).start()
    await server.stop()


async def test_events_are_on_the_stream(sandbox: Sandbox) -> None:
    server = Server(sandbox.app, port=0)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url) as http:
        async with http.stream("GET", "/sim/events") as stream:
            lines = stream.aiter_lines()
            await anext(lines)
            alex = await sandbox.person()
            await sandbox.result("sendMessage", chat_id=alex, text="hi")
            kinds = []
            while "call" not in kinds:
                line = await anext(lines)
                if line:
                    kinds.append(json.loads(line.removeprefix("data: "))["kind"])
        assert kinds == ["person", "person", "message", "message", "call"]
        await server.stop()


async def test_a_lost_answer_breaks_the_connection_and_is_not_logged(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    alex = await sandbox.person()
    await sandbox.post("faults", method="*", times=1, drop="after")
    server = Server(sandbox.app, port=0)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url) as http:
        with caplog.at_level(logging.ERROR), pytest.raises(httpx.RemoteProtocolError):
            await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": alex, "text": "x"})
    await server.stop()
    assert caplog.records == []


async def test_the_page_is_packaged_and_loads_nothing_from_elsewhere(sandbox: Sandbox) -> None:
    page = (await sandbox.http.get("/")).text
    assert "default-src 'self'" in page
    parts = set(re.findall(r'(?:href|src)="([^"#]+)', page))
    modules = {str(path.relative_to(WEB)) for path in WEB.rglob("*.js")}
    assert {"main.js", "styles/base.css", "icon.svg", "icons.svg"} <= parts
    assert len(modules) > 20
    for name in parts | modules:
        assert (await sandbox.http.get(f"/{name}")).status_code == 200, name


def test_no_script_inserts_text_as_markup() -> None:
    words = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser")
    for script in WEB.rglob("*.js"):
        source = script.read_text(encoding="utf-8")
        assert not any(word in source for word in words), script.name


async def test_a_second_answer_on_a_connection_is_not_delayed(sandbox: Sandbox) -> None:
    server = Server(sandbox.app, port=0)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url) as http:
        await http.get(f"/bot{TOKEN}/getMe")
        assert server._server
        (connection,) = server._server.server_state.connections
        line = connection.transport.get_extra_info("socket")
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    await server.stop()
