"""`limber preview`: it shows the card, every picture, and the remaining problems."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

import httpx
import pytest

from bot.cli import main
from bot.content.loader import find_folder
from bot.tools import exercise_preview
from tests.project.processes import PATIENCE, running


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    """A client for the pages of the shipped content."""
    async with looking_at(find_folder()) as client:
        yield client


def looking_at(folder: Path) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(exercise_preview.create_app(folder))
    return httpx.AsyncClient(transport=transport, base_url="http://preview")


async def test_a_page_shows_the_card_the_loop_and_each_hold(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/knees-to-chest-single")).text
    assert "Knee to chest" in page
    for name in ("poster.png", "loop.mp4", "loop-other.mp4", "hold-20.mp4", "change-other.mp4"):
        assert f'src="/knees-to-chest-single/{name}"' in page
        answer = await browser.get(f"/knees-to-chest-single/{name}")
        assert answer.headers["content-type"] in {"image/png", "video/mp4"}
    assert "wrong" not in page.partition("</style>")[2]


async def test_the_list_links_every_exercise(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/")).text
    for name in exercise_preview.names(find_folder()):
        assert f'href="/{name}"' in page
        assert (await browser.get(f"/{name}")).status_code == 200


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped content without its films, which tests may break."""
    shutil.copytree(find_folder(), tmp_path / "content", ignore=shutil.ignore_patterns("*.mp4"))
    return tmp_path / "content"


async def test_an_exercise_without_texts_still_shows_its_pictures(copy: Path) -> None:
    plank = copy / "exercises" / "plank"
    plank.mkdir()
    (plank / "pose.yaml").write_text("schema: 1\n", encoding="utf-8")
    shutil.copy(copy / "exercises" / "walk" / "poster.png", plank)
    async with looking_at(copy) as browser:
        page = (await browser.get("/plank")).text
    assert "write its exercise.yaml" in page
    assert 'src="/plank/poster.png"' in page


async def test_a_problem_is_on_the_page_until_it_is_fixed(copy: Path) -> None:
    words = copy / "exercises" / "walk" / "en.yaml"
    good = words.read_text(encoding="utf-8")
    async with looking_at(copy) as browser:
        words.write_text(good.replace("title: ", "title: <b>", 1), encoding="utf-8")
        assert "&lt;b&gt;" in (await browser.get("/walk")).text
        words.write_text("title: [", encoding="utf-8")
        assert "exercises/walk/en.yaml:" in (await browser.get("/walk")).text
        words.write_text(good, encoding="utf-8")
        assert "exercises/walk/en.yaml:" not in (await browser.get("/walk")).text


@pytest.mark.parametrize(
    "path", ["/plank", "/walk/exercise.yaml", "/walk/none.png", "/%2e%2e/x.png", "/walk/%2e%2e"]
)
async def test_nothing_but_the_pictures_of_an_exercise_is_served(
    browser: httpx.AsyncClient, path: str
) -> None:
    assert (await browser.get(path)).status_code == 404


def test_an_unknown_exercise_is_reported_with_the_nearest_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["preview", "cat-strech"]) == 1
    assert capsys.readouterr().err == (
        "There is no exercise cat-strech; the nearest name is cat-stretch.\n"
    )
    assert main(["preview", "zumba", "--content", "/nowhere"]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_a_real_process_serves_the_page_until_it_is_stopped(errors: IO[str]) -> None:
    with running(errors, "preview", "walk", "--port", "0", "--no-browser") as process:
        assert process.url.endswith("/walk")
        assert "loop.mp4" in httpx.get(process.url, timeout=PATIENCE).text
