"""`limber doctor` reports each possible problem on its own line, with what to do."""

import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.ops import doctor
from bot.ops.findings import Finding, report
from bot.ops.telegram import SKEW, clock
from bot.services.admin.poll_conflicts import PollConflicts
from bot.storage.core.database import Database
from tests.builders import a_person, utc
from tests.storage.builders import keep

TOKEN = "123456:ABC-def_ghijklmn"
NOW = utc("2026-11-21T08:00:00")
WELL = {"settings", "content", "time zones", "database", "tables", "disk", "telegram", "clock"}


def telegram(
    status: int = 200, ahead: float = 0, **webhook: Any
) -> Callable[[httpx.Request], httpx.Response]:
    """A fake of Telegram whose clock is `ahead` seconds ahead of this machine's."""

    def answer(request: httpx.Request) -> httpx.Response:
        if status != 200:
            return httpx.Response(status, json={"ok": False})
        date = format_datetime(NOW + timedelta(seconds=ahead), usegmt=True)
        known = {"username": "limber_bot"}
        info = {"url": "", "pending_update_count": 3, **webhook}
        result = known if request.url.path.endswith("getMe") else info
        return httpx.Response(200, json={"ok": True, "result": result}, headers={"Date": date})

    return answer


async def examined(
    folder: Path,
    answer: Callable[[httpx.Request], httpx.Response] = telegram(),  # noqa: B008 - it has no state
    **settings: str,
) -> dict[str, Finding]:
    environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "LIMBER_DATA": str(folder), **settings}
    found = await doctor.examine(environment, lambda: NOW, httpx.MockTransport(answer))
    text, code = report(found)
    assert TOKEN.split(":")[1] not in text
    assert text.count("\n") == len(found)
    assert code == int(any(not each.is_well for each in found))
    assert all(each.says.endswith(".") for each in found)
    return {each.about: each for each in found}


def problems(found: dict[str, Finding]) -> list[str]:
    return [about for about, each in found.items() if not each.is_well]


async def test_a_new_installation_has_no_problems_and_gets_no_files(tmp_path: Path) -> None:
    found = await examined(tmp_path / "data")
    assert problems(found) == []
    assert set(found) >= WELL
    assert "made at the first start" in found["database"].says
    assert "@limber_bot" in found["telegram"].says
    assert "3 wait" in found["updates"].says
    assert not list_of(tmp_path)


def list_of(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_there_is_no_problem_with_a_database_of_either_kind(
    database_url: str, tmp_path: Path
) -> None:
    await (await Database.open(database_url)).close()
    found = await examined(tmp_path, DATABASE_URL=database_url)
    assert problems(found) == []
    assert "up to date" in found["tables"].says


async def test_without_settings_everything_else_is_still_checked(tmp_path: Path) -> None:
    found = await examined(tmp_path, TELEGRAM_BOT_TOKEN="", LIMBER_LISTEN="here")
    assert problems(found) == ["settings"]
    assert "telegram" not in found
    assert "database" in found


async def test_a_token_that_telegram_does_not_know(tmp_path: Path) -> None:
    for status in (401, 404):
        found = await examined(tmp_path, telegram(status))
        assert problems(found) == ["telegram"]
        assert "@BotFather" in found["telegram"].says


async def test_a_telegram_that_answers_with_an_error(tmp_path: Path) -> None:
    found = await examined(tmp_path, telegram(502))
    assert "status 502" in found["telegram"].says


async def test_a_telegram_that_cannot_be_reached(tmp_path: Path) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"no way to {request.url}")

    found = await examined(tmp_path, refuse)
    assert problems(found) == ["telegram"]
    assert "Check the network" in found["telegram"].says


async def test_another_server_at_the_address(tmp_path: Path) -> None:
    found = await examined(tmp_path, lambda _: httpx.Response(200, text="<html>"))
    assert "is no Bot API server" in found["telegram"].says


@pytest.mark.parametrize(("ahead", "said"), [(-73, "73 s ahead of"), (73, "73 s behind")])
async def test_a_clock_that_is_wrong(tmp_path: Path, ahead: float, said: str) -> None:
    found = await examined(tmp_path, telegram(ahead=ahead))
    assert problems(found) == ["clock"]
    assert said in found["clock"].says
    assert "timedatectl" in found["clock"].says


def test_a_clock_within_the_tolerance() -> None:
    for seconds in (-SKEW.seconds, 0, SKEW.seconds):
        said = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
        assert clock(said, NOW).is_well
    assert clock(None, NOW).is_well


async def test_a_webhook_that_telegram_cannot_use(tmp_path: Path) -> None:
    public = "https://limber.example.org"
    error: dict[str, Any] = {
        "last_error_date": int(NOW.timestamp()) - 60,
        "last_error_message": "Refused",
    }
    bad = await examined(
        tmp_path, telegram(url=f"{public}/webhook", **error), LIMBER_PUBLIC_URL=public
    )
    assert problems(bad) == ["updates"]
    assert "Refused" in bad["updates"].says

    long_ago = {**error, "last_error_date": int(NOW.timestamp()) - 86400}
    good = await examined(
        tmp_path, telegram(url=f"{public}/webhook", **long_ago), LIMBER_PUBLIC_URL=public
    )
    assert problems(good) == []
    other = await examined(tmp_path, telegram(url="https://old"), LIMBER_PUBLIC_URL=public)
    assert "will be told" in other["updates"].says
    none = await examined(tmp_path, telegram(url="https://old"))
    assert "goes when Limber starts" in none["updates"].says


@pytest.mark.parametrize(("minutes", "is_told"), [(3, True), (30, False)])
async def test_another_program_that_polls_with_the_token(
    tmp_path: Path, minutes: int, *, is_told: bool
) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'limber.db'}")
    conflicts = PollConflicts(database.unit_of_work, 123456)
    await conflicts.note(NOW - timedelta(days=3))
    await conflicts.note(NOW - timedelta(minutes=minutes))
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path.rpartition("/")[2])
        return telegram()(request)

    found = await examined(tmp_path, answer)
    await database.close()
    assert problems(found) == (["token"] if is_told else [])
    assert "getUpdates" not in asked
    if is_told:
        assert "07:57 UTC" in found["token"].says
        assert "stop that program" in found["token"].says


@pytest.mark.parametrize(
    ("health", "problem"),
    [
        ({"live": True, "ready": True, "last_run_age": 1.0, "data": True}, []),
        ({"live": True, "ready": True, "last_run_age": 1.0, "data": False}, ["running"]),
    ],
)
async def test_a_running_bot_that_lost_its_database_file(
    tmp_path: Path, health: dict[str, Any], problem: list[str]
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/healthz":
            return telegram()(request)
        assert request.url.netloc == b"127.0.0.1:8090"
        return httpx.Response(503 if problem else 200, json=health)

    found = await examined(tmp_path, answer, LIMBER_LISTEN="0.0.0.0:8090")
    assert problems(found) == problem
    assert ("limber restore" if problem else "answers at") in found["running"].says


async def test_content_that_is_broken(tmp_path: Path) -> None:
    found = await examined(tmp_path, LIMBER_CONTENT=str(tmp_path))
    assert problems(found) == ["content"]
    assert "limber check-content" in found["content"].says


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://ana:hunter2@127.0.0.1:9/limber", "does not answer"),
        ("mysql://ana:hunter2@127.0.0.1/limber", "not understood"),
    ],
)
async def test_a_database_that_cannot_be_reached(tmp_path: Path, url: str, expected: str) -> None:
    found = await examined(tmp_path, DATABASE_URL=url)
    assert problems(found) == ["database"]
    assert expected in found["database"].says
    assert "hunter2" not in found["database"].says


async def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    found = await examined(tmp_path / "data" / "deeper")
    assert problems(found) == ["database"]
    assert "cannot be opened" in found["database"].says


async def test_a_file_that_is_not_a_database(tmp_path: Path) -> None:
    (tmp_path / "limber.db").write_text("hello " * 100)
    found = await examined(tmp_path)
    assert problems(found) == ["database"]
    assert "is not a database" in found["database"].says


async def test_a_database_of_a_newer_limber(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'limber.db'}")
    async with database.unit_of_work() as uow:
        await uow.people.connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'x'")
        await uow.commit()
    await database.close()
    assert problems(await examined(tmp_path)) == ["tables"]


async def test_an_unknown_time_zone(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'limber.db'}")
    await keep(database, a_person(zone="Europe/Atlantis"))
    await database.close()
    found = await examined(tmp_path)
    assert problems(found) == ["zones"]
    assert "Europe/Atlantis" in found["zones"].says


async def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "MIN_FREE_BYTES", 2**80)
    found = await examined(tmp_path)
    assert problems(found) == ["disk"]


async def test_time_zone_data_that_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime(2031, 1, 1, tzinfo=UTC)
    (finding,) = doctor._zones(later)
    assert not finding.is_well
    monkeypatch.setattr(zoneinfo, "TZPATH", ("/usr/share/zoneinfo",))
    (finding,) = doctor._zones(NOW)
    assert not finding.is_well
