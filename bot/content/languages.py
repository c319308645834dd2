"""Language tags, and the fallback for an unknown language."""

from collections.abc import Container

ENGLISH = "en"


def closest(language: str, known: Container[str]) -> str:
    """The best known match for a tag such as "pt-BR": itself, "pt", else English."""
    if language in known:
        return language
    base = language.split("-", 1)[0].casefold()
    return base if base in known else ENGLISH
