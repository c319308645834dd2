"""What is deployed: the image, the compose file, the pins, and what CI runs."""

import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import web
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
    """Every requirement in pyproject.toml: to run, to draw, to develop, to build."""
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
    """The names of all packages that an installed package needs here."""
    name = canonicalize_name(requirement.name)
    key = f"{name}{sorted(requirement.extras)}"
    if key in seen:
        return
    seen.add(key)
    yield name
    try:
        needs = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # those for builds and pictures may not be installed
        return
    for need in map(Requirement, needs):
        wanted = [{"extra": extra} for extra in requirement.extras] or [{"extra": ""}]
        if need.marker is None or any(need.marker.evaluate(each) for each in wanted):
            yield from comes_along(need, seen)


def test_every_indirect_dependency_is_pinned_too() -> None:
    seen: set[str] = set()
    names = {name for requirement in asked_for() for name in comes_along(requirement, seen)}
    assert names - set(PINS) == set()


def test_the_pins_are_exact_sorted_and_nothing_else() -> None:
    lines = [x for x in repository.read("constraints.txt").splitlines() if not x.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in lines)
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(names)
    assert "limber" not in names


LIMBERS = ("limber", "limber-sqlite", "limber-cluster")


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = COMPOSE["services"]
    return found


def test_the_compose_file_follows_the_specification() -> None:
    checker = str(Path(sys.executable).with_name("check-jsonschema"))
    command = [checker, "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(  # noqa: S603 - it comes with the environment, and its schemas with it
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_compose_sets_only_what_limber_reads() -> None:
    for name in LIMBERS:
        assert set(services()[name]["environment"]) <= NAMES


def test_compose_gives_every_secret_as_a_file_that_git_leaves_out() -> None:
    ignored = repository.read(".gitignore").splitlines()
    assert ".limber/" in ignored
    for service in services().values():
        files = [v for k, v in service["environment"].items() if k.endswith("_FILE")]
        assert files == [f"/run/secrets/{name}" for name in service.get("secrets", ())]
        assert not any(
            "PASSWORD" in k or "TOKEN" in k for k in service["environment"] if "_FILE" not in k
        )
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].startswith(".limber/secrets/")


def test_compose_starts_limber_once_postgresql_answers() -> None:
    for name in ("limber", "limber-cluster"):
        assert services()[name]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services()["postgres"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert services()["postgres"]["image"] == "postgres:18"


def test_compose_has_a_setup_for_each_size() -> None:
    profiles = {name: service.get("profiles") for name, service in services().items()}
    assert profiles == {
        "limber": None,
        "postgres": None,
        "limber-sqlite": ["sqlite"],
        "limber-cluster": ["cluster"],
        "proxy": ["cluster"],
    }
    assert services()["limber-cluster"]["deploy"] == {"replicas": 3}


def test_compose_restarts_everything_and_limits_every_log() -> None:
    for service in services().values():
        assert service["restart"] == "unless-stopped"
        assert {"max-size", "max-file"} <= set(service["logging"]["options"])


def test_containers_are_read_only_and_cannot_gain_privileges() -> None:
    for name, service in services().items():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert services()["postgres"]["user"] == "postgres"


def test_every_service_has_a_health_check() -> None:
    asked = {name for name, service in services().items() if "healthcheck" in service}
    assert asked == {"postgres", "proxy"}, "Limber's is in the image"
    assert "HEALTHCHECK" in [name for name, _ in instructions()]


def test_the_proxy_forwards_only_the_webhook_to_every_instance() -> None:
    proxy, caddy = services()["proxy"], repository.read("bot/ops/Caddyfile")
    assert "./bot/ops/Caddyfile:/etc/caddy/Caddyfile:ro" in proxy["volumes"]
    assert re.findall(r"^\t*path (.*)$", caddy, re.MULTILINE) == [web.PATH]
    assert "respond 404" in caddy
    assert caddy.count("{") == caddy.count("}")
    port = services()["limber-cluster"]["environment"]["LIMBER_LISTEN"].rpartition(":")[2]
    assert f"port {port}\n" in caddy
    assert "name limber-cluster\n" in caddy
    url = services()["limber-cluster"]["environment"]["LIMBER_PUBLIC_URL"]
    assert url == proxy["environment"]["LIMBER_PUBLIC_URL"]
    assert url.startswith("${LIMBER_PUBLIC_URL:-https://")
    assert url.endswith(".invalid}"), "without an address Telegram has to refuse it, and say so"


def test_every_volume_and_secret_that_a_service_uses_is_declared() -> None:
    for service in services().values():
        volumes = {each.partition(":")[0] for each in service.get("volumes", ())}
        assert {each for each in volumes if "/" not in each} <= set(COMPOSE["volumes"])
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile, one (instruction, arguments) a line."""
    joined = re.sub(r"\\\n\s*", "", repository.read("Dockerfile"))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2]) for line in lines]


def test_the_image_runs_limber_as_a_separate_user() -> None:
    names = [name for name, _ in instructions()]
    assert names.count("FROM") == 2
    last_stage = instructions()[len(names) - names[::-1].index("FROM") :]
    assert ("USER", "limber") in last_stage
    assert ("VOLUME", "/data") in last_stage
    assert last_stage[-2:] == [("ENTRYPOINT", '["limber"]'), ("CMD", '["run"]')]
    listens = re.search(r"LIMBER_LISTEN=0\.0\.0\.0:(\d+)", str(last_stage))
    assert listens is not None
    (asks,) = (rest for name, rest in last_stage if name == "HEALTHCHECK")
    assert f"http://127.0.0.1:{listens[1]}/healthz" in asks
    assert ("EXPOSE", listens[1]) in last_stage
    assert not any(name == "COPY" for name, _ in last_stage), "only wheels reach the second stage"


def test_all_that_the_image_copies_exists_and_is_not_ignored() -> None:
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


def test_the_wheel_includes_the_content() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["bot"]
    assert "custom" in wheel["hooks"]
    assert '["content"] = "bot/content/shipped"' in repository.read("hatch_build.py")


@pytest.mark.parametrize("step", ["lint", "test"])
def test_ci_runs_what_the_readme_says(step: str) -> None:
    assert re.search(rf"^make .*\b{step}$", repository.read(".ci/run"), re.MULTILINE)


def test_ci_rehearses_the_image() -> None:
    assert re.search(r"^\.ci/rehearse ", repository.read(".ci/run"), re.MULTILINE)


@pytest.mark.parametrize("name", ["run", "rehearse"])
def test_ci_scripts_are_executable_and_valid_shell(name: str) -> None:
    script = ROOT / ".ci" / name
    assert script.stat().st_mode & stat.S_IXUSR
    command = ["bash", "-n", str(script)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
