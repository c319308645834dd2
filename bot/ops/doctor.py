"""`limber doctor`: check every dependency of the bot without changing anything."""

import shutil
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

import httpx
import tzdata

from bot.config import BadSettings, Settings, read
from bot.content import translations
from bot.content.loader import BrokenContent, find_folder, load
from bot.ops.findings import Finding, ill, well
from bot.ops.telegram import TIMEOUT, TelegramCheck
from bot.services.admin.poll_conflicts import PollConflicts
from bot.storage.core import inspection
from bot.storage.core.database import Database
from bot.storage.core.errors import StorageUnavailable
from bot.storage.core.inspection import Standing

CONFLICT_RECENT = timedelta(minutes=10)
"""How long a conflict counts as a problem. While it lasts, the bot saves it every minute."""

MIN_FREE_BYTES = 200 * 1024 * 1024
"""The least free disk space for a SQLite file, in bytes."""


async def examine(
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    transport: httpx.AsyncBaseTransport | None = None,
) -> list[Finding]:
    """Run all checks; a problem found by one does not stop the others."""
    settings, findings = _settings(environment)
    findings += [_content(settings), *_zones(now())]
    findings += await _database(settings)
    findings += await _running(settings, transport)
    if settings.token:
        findings += await _conflict(settings, now())
        findings += await TelegramCheck(settings, now, transport).findings()
    return findings


def _settings(environment: Mapping[str, str]) -> tuple[Settings, list[Finding]]:
    """The settings, with invalid ones left at their defaults, and the findings about them."""
    try:
        return read(environment), [well("settings", "They can be read.")]
    except BadSettings as error:
        wrong = tuple(problem.partition(" ")[0].rstrip(":") for problem in error.problems)
        right = {name: value for name, value in environment.items() if not name.startswith(wrong)}
        settings = read(right, needs_token=False)
        return settings, [ill("settings", problem) for problem in error.problems]


def _content(settings: Settings) -> Finding:
    folder = settings.content or find_folder()
    try:
        catalogue, texts = load(folder), translations.load(folder)
    except BrokenContent as error:
        count = len(error.mistakes)
        return ill("content", f"{count} mistakes in {folder}; limber check-content lists them.")
    exercises, routines = len(catalogue.exercises), len(catalogue.routines)
    languages = ", ".join(texts.languages)
    return well("content", f"{exercises} exercises, {routines} routines, in {languages}.")


def _zones(now: datetime) -> Iterator[Finding]:
    version = metadata.version("tzdata")
    if zoneinfo.TZPATH:
        yield ill("time zones", "The system's data is in the way. Start Limber by its own command.")
    elif now.year - int(tzdata.IANA_VERSION[:4]) > 1:
        yield ill("time zones", f"The tzdata package {version} is old: install a newer Limber.")
    else:
        yield well("time zones", f"The tzdata package {version} ({tzdata.IANA_VERSION}).")


async def _database(settings: Settings) -> list[Finding]:
    try:
        found = await inspection.look(settings.database, thorough=True)
    except StorageUnavailable as error:
        return [ill("database", str(error))]
    findings = [_answers(found), _tables(found)]
    if found.file is not None:
        findings.append(_disk(found.file))
    if found.lost_zones:
        zones = ", ".join(found.lost_zones)
        findings.append(ill("zones", f"People live in zones that nobody knows: {zones}."))
    return findings


async def _running(settings: Settings, transport: httpx.AsyncBaseTransport | None) -> list[Finding]:
    """What a running copy reports at its health endpoint; empty if none answers."""
    if settings.address is None:
        return []
    host, port = settings.address
    at = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - a request, not listening
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT, transport=transport) as client:
            said = (await client.get(f"http://{at}:{port}/healthz")).json()
    except (httpx.HTTPError, ValueError):
        return []  # it is not running, or another program listens there
    if said.get("data") is False:
        return [
            ill(
                "running",
                "The running Limber has lost its database file: stop it, put a backup back with "
                "limber restore, and start it again.",
            )
        ]
    if said.get("live") and said.get("ready"):
        return [well("running", f"Limber answers at {at}:{port}.")]
    return []


async def _conflict(settings: Settings, now: datetime) -> list[Finding]:
    """Whether Telegram told the running bot recently that its token is shared; never polls."""
    try:
        database = await Database.existing(settings.database, snapshot=True)
    except StorageUnavailable:
        return []  # the findings about the database and its tables explain why
    try:
        seen_at = await PollConflicts(database.unit_of_work, settings.bot_id).latest()
    finally:
        await database.close()
    if seen_at is None or now - seen_at > CONFLICT_RECENT:
        return []
    return [
        ill(
            "token",
            f"Another program asked Telegram for updates with it at {seen_at:%H:%M} UTC: stop that "
            "program, or get a new token from @BotFather.",
        )
    ]


def _answers(found: inspection.Checkup) -> Finding:
    if found.standing is Standing.NONE and found.file is not None:
        return well("database", f"{found.name} is made at the first start.")
    return well("database", f"{found.name} answers in {found.seconds * 1000:.0f} ms.")


def _tables(found: inspection.Checkup) -> Finding:
    match found.standing:
        case Standing.NONE:
            return well("tables", "They are made at the first start.")
        case Standing.OLDER:
            return well("tables", f"They are at {found.revision}; limber run brings them on.")
        case Standing.CURRENT:
            return well("tables", f"They are up to date ({found.revision}).")
        case Standing.NEWER:
            return ill("tables", "A newer Limber made them: update this one.")


def _disk(file: Path) -> Finding:
    folder = next(each for each in file.absolute().parents if each.exists())
    free = shutil.disk_usage(folder).free
    says = f"{free / 1024**3:.1f} GB free beside {file}."
    return well("disk", says) if free > MIN_FREE_BYTES else ill("disk", f"Only {says} Free some.")
