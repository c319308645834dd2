"""Drills: real processes, killed during onboarding or stopped while they send reminders."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import pytest

from tests.drills.__main__ import ALL, drill, stops
from tests.drills.scene import Scene
from tests.drills.telegram import Telegram
from tests.drills.wandering import wander
from tests.postgres_server import a_server
from tests.project.processes import PATIENCE, Running, running, started, until

TOKEN = "123456:ABC-def_ghijklmn"
MOST_QUESTIONS = 20


@dataclass
class Chat:
    """One person's chat, over HTTP."""

    sim: httpx.Client
    id: int

    def writes(self, text: str) -> None:
        self._post("text", text=text)

    def presses(self, message: dict[str, Any]) -> None:
        """They press the first button of a message."""
        data = message["keyboard"][0][0]["data"]
        self._post("press", message_id=message["message_id"], data=data)

    def waits_for_an_answer(self) -> dict[str, Any]:
        """They press a button of the first question, whose answer Telegram delays."""
        self.writes("/start")
        question = self.question()
        delayed = {"method": "editMessageText", "chat_id": self.id, "times": 99, "delay": 600}
        self.sim.post("/sim/faults", json=delayed)
        self.presses(question)
        until(lambda: self.sim.get("/sim/faults").json()[0]["times"] < 99)
        return question

    def question(self, after: int = 0) -> dict[str, Any]:
        """The newest question with buttons, once it is newer than `after`."""
        return until(lambda: self._newer(after))

    def _newer(self, after: int) -> dict[str, Any] | None:
        chat = self.sim.get(f"/sim/users/{self.id}/messages?after={after}").json()
        asked = [each for each in chat if each["from"] == "bot" and each["keyboard"]]
        return max(asked, key=lambda each: int(each["seq"])) if asked else None

    def _post(self, what: str, **values: Any) -> None:
        answer = self.sim.post(f"/sim/users/{self.id}/{what}", json=values)
        assert answer.status_code == 200, answer.text


@contextmanager
def telegram(errors: IO[str]) -> Iterator[tuple[Running, Chat]]:
    """The stand-in for Telegram in a process of its own, and somebody's chat."""
    with (
        running(errors, "sandbox", "--port", "0") as sandbox,
        httpx.Client(base_url=sandbox.url) as sim,
    ):
        made = sim.post("/sim/users", json={"first_name": "Ana"})
        yield sandbox, Chat(sim, made.json()["id"])


def settings_of(folder: Path, url: str) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "LIMBER_DATA": str(folder),
    }


@contextmanager
def limber(folder: Path, url: str, log: str) -> Iterator[Running]:
    """A bot in a process of its own, which logs to that file of the folder."""
    with (folder / log).open("w+") as out, running(out, "run", **settings_of(folder, url)) as bot:
        yield bot


def test_a_kill_during_onboarding_loses_nothing(tmp_path: Path, errors: IO[str]) -> None:
    with telegram(errors) as (sandbox, ana):
        with limber(tmp_path, sandbox.url, "first") as bot:
            ana.writes("/start")
            question = ana.question()
            for _ in range(3):
                ana.presses(question)
                question = ana.question(after=question["seq"])
            bot.dies()

        ana.presses(question)
        with limber(tmp_path, sandbox.url, "second") as bot:
            for _ in range(MOST_QUESTIONS):
                question = ana.question(after=question["seq"])
                if "First reminder" in question["text"]:
                    break
                ana.presses(question)
            assert "First reminder" in question["text"]
            code, complaints, seconds = bot.stop()
        assert code == 0
        assert "Traceback" not in complaints
        assert TOKEN not in complaints
        assert seconds < 10
        assert sandbox.stop()[0] == 0
    assert (tmp_path / "limber.db").stat().st_mode & 0o077 == 0, (
        "only the owner may read health data"
    )


def test_stopping_ends_in_time_while_telegram_is_silent_and_an_answer_waits(
    tmp_path: Path, errors: IO[str]
) -> None:
    with telegram(errors) as (sandbox, ana):
        with limber(tmp_path, sandbox.url, "first") as bot:
            question = ana.waits_for_an_answer()
            sandbox.process.send_signal(signal.SIGSTOP)
            code, complaints, seconds = bot.stop()
            sandbox.process.send_signal(signal.SIGCONT)
        assert code == 0
        assert "Traceback" not in complaints
        assert seconds < 10
        ana.sim.delete("/sim/faults")
        with limber(tmp_path, sandbox.url, "second") as bot:
            ana.presses(question)
            assert "1 of 7" in ana.question(after=question["seq"])["text"]
            bot.stop()


@pytest.mark.parametrize("asks", [1, 2])
def test_stopping_is_quiet_and_in_time_when_telegram_has_gone_and_an_answer_waits(
    tmp_path: Path, errors: IO[str], asks: int
) -> None:
    with telegram(errors) as (sandbox, ana):
        with limber(tmp_path, sandbox.url, "log") as bot:
            ana.waits_for_an_answer()
            sandbox.dies()
            until(lambda: "does not answer" in (tmp_path / "log").read_text())
            for _ in range(asks - 1):
                bot.process.terminate()
            code, complaints, seconds = bot.stop()
        assert code == 0
        assert "one more time" not in complaints
        assert seconds < 10


def test_stopping_ends_in_time_during_a_login_that_is_not_answered(
    tmp_path: Path, errors: IO[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(PATIENCE)
        settings = settings_of(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}")
        with started(errors, "run", **settings) as process:
            connection, _ = silent.accept()
            with connection:
                code, complaints, seconds = Running(process, errors, "").stop()
    assert code == 0
    assert not complaints, "an error means that the stop waited for the login"
    assert seconds < 10


def test_stopping_while_reminders_are_sent_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """The short form of one drill; `python -m tests.drills` has them all."""
    with Telegram() as telegram:
        scene = Scene("SIGTERM", f"sqlite:///{tmp_path / 'limber.db'}", tmp_path, telegram)
        found = stops(scene, people=150, times=1)
    assert found.is_good, found


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_random_presses_in_two_instances_break_nothing(tmp_path: Path, database_url: str) -> None:
    """The short form: people press for two minutes in `.ci/run`, for thirty in `make test-all`."""
    found = wander(database_url, tmp_path, seconds=4)
    assert found.is_good, found


@pytest.mark.long
@pytest.mark.parametrize("name", ALL)
def test_drills(tmp_path: Path, name: str) -> None:
    with a_server() as server:
        found = drill(name, server, tmp_path)
    assert found.is_good, found
