"""The shipped content and its English words."""

import pytest

from bot.chat.localizer import Localizer
from bot.content.catalogue import Catalogue
from tests import ready
from tests.builders import NOON


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped content."""
    return ready.shipped().catalogue


@pytest.fixture(scope="session")
def words(catalogue: Catalogue) -> Localizer:
    """English, at noon."""
    texts = ready.shipped().translations.of("en")
    return Localizer(texts, catalogue, lambda: NOON)
