"""What is deployed: the image, the compose file, the pins, and what CI runs."""

import re
import stat
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.config import SETTINGS
from tests.project import repository
from tests.project.repository import ROOT

PINS = dict(
    line.split("==") for line in repository.read("constraints.txt").splitlines() if "==" in line
)
PROJECT: dict[str, Any] = tomllib.loads(repository.read("pyproject.toml"))
COMPOSE: dict[str, Any] = yaml.safe_load(repository.read("docker-compose.yml"))
NAMES = {name for each in SETTINGS for name in (each.name, f"{each.name}_FILE")}


def asked_for() -> list[Requirement]:
    """Everything that pyproject.toml asks for: to run, to draw, to develop, to build."""
    lines = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["art"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["build-system"]["requires"],
    ]
    return [Requirement(line) for line in lines]


def test_every_requirement_is_pinned_to_a_version_that_it_allows() -> None:
    for requirement in asked_for():
        pinned = PINS[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pinned, prereleases=False), requirement


def comes_along(requirement: Requirement, seen: set[str]) -> Iterator[str]:
    """The names of all that an installed package needs here."""
    name = canonicalize_name(requirement.name)
    key = f"{name}{sorted(requirement.extras)}"
    if key in seen:
        return
    seen.add(key)
    yield name
    try:
        needs = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # the build's and the pictures' may not be installed
        return
    for need in map(Requirement, needs):
        wanted = [{"extra": extra} for extra in requirement.extras] or [{"extra": ""}]
        if need.marker is None or any(need.marker.evaluate(each) for each in wanted):
            yield from comes_along(need, seen)


def test_every_package_that_comes_along_is_pinned_too() -> None:
    seen: set[str] = set()
    names = {name for requirement in asked_for() for name in comes_along(requirement, seen)}
    assert names - set(PINS) == set()


def test_the_pins_are_exact_sorted_and_nothing_else() -> None:
    lines = [x for x in repository.read("constraints.txt").splitlines() if not x.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in lines)
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(names)
    assert "limber" not in names


def test_compose_sets_only_what_limber_reads() -> None:
    for name in ("limber", "limber-sqlite"):
        assert set(COMPOSE["services"][name]["environment"]) <= NAMES


def test_compose_gives_every_secret_as_a_file_that_git_leaves_out() -> None:
    ignored = repository.read(".gitignore").splitlines()
    assert ".limber/" in ignored
    for service in COMPOSE["services"].values():
        files = [v for k, v in service["environment"].items() if k.endswith("_FILE")]
        assert files == [f"/run/secrets/{name}" for name in service["secrets"]]
        assert not any(
            "PASSWORD" in k or "TOKEN" in k for k in service["environment"] if "_FILE" not in k
        )
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].startswith(".limber/secrets/")


def test_compose_starts_limber_once_postgresql_answers() -> None:
    services = COMPOSE["services"]
    assert services["limber"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services["postgres"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert services["postgres"]["image"] == "postgres:18"
    assert services["limber-sqlite"]["profiles"] == ["sqlite"]


def test_compose_restarts_everything_and_limits_every_log() -> None:
    for service in COMPOSE["services"].values():
        assert service["restart"] == "unless-stopped"
        assert {"max-size", "max-file"} <= set(service["logging"]["options"])


def test_every_volume_and_secret_that_a_service_uses_is_declared() -> None:
    for service in COMPOSE["services"].values():
        volumes = {each.partition(":")[0] for each in service.get("volumes", ())}
        assert volumes <= set(COMPOSE["volumes"])
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile, one (instruction, arguments) a line."""
    joined = re.sub(r"\\\n\s*", "", repository.read("Dockerfile"))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2]) for line in lines]


def test_the_image_runs_limber_as_a_user_of_its_own() -> None:
    names = [name for name, _ in instructions()]
    assert names.count("FROM") == 2
    last_stage = instructions()[len(names) - names[::-1].index("FROM") :]
    assert ("USER", "limber") in last_stage
    assert ("VOLUME", "/data") in last_stage
    assert last_stage[-2:] == [("ENTRYPOINT", '["limber"]'), ("CMD", '["run"]')]
    assert not any(name == "COPY" for name, _ in last_stage), "only wheels reach the second stage"


def test_all_that_the_image_copies_is_there_and_let_through() -> None:
    allowed = {
        line.removeprefix("!").rstrip("/")
        for line in repository.read(".dockerignore").splitlines()
        if line.startswith("!")
    }
    copied = {
        source for name, rest in instructions() if name == "COPY" for source in rest.split()[:-1]
    }
    assert copied == allowed
    assert all((ROOT / source).exists() for source in copied)


def test_the_wheel_takes_the_content_along() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["bot"]
    assert wheel["force-include"] == {"content": "bot/content/shipped"}


@pytest.mark.parametrize("step", ["lint", "test"])
def test_ci_runs_what_the_readme_says(step: str) -> None:
    assert re.search(rf"^make .*\b{step}$", repository.read(".ci/run"), re.MULTILINE)


def test_ci_can_be_run_and_understood_by_the_shell() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    command = ["bash", "-n", str(script)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
