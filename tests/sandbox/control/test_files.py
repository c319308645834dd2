"""Files at the control API: whole, in part, and harmless when opened on their own."""

import pytest

from tests.sandbox.driver import Sandbox


async def a_file(sandbox: Sandbox, data: bytes, name: str, mime_type: str) -> str:
    """Send a file as a person, and return its path."""
    person = await sandbox.person()
    await sandbox.http.post(
        f"/sim/users/{person}/media", files={"document": (name, data, mime_type)}
    )
    url: str = (await sandbox.get(f"users/{person}/messages"))[-1]["media"]["url"]
    return url


@pytest.mark.parametrize(
    ("asked", "status", "content", "place"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=99-", 200, b"0123456789", None),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
async def test_a_video_supports_range_requests(
    sandbox: Sandbox, asked: str, status: int, content: bytes, place: str | None
) -> None:
    url = await a_file(sandbox, b"0123456789", "film.bin", "application/octet-stream")
    answer = await sandbox.http.get(url, headers={"range": asked})
    assert (answer.status_code, answer.content) == (status, content)
    assert answer.headers.get("content-range") == place


async def test_a_web_page_sent_as_a_file_cannot_act_as_the_chat_page(
    sandbox: Sandbox,
) -> None:
    url = await a_file(sandbox, b"<script>alert(1)</script>", "page.html", "text/html")
    answer = await sandbox.http.get(url)
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
