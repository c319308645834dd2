"""The shipped content and its English words."""

import pytest

from bot.chat.words import Words
from bot.content import translations
from bot.content.catalogue import Catalogue
from bot.content.loader import find_folder, load
from tests.builders import NOON


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped content."""
    return load(find_folder())


@pytest.fixture(scope="session")
def words(catalogue: Catalogue) -> Words:
    """English, at noon."""
    texts = translations.load(find_folder()).of("en")
    return Words(texts, catalogue, lambda: NOON)
