"""The command line: `limber demo`, `run`, `check-content`, `preview` and the others."""

import argparse
import difflib
import errno
import gc
import importlib
import os
import signal
import sys
import zoneinfo
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__, logs
from bot.config import BadSettings, read
from bot.content.problems import BrokenContent
from bot.ops import commands as ops
from bot.storage.core.errors import StorageUnavailable
from bot.tools.simulation import command as simulate_command

if TYPE_CHECKING:
    import asyncio

LoopFactory = Callable[[], "asyncio.AbstractEventLoop"]


class Failure(Exception):
    """The command cannot continue; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 when all went well."""
    # The tzdata package is pinned and recent; the system's copy may be years old.
    zoneinfo.reset_tzpath(to=())
    # Makes the Telegram library give durations as timedelta; without it every 429 warns.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (Failure, StorageUnavailable) as error:
        _complain(str(error))
    except BadSettings as error:
        _complain(*error.problems)
    except BrokenContent as error:
        _complain(*map(str, error.mistakes), "Mend the content; limber check-content lists it.")
    finally:
        gc.enable()  # a failed start leaves it disabled
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="limber", description="A short stretch routine a day.")
    parser.add_argument("--version", action="version", version=f"limber {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")

    demo_command = commands.add_parser(
        "demo", help="try it: no token, no account, a chat page in the browser"
    )
    demo_command.add_argument("--port", type=_port, default=8080)
    demo_command.add_argument("--data", type=Path, default=Path(".limber/demo"))
    demo_command.add_argument("--database-url", default="")
    demo_command.add_argument("--content", type=Path, help="another content folder")
    demo_command.add_argument(
        "--no-browser", action="store_true", help="do not open the page by itself"
    )
    demo_command.set_defaults(command=_demo)

    run = commands.add_parser("run", help="the real thing: needs TELEGRAM_BOT_TOKEN")
    run.set_defaults(command=_run)

    sandbox = commands.add_parser("sandbox", help="the stand-in for Telegram alone")
    sandbox.add_argument("--port", type=_port, default=8081)
    sandbox.add_argument("--host", default="127.0.0.1")
    sandbox.add_argument("--token", default=None, help="accept this token only")
    sandbox.add_argument("--record", type=Path, help="append every call to this file")
    sandbox.add_argument("--replay", type=Path, help="show what such a file holds")
    sandbox.set_defaults(command=_sandbox)

    ops.add(commands)
    simulate_command.add(commands)

    check = commands.add_parser("check-content", help="list every mistake in a content folder")
    check.add_argument("folder", type=Path, nargs="?", default=None)
    check.set_defaults(command=_check)

    look = commands.add_parser("preview", help="an exercise as people will see it, in the browser")
    look.add_argument("exercise", nargs="?", default="", help="its id; all of them when left out")
    look.add_argument("--content", type=Path, default=None, help="another content folder")
    look.add_argument("--port", type=_port, default=8082)
    look.add_argument("--no-browser", action="store_true", help="do not open the page by itself")
    look.set_defaults(command=_preview)
    help_ = commands.add_parser("write-schemas", help="write the JSON Schemas for authors' editors")
    help_.add_argument("folder", type=Path, nargs="?", default=None)
    help_.set_defaults(command=_write_schemas)
    return parser


def _port(text: str) -> int:
    """A TCP port; 0 lets the system choose a free one."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _demo(options: argparse.Namespace) -> int:
    gc.disable()  # see `_run`
    from bot import demo
    from bot.sandbox import BrokenWorld

    logs.set_up("WARNING")
    wanted = demo.Options(
        port=options.port,
        data=options.data,
        database_url=options.database_url,
        content=options.content,
        browser=not options.no_browser and sys.stdout.isatty(),
    )
    try:
        return _run_until_stopped(lambda stopped: demo.run(wanted, stopped))
    except BrokenWorld as error:
        raise Failure(str(error)) from error


def _run(_: argparse.Namespace) -> int:
    settings = read(os.environ)
    logs.set_up(settings.log_level, settings.log_format)
    # Loaded modules stay alive: scanning them for garbage repeatedly would take a fifth of the
    # start-up. `bot.app.freeze_loaded_objects` enables the collector again.
    gc.disable()
    from bot import run_command

    with run_command.database_locked(settings):
        try:
            return _run_until_stopped(lambda stopped: run_command.serve(settings, stopped))
        except run_command.LoginFailed as error:
            raise Failure(str(error)) from error


def _sandbox(options: argparse.Namespace) -> int:
    from bot import demo
    from bot.sandbox import BadRecording

    logs.set_up("WARNING")
    alone = demo.Alone(options.host, options.port, options.token, options.record, options.replay)
    try:
        return _run_until_stopped(lambda stopped: demo.sandbox_alone(alone, stopped))
    except BadRecording as error:
        raise Failure(f"This is no recording of the sandbox: {error}.") from error


def _check(options: argparse.Namespace) -> int:
    from bot.content.checker import report

    lines, mistakes = report(_content(options.folder))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if mistakes else 0


def _write_schemas(options: argparse.Namespace) -> int:
    from bot.tools import editor_schemas

    changed = editor_schemas.write(_content(options.folder))
    sys.stdout.write("".join(f"Wrote {path}\n" for path in changed) or "Nothing has changed.\n")
    return 0


def _preview(options: argparse.Namespace) -> int:
    from bot.tools import exercise_preview

    folder, wanted = _content(options.content), options.exercise
    known = exercise_preview.names(folder)
    if wanted and wanted not in known:
        near = difflib.get_close_matches(wanted, known, n=1)
        hint = f"the nearest name is {near[0]}" if near else "limber preview shows them all"
        raise Failure(f"There is no exercise {wanted}; {hint}.")
    logs.set_up("WARNING")
    browser = not options.no_browser and sys.stdout.isatty()
    return _run_until_stopped(
        lambda stopped: exercise_preview.run(
            exercise_preview.Options(folder, wanted, options.port, browser), stopped
        )
    )


def _content(folder: Path | None) -> Path:
    from bot.content.folder import find_folder

    found = folder or find_folder()
    if not found.is_dir():
        raise Failure(f"There is no folder {found}.")
    return found


def _run_until_stopped(work: Callable[["asyncio.Event"], Coroutine[None, None, None]]) -> int:
    """Run until SIGINT or SIGTERM, then let the work end cleanly."""
    import asyncio

    async def go() -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopped.set)
        await work(stopped)

    try:
        with asyncio.Runner(loop_factory=fast_loop()) as runner:
            runner.run(go())
    except OSError as error:
        raise Failure(_unusable(error)) from error
    return 0


def _unusable(error: OSError) -> str:
    what = error.filename or "A port or folder"
    if error.errno == errno.EADDRINUSE:
        return (
            f"{what} is in use already: choose another port with --port (make demo PORT=9000), "
            "or with LIMBER_LISTEN for limber run."
        )
    return f"{what} cannot be used: {error.strerror or error}."


def fast_loop() -> LoopFactory | None:
    """The loop of uvloop, which takes a fifth less processor time a message; None without it."""
    try:
        uvloop = importlib.import_module("uvloop")
    except ImportError:
        return None
    factory: LoopFactory = uvloop.new_event_loop
    return factory


def _complain(*sentences: str) -> None:
    sys.stderr.write("".join(f"{logs.hide_tokens(sentence)}\n" for sentence in sentences))
