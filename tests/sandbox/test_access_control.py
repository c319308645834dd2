"""Access control: programs on this machine and the sandbox's own page may call it, others not."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox import Server, World, create_app
from bot.sandbox.access_control import AccessControl
from tests.sandbox.driver import TOKEN

SEND = f"/bot{TOKEN}/sendMessage"


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of the sandbox on a real socket, as `limber sandbox` runs it."""
    server = Server(create_app(World()), port=0)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client
    await server.stop()


def port_of(http: httpx.AsyncClient) -> int:
    assert http.base_url.port is not None
    return http.base_url.port


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[::1]:99"])
async def test_this_machine_is_answered_with_and_without_a_port(
    http: httpx.AsyncClient, host: str
) -> None:
    for name in (host, host if host.endswith("99") else f"{host}:{port_of(http)}"):
        for path in ("/", "/sim/health", f"/bot{TOKEN}/getMe"):
            answer = await http.get(path, headers={"host": name})
            assert answer.status_code == 200, (name, path)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost@evil.example",
     "192.168.1.5", "[::2]", "", "localhost:x", "localhost:80:80"],
)  # fmt: skip
async def test_dns_rebinding_is_refused(http: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/sim/users", f"/bot{TOKEN}/getMe", "/file/bot1:a/x"):
        answer = await http.get(path, headers={"host": host})
        assert answer.status_code == 403, path
        assert "--host" in answer.json()["error"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"]
)
async def test_a_page_of_another_site_is_refused(http: httpx.AsyncClient, origin: str) -> None:
    for path in ("/sim/users", "/sim/reset", SEND):
        answer = await http.post(path, json={"first_name": "Eve"}, headers={"origin": origin})
        assert answer.status_code == 403, path
    assert (await http.get("/sim/users")).json() == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_an_image_on_another_site_cannot_make_a_call(
    http: httpx.AsyncClient, site: str
) -> None:
    headers = {"sec-fetch-site": site}
    assert (await http.get(f"{SEND}?chat_id=1&text=x", headers=headers)).status_code == 403
    assert (await http.get("/sim/users", headers=headers)).status_code == 403
    assert (await http.get("/", headers=headers)).status_code == 200, "a link may lead to the page"


async def test_its_own_page_is_served(http: httpx.AsyncClient) -> None:
    own = f"http://127.0.0.1:{port_of(http)}"
    headers = {"origin": own, "sec-fetch-site": "same-origin"}
    made = await http.post("/sim/users", json={"first_name": "Ana"}, headers=headers)
    assert made.status_code == 200


async def test_programs_are_served(http: httpx.AsyncClient) -> None:
    """JSON at /sim; at /bot all that the Bot API accepts: query, urlencoded, multipart and JSON."""
    ana = (await http.post("/sim/users", json={"first_name": "Ana"})).json()["id"]
    assert (await http.post(f"/sim/users/{ana}/block")).status_code == 200
    assert (await http.post(f"/sim/users/{ana}/unblock", content=b"")).status_code == 200
    written = await http.post(f"/sim/users/{ana}/text", content=b'{"text": "hello"}')
    assert written.status_code == 200, "JSON without a name for it"
    values = {"chat_id": str(ana), "text": "hi"}
    for answer in (
        await http.get(SEND, params=values),
        await http.post(SEND, params=values),
        await http.post(SEND, data=values),
        await http.post(SEND, json=values),
        await http.post(SEND, files={name: (None, value) for name, value in values.items()}),
    ):
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "text/plain; a=application/json"]
)
async def test_a_plain_form_cannot_make_a_control_call(http: httpx.AsyncClient, kind: str) -> None:
    answer = await http.post(
        "/sim/users", content=b'{"first_name": "Eve"}', headers={"content-type": kind}
    )
    assert answer.status_code == 415
    assert "application/json" in answer.json()["error"]
    assert (await http.get("/sim/users")).json() == []


@pytest.mark.parametrize(
    ("host", "answered", "refused"),
    [
        ("192.168.1.5", ["192.168.1.5:80", "localhost"], ["192.168.1.6", "evil.example"]),
        ("sandbox.local", ["sandbox.local:80", "Sandbox.Local"], ["local", "x.sandbox.local"]),
        ("::1", ["[::1]:80", "127.0.0.1"], ["::1", "[::2]"]),
        # DNS rebinding needs a name, so numeric hosts are safe.
        ("0.0.0.0", ["192.168.1.5:80", "[fe80::1]"], ["evil.example", "1.2.3.4.evil.example"]),  # noqa: S104
    ],
)
async def test_a_server_with_a_configured_host_answers_there_too(
    host: str, answered: list[str], refused: list[str]
) -> None:
    transport = httpx.ASGITransport(AccessControl(create_app(World()), host))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        for name, status in [
            *((each, 200) for each in answered),
            *((each, 403) for each in refused),
        ]:
            answer = await http.get("/sim/health", headers={"host": name})
            assert answer.status_code == status, name
