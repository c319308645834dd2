"""An unreachable webhook: `getWebhookInfo` gives the error in the real server's words."""

import asyncio
import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.sandbox import World, close_waiting, create_app
from tests.sandbox.driver import BASE, Sandbox


@asynccontextmanager
async def a_server(tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Run a server that accepts connections and closes them; yield its port."""

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def told(url: str) -> str:
    """Set the webhook, wait for the first attempt, and return the error."""
    world = World()
    app = create_app(world)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as http:
        sandbox = Sandbox(world, app, http)
        await sandbox.call("setWebhook", url=url)
        await sandbox.person()
        async with asyncio.timeout(20):
            while not (await sandbox.result("getWebhookInfo")).get("last_error_message"):  # noqa: ASYNC110
                await asyncio.sleep(0)  # delivery errors raise no event
        close_waiting(app)
        words: str = (await sandbox.result("getWebhookInfo"))["last_error_message"]
    return words


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """Build a TLS context with a self-signed certificate."""
    if shutil.which("openssl") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("openssl is missing")
        pytest.skip("openssl is missing")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(  # noqa: S603 - fixed arguments
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",  # noqa: S607
         "-nodes", "-keyout", str(key), "-out", str(certificate), "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_an_untrusted_certificate_is_not_a_refused_connection(
    self_signed: ssl.SSLContext,
) -> None:
    async with a_server(self_signed) as port:
        words = await told(f"https://127.0.0.1:{port}/hook")
    assert words == "SSL error {error:0A000086:SSL routines::certificate verify failed}"


async def test_a_port_without_tls_is_not_a_refused_connection() -> None:
    async with a_server() as port:
        words = await told(f"https://127.0.0.1:{port}/hook")
    assert words.startswith("SSL error {error:")
    assert words.endswith("SSL routines::wrong version number}")


async def test_a_closed_port_is_a_refused_connection() -> None:
    async with a_server() as port:
        pass
    assert await told(f"http://127.0.0.1:{port}/hook") == "Connection refused"
