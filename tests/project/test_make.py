"""`make demo` on a bare machine: wherever the first attempt stopped, the second one succeeds.

The Makefile is the real one; Python is a script that makes an environment of a few files, so that
nothing is downloaded, and that can kill everything at any of its steps.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.project.repository import ROOT

PYTHON = """#!/bin/sh
# What make asks of Python, as files. Each step that changes anything writes "half" first and
# removes it last; the step numbered in $TREE/kill dies between the two, with its whole group.
step() {
    count=$(($(cat "$TREE/count" 2>/dev/null || echo 0) + 1))
    echo "$count" >"$TREE/count"
    [ "$count" != "$(cat "$TREE/kill" 2>/dev/null)" ] || kill -9 0
}
case "$*" in
-c*ensurepip*) [ ! -e "$TREE/without-venv" ] ;;
-c*) ;;
"-m venv --clear .venv" | "-m venv .venv")
    step
    case "$*" in *--clear*) rm -rf .venv ;; esac
    mkdir -p .venv/bin && cp "$0" .venv/bin/python
    step
    touch .venv/pip
    ;;
"-m pip --version") [ -e .venv/pip ] ;;
"-m pip install"* | "-m pip uninstall"*)
    [ -e .venv/pip ] || { echo "No module named pip" >&2; exit 1; }
    touch .venv/half
    step
    rm .venv/half
    ;;
*) echo "unexpected: $*" >&2; exit 1 ;;
esac
"""
STEPS = 6


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what make reads, with a Python of its own."""
    if shutil.which("make") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("make is missing")
        pytest.skip("make is missing")
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "python").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "python").chmod(0o700)
    return tmp_path


def make(tree: Path, target: str, python: str = "./python") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own Makefile
        ["make", f"PYTHON={python}", target],  # noqa: S607 - wherever it is
        cwd=tree,
        env={**os.environ, "TREE": str(tree)},
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=60,
    )


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_an_interrupted_installation_is_repeated(tree: Path, step: int) -> None:
    (tree / "kill").write_text(f"{step}\n", encoding="utf-8")
    assert make(tree, ".venv/.ready-dev").returncode == -signal.SIGKILL
    again = make(tree, ".venv/.ready-dev")
    assert again.returncode == 0, again.stderr
    assert not (tree / ".venv" / "half").exists(), "nothing that was half installed is left"
    assert "up to date" in make(tree, ".venv/.ready-dev").stdout


@pytest.mark.parametrize("step", range(STEPS + 1, STEPS + 4))
def test_an_interrupted_update_is_repeated(tree: Path, step: int) -> None:
    assert make(tree, ".venv/.ready-dev").returncode == 0
    later = (tree / ".venv" / ".ready-dev").stat().st_mtime + 10
    os.utime(tree / "constraints.txt", (later, later))
    (tree / "kill").write_text(f"{step}\n", encoding="utf-8")
    assert make(tree, ".venv/.ready-dev").returncode == -signal.SIGKILL
    os.utime(tree / "constraints.txt", (0, 0))
    again = make(tree, ".venv/.ready-dev")
    assert again.returncode == 0, again.stderr
    assert not (tree / ".venv" / "half").exists(), "nothing that was half installed is left"


def test_an_environment_made_by_hand_is_kept(tree: Path) -> None:
    (tree / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(tree / "python", tree / ".venv" / "bin" / "python")
    for name in ("pip", "mine"):
        (tree / ".venv" / name).touch()
    assert make(tree, ".venv/.ready").returncode == 0
    assert (tree / ".venv" / "mine").exists()


def test_without_venv_it_says_what_to_install(tree: Path) -> None:
    (tree / "without-venv").touch()
    done = make(tree, "demo")
    assert done.returncode != 0
    assert "sudo apt install python3-venv" in done.stderr
    assert not (tree / ".venv").exists()


def test_without_python_it_says_so(tree: Path) -> None:
    done = make(tree, "demo", "no-such-python")
    assert done.returncode != 0
    assert "install Python 3.11 or newer" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_cannot_be_written_to_it_says_so(tree: Path) -> None:
    tree.chmod(0o500)
    done = make(tree, "demo")
    tree.chmod(0o700)
    assert done.returncode != 0
    assert "make it writable" in done.stderr
