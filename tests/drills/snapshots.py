"""An open snapshot: a `pg_dump` whose output nobody reads."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres_server import NoServer, Server


def pg_dump(server: Server) -> Path:
    """The program, from the server's wheel or from the machine. Raises `NoServer`."""
    found = server.programs / "pg_dump"
    if found.exists():
        return found
    elsewhere = shutil.which("pg_dump")
    if elsewhere is None:
        raise NoServer("pg_dump is missing: it is in the package postgresql-client")
    return Path(elsewhere)


@contextmanager
def dumping(server: Server, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A `pg_dump` that has begun and waits until its output is read.

    Its snapshot stays open meanwhile, because the database is larger than the pipe.
    """
    with subprocess.Popen(  # noqa: S603 - the program comes from the wheel
        [pg_dump(server), "--dbname", url, "--no-password", "--inserts"], stdout=subprocess.PIPE
    ) as dump:
        assert dump.stdout is not None
        dump.stdout.read(1)  # it has its snapshot before it writes
        try:
            yield dump
        finally:
            dump.kill()


def rows_in(dump: subprocess.Popen[bytes]) -> int:
    """Wait for its end; how many people it wrote. Raises `CalledProcessError` if it failed."""
    written, _ = dump.communicate(timeout=60)
    if dump.returncode:
        raise subprocess.CalledProcessError(dump.returncode, "pg_dump")
    return written.count(b"INSERT INTO public.people ")
