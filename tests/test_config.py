"""Settings: read once, and every problem reported at once."""

from pathlib import Path

import pytest

from bot.config import BadSettings, read

TOKEN = {"TELEGRAM_BOT_TOKEN": "123456:abcdefghijk"}


def problems(**environment: str) -> list[str]:
    with pytest.raises(BadSettings) as bad:
        read(environment)
    return bad.value.problems


def test_a_token_is_enough() -> None:
    settings = read(TOKEN)
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database == "sqlite:///.limber/data/limber.db"


def test_the_database_can_be_chosen() -> None:
    assert read({**TOKEN, "DATABASE_URL": "postgresql://x/y"}).database == "postgresql://x/y"


def test_a_secret_can_be_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("123456:from-a-file\n")
    assert read({"TELEGRAM_BOT_TOKEN_FILE": str(secret)}).token == "123456:from-a-file"


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (problem,) = problems(TELEGRAM_BOT_TOKEN_FILE=str(tmp_path / "none"))
    assert "TELEGRAM_BOT_TOKEN_FILE" in problem


def test_without_a_token_the_demo_is_offered() -> None:
    (problem,) = problems()
    assert "limber demo" in problem


def test_all_problems_are_reported_at_once() -> None:
    found = problems(
        TELEGRAM_BOT_TOKEN="hello",
        TELEGRAM_API_URL="nowhere",
        LIMBER_LOG_LEVEL="LOUD",
        LIMBER_LOG_FORMAT="xml",
        LIMBER_SENDS_PER_SECOND="fast",
    )
    assert len(found) == 5


def test_a_missing_token_is_reported_with_the_rest() -> None:
    found = problems(LIMBER_LOG_LEVEL="LOUD")
    assert [problem.split()[0].rstrip(":") for problem in found] == [
        "LIMBER_LOG_LEVEL",
        "TELEGRAM_BOT_TOKEN",
    ]


def test_an_empty_file_name_counts_as_none() -> None:
    assert read({**TOKEN, "TELEGRAM_BOT_TOKEN_FILE": ""}).token == "123456:abcdefghijk"


@pytest.mark.parametrize("rate", ["0", "-1", "nan", "5000"])
def test_a_rate_out_of_range_is_refused(rate: str) -> None:
    (problem,) = problems(**TOKEN, LIMBER_SENDS_PER_SECOND=rate)
    assert "LIMBER_SENDS_PER_SECOND" in problem


def test_secrets_never_appear_in_repr() -> None:
    settings = read({**TOKEN, "DATABASE_URL": "postgresql://me:hush@x/y"})
    assert "abcdefghijk" not in repr(settings)
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, None),
        ({"LIMBER_PUBLIC_URL": "https://limber.example.org/"}, ("127.0.0.1", 8090)),
        ({"LIMBER_LISTEN": "0.0.0.0:80"}, ("0.0.0.0", 80)),  # noqa: S104 - a value, nothing binds
        ({"LIMBER_LISTEN": "[::1]:0"}, ("::1", 0)),
    ],
    ids=["nothing", "public", "said", "IPv6"],
)
def test_it_listens_if_an_address_or_a_public_url_is_set(
    environment: dict[str, str], address: tuple[str, int] | None
) -> None:
    assert read({**TOKEN, **environment}).address == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIMBER_PUBLIC_URL", "limber.example.org"),
        ("LIMBER_LISTEN", "8090"),
        ("LIMBER_ADMINS", "@olga"),
        ("LIMBER_LISTEN", "localhost:http"),
        ("LIMBER_LISTEN", "localhost:99999"),
        ("LIMBER_WEBHOOK_SECRET", "too-short"),
        ("LIMBER_WEBHOOK_SECRET", "with spaces and a dot."),
    ],
)
def test_what_telegram_or_the_system_would_refuse_is_refused_first(name: str, value: str) -> None:
    (problem,) = problems(**TOKEN, **{name: value})
    assert problem.startswith(name)
    assert value not in problem or "SECRET" not in name


def test_the_webhook_secret_never_appears_in_repr() -> None:
    settings = read({**TOKEN, "LIMBER_WEBHOOK_SECRET": "hush-hush-hush-hush"})
    assert "hush" not in repr(settings)


def test_operators_are_named_by_their_ids() -> None:
    for text in ("12 345", "12,345", " 345 , 12 "):
        assert read({**TOKEN, "LIMBER_ADMINS": text}).admins == {12, 345}
    assert read(TOKEN).admins == frozenset()
