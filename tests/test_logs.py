"""Logs without tokens, as text or JSON."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture(autouse=True)
def root_as_before() -> Iterator[None]:
    """Leave the root logger as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def test_a_token_never_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    logging.getLogger("bot.x").info("POST /bot%s/getMe", "123456:AAbbCCddEEff")
    logging.getLogger("bot.x").info("https://x/bot123456:AAbbCCddEEff/getMe")
    said = capsys.readouterr().err
    assert "AAbbCCddEEff" not in said
    assert said.count("<token>") == 2


def test_a_token_in_a_traceback_never_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "json"):
        logs.set_up("INFO", form)
        try:
            raise ValueError("https://x/bot123456:AAbbCCddEEff/getMe")
        except ValueError:
            logging.getLogger("bot.x").exception("it broke")
        said = capsys.readouterr().err
        assert "AAbbCCddEEff" not in said
        assert "ValueError" in said


def test_json_logs_are_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "json")
    logging.getLogger("bot.x").warning("something %s", "odd")
    entry = json.loads(capsys.readouterr().err)
    assert (entry["level"], entry["logger"], entry["message"]) == (
        "WARNING",
        "bot.x",
        "something odd",
    )


def test_the_http_client_is_kept_quiet() -> None:
    logs.set_up("INFO")
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
