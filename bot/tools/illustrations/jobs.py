"""The jobs for each pose file, several files at a time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bot.tools.illustrations.yaml_fields import PoseFileError

Work = Callable[[Path], "Done"]
Done = tuple[list[str], list[str]]
"""What was written or looked at, and the problems, of one pose file."""


def draw_missing(path: Path) -> Done:
    """Draw what is missing or outdated of one exercise."""
    return _drawn(path, anew=False)


def draw_anew(path: Path) -> Done:
    """Draw all of one exercise again, as after a change of the drawing itself."""
    return _drawn(path, anew=True)


def _drawn(path: Path, *, anew: bool) -> Done:
    try:
        from bot.tools.illustrations.film import FilmTooLarge
        from bot.tools.illustrations.render import draw
    except ImportError as error:
        return [], [f"the drawing libraries are not all here ({error}); pip install '.[art]'"]
    try:
        written = draw(path, anew=anew)
    except PoseFileError as error:
        return [], list(error.problems)
    except FilmTooLarge as error:
        return [], [str(error)]
    return [f"{name} ({name.stat().st_size / 1024:.0f} KB)" for name in written], []


def check_all_frames(path: Path) -> Done:
    """Check the poster and every frame of the movement of one exercise."""
    from bot.tools.illustrations.checks import check_scene
    from bot.tools.illustrations.exercise_facts import read_doses
    from bot.tools.illustrations.motion_checks import check_motion
    from bot.tools.illustrations.pose_file_reader import read_pose_file
    from bot.tools.illustrations.scene import stage

    try:
        scene, doses = stage(read_pose_file(path)), read_doses(path.parent)
    except PoseFileError as error:
        return [], list(error.problems)
    return [str(path)], check_scene(scene) + check_motion(scene, counted=doses.counted)


def run(files: list[Path], work: Work) -> tuple[int, list[str]]:
    """Do the work for every file, several at a time; return how much was done, and all problems."""
    done, problems, began = 0, list[str](), time.monotonic()
    for i, (lines, faults) in enumerate(_each(files, work), start=1):
        done += len(lines)
        problems += faults
        if sys.stdout.isatty():
            clock = time.monotonic() - began
            sys.stdout.write(f"\r{i} of {len(files)} exercises, {clock:.0f} s ")
            sys.stdout.flush()
        else:
            sys.stdout.writelines(f"{line}\n" for line in lines)
            sys.stdout.flush()
    if sys.stdout.isatty():
        sys.stdout.write("\n")
    return done, problems


def _each(files: list[Path], work: Work) -> Iterator[Done]:
    processes = min(len(files), os.cpu_count() or 1)
    if processes < 2:
        yield from map(work, files)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, files)
