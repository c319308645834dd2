"""The command line: each problem at the start gives one clear sentence, and no traceback."""

import gc
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import httpx
import pytest

from bot import __version__
from bot.cli import main
from tests.content.builders import BRIDGE, a_content_folder
from tests.project.processes import finished, running, until
from tests.project.repository import ROOT

TOKEN = "123456:ABC-def_ghijklmn"
NOBODY = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Valid settings with which only Telegram cannot be reached."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", NOBODY)
    monkeypatch.setenv("LIMBER_DATA", str(tmp_path / "data"))
    return monkeypatch


def complaints(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The sentences with which a command fails."""
    assert main(arguments) == 1
    gc.collect()  # a resource that was left open warns here, not during a later test
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    sentences = said.err.splitlines()
    assert all(sentence.endswith(".") for sentence in sentences)
    return sentences


def test_no_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: limber")


def test_an_unknown_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "usage: limber" in capsys.readouterr().err


def test_help_loads_nothing_that_it_does_not_need() -> None:
    program = "import sys; from bot import cli; cli._parser(); print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    slow = {"telegram", "sqlalchemy", "pydantic", "httpx", "aiohttp", "yaml", "fluent", "asyncio"}
    assert slow & set(done.stdout.split()) == set()


def test_a_bot_on_sqlite_loads_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys; from pathlib import Path\n"
        "from bot.app import build; from bot.clock import SystemClock\n"
        "from bot.config import Settings\n"
        "async def go():\n"
        "    limber = await build(Settings('1:a', data=Path(sys.argv[1])), SystemClock())\n"
        "    await limber.database.close()\n"
        "asyncio.run(go())\n"
        "print(*sys.modules)"
    )
    _, second = [  # the first start makes the tables
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program, str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(2)
    ]
    slow = {"asyncpg", "PIL", "matplotlib", "numpy", "starlette", "uvicorn", "bot.sandbox"}
    slow |= {"alembic", "sqlalchemy.dialects.postgresql"}
    assert slow & set(second.stdout.split()) == set()


def test_it_prints_its_version() -> None:
    done = finished("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"limber {__version__}\n", "")


def test_a_real_process_without_a_token_ends_with_one_sentence() -> None:
    done = finished("run")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "TELEGRAM_BOT_TOKEN is not set" in done.stderr


def test_without_a_token_it_says_where_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    (sentence,) = complaints(capsys, "run")
    assert "@BotFather" in sentence
    assert "limber demo" in sentence


def test_a_malformed_token_is_reported(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch
) -> None:
    ready.setenv("TELEGRAM_BOT_TOKEN", "my-secret-token")
    (sentence,) = complaints(capsys, "run")
    assert sentence.startswith("TELEGRAM_BOT_TOKEN:")
    assert "my-secret" not in sentence


def test_a_token_file_that_cannot_be_read_is_reported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(tmp_path / "none"))
    (sentence,) = complaints(capsys, "run")
    assert "TELEGRAM_BOT_TOKEN_FILE" in sentence


def test_all_wrong_settings_are_reported_at_once(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch
) -> None:
    wrong = {
        "TELEGRAM_API_URL": "ftp://x",
        "LIMBER_LOG_LEVEL": "LOUD",
        "LIMBER_LOG_FORMAT": "xml",
        "LIMBER_SENDS_PER_SECOND": "many",
    }
    for name, value in wrong.items():
        ready.setenv(name, value)
    assert [each.partition(":")[0] for each in complaints(capsys, "run")] == list(wrong)


def test_a_data_folder_that_cannot_be_created_is_reported(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    ready.setenv("LIMBER_DATA", str(tmp_path / "file"))
    (sentence,) = complaints(capsys, "run")
    assert str(tmp_path / "file") in sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_cannot_be_written_to_is_reported(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir(mode=0o500)
    (sentence,) = complaints(capsys, "run")
    assert "writable" in sentence


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://ana:hunter2@127.0.0.1:9/limber", "does not answer"),
        ("mysql://ana:hunter2@127.0.0.1/limber", "not understood"),
        ("postgresql://ana:hunter2@127.0.0.1:9", "names no database"),
    ],
)
def test_a_database_that_cannot_be_reached_is_reported_without_its_password(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch, url: str, expected: str
) -> None:
    ready.setenv("DATABASE_URL", url)
    (sentence,) = complaints(capsys, "run")
    assert expected in sentence
    assert "hunter2" not in sentence


def test_a_telegram_that_does_not_answer_is_reported(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch
) -> None:
    (sentence,) = complaints(capsys, "run")
    assert f"Telegram cannot be reached at {NOBODY}" in sentence


def test_a_token_that_telegram_does_not_know_is_reported(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch, errors: IO[str]
) -> None:
    with running(errors, "sandbox", "--port", "0", "--token", "654321:ZYX-another_one") as sandbox:
        ready.setenv("TELEGRAM_API_URL", sandbox.url)
        (sentence,) = complaints(capsys, "run")
    assert "does not accept this token" in sentence
    assert TOKEN not in sentence


def test_broken_content_stops_the_start_with_every_problem(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ready.setenv("LIMBER_CONTENT", str(tmp_path))
    sentences = complaints(capsys, "run")
    assert len(sentences) > 2
    assert "limber check-content" in sentences[-1]


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that is in use already."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield str(listening.getsockname()[1])


def test_a_port_in_use_is_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, taken: str
) -> None:
    (sandbox,) = complaints(capsys, "sandbox", "--port", taken)
    (demo,) = complaints(capsys, "demo", "--port", taken, "--data", str(tmp_path))
    for sentence in (sandbox, demo):
        assert f"127.0.0.1:{taken}" in sentence
        assert "in use" in sentence
        assert "--port" in sentence
    assert "PORT=" in demo


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_an_impossible_port_is_reported(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", f"--port={port}"])
    assert ended.value.code == 2
    assert "0 to 65535" in capsys.readouterr().err


def test_a_missing_content_folder_is_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (sentence,) = complaints(capsys, "check-content", str(tmp_path / "none"))
    assert str(tmp_path / "none") in sentence


def test_good_content_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-content"]) == 0
    assert capsys.readouterr().out == "No mistakes.\n"


def test_broken_content_is_listed_by_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = a_content_folder(tmp_path / "content")
    assert main(["check-content", str(tmp_path / "content")]) == 0
    folder.change(BRIDGE, "position: lying", "position: flying")
    assert main(["check-content", str(tmp_path / "content")]) == 1
    first, *_, closing_line = capsys.readouterr().out.splitlines()[1:]
    assert first.startswith(f"content/{BRIDGE}:")
    assert closing_line == "1 mistake."


def test_the_sandbox_replays_what_it_recorded(tmp_path: Path, errors: IO[str]) -> None:
    path = str(tmp_path / "calls.jsonl")
    with running(errors, "sandbox", "--port", "0", "--record", path) as sandbox:
        answer = httpx.get(f"{sandbox.url}/bot{TOKEN}/getMe")
        assert answer.status_code == 200
        assert sandbox.stop()[0] == 0
    with running(errors, "sandbox", "--port", "0", "--replay", path) as sandbox:
        (call,) = httpx.get(f"{sandbox.url}/sim/calls").json()
    assert (call["method"], TOKEN in str(call)) == ("getMe", False)


def test_a_file_that_is_no_recording_is_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("stretch!\n", encoding="utf-8")
    (sentence,) = complaints(capsys, "sandbox", "--port", "0", "--replay", str(path))
    assert sentence == f"This is no recording of the sandbox: line 1 of {path} is no call."
    (sentence,) = complaints(capsys, "sandbox", "--port", "0", "--replay", str(tmp_path / "none"))
    assert str(tmp_path / "none") in sentence


def test_a_demo_whose_chats_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    broken = '{"version": 1, "people": [{"id": 1'
    (tmp_path / "world.json").write_text(broken)
    (tmp_path / "limber.db").write_bytes(b"")
    sentence = refusal("demo", "--port", "0", "--data", str(tmp_path))
    assert str(tmp_path / "world.json") in sentence
    assert "put a copy of that file back" in sentence
    assert (tmp_path / "world.json").read_text() == broken
    assert (tmp_path / "limber.db").read_bytes() == b""


@pytest.mark.parametrize("command", ["demo", "sandbox"])
def test_a_file_instead_of_a_folder_is_reported(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    place = str(tmp_path / "file")
    wanted = ["--data", place] if command == "demo" else ["--record", f"{place}/calls.jsonl"]
    sentence = refusal(command, "--port", "0", *wanted)
    assert place in sentence


def test_a_data_folder_that_is_deleted_under_a_running_bot_is_reported(
    tmp_path: Path, errors: IO[str]
) -> None:
    data, log_file = tmp_path / "data", tmp_path / "log"
    with running(errors, "sandbox", "--port", "0") as sandbox:
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": sandbox.url,
            "LIMBER_DATA": str(data),
            "LIMBER_LISTEN": "127.0.0.1:0",
        }
        with log_file.open("w+") as log, running(log, "run", **settings) as bot:
            until(lambda: httpx.get(f"{bot.url}/healthz").status_code == 200)
            shutil.rmtree(data)
            answer = httpx.get(f"{bot.url}/healthz")
            assert (answer.status_code, answer.json()["data"]) == (503, False)
            until(lambda: "was deleted or replaced" in log_file.read_text())
            address = bot.url.removeprefix("http://")
            done = finished("doctor", **{**settings, "LIMBER_LISTEN": address})
            assert "has lost its database file" in done.stdout
            assert done.returncode == 1


def refusal(*arguments: str, **settings: str) -> str:
    """The one sentence with which a real process refuses to start."""
    done = finished(*arguments, **settings)
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    return sentence


def test_a_second_demo_on_a_folder_is_refused_and_the_first_one_continues(
    tmp_path: Path, errors: IO[str]
) -> None:
    data = tmp_path / "data"
    with running(errors, "demo", "--port", "0", "--data", str(data)) as demo:
        sentence = refusal("demo", "--port", "0", "--data", str(data))
        assert f"process {demo.process.pid} " in sentence
        assert "stop it first" in sentence
        made = httpx.post(f"{demo.url}/sim/users", json={"first_name": "Ana"}).json()
        assert demo.stop()[0] == 0
    with running(errors, "demo", "--port", "0", "--data", str(data)) as demo:
        people = httpx.get(f"{demo.url}/sim/users").json()
    assert [each["id"] for each in people] == [made["id"]]
    for each in (data, data / "files", data / "world.json", data / "limber.db"):
        assert each.stat().st_mode & 0o077 == 0, f"{each} is its owner's alone"


def test_a_second_bot_on_a_sqlite_file_is_refused_but_reading_it_is_not(
    capsys: pytest.CaptureFixture[str], ready: pytest.MonkeyPatch, tmp_path: Path, errors: IO[str]
) -> None:
    with running(errors, "sandbox", "--port", "0") as sandbox:
        ready.setenv("TELEGRAM_API_URL", sandbox.url)
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": sandbox.url,
            "LIMBER_DATA": str(tmp_path / "data"),
        }
        with (tmp_path / "log").open("w+") as log, running(log, "run", **settings) as bot:
            sentence = refusal("run", **settings)
            assert str(tmp_path / "data" / "limber.db") in sentence
            assert f"process {bot.process.pid} " in sentence
            here = f"sqlite:///{tmp_path / 'data' / 'limber.db'}"
            elsewhere = {"LIMBER_DATA": str(tmp_path / "elsewhere"), "DATABASE_URL": here}
            assert refusal("run", **{**settings, **elsewhere}) == sentence
            for command in (["doctor"], ["stats"], ["backup", str(tmp_path / "backup.gz")]):
                assert main(command) == 0, command
            ready.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'other.db'}")
            assert main(["restore", str(tmp_path / "backup.gz")]) == 0
            bot.dies()
            capsys.readouterr()
        with (tmp_path / "log").open("w+") as log, running(log, "run", **settings) as bot:
            assert bot.stop()[0] == 0
