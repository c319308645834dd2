"""One sandbox for each test that asks for it."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.driver import Sandbox, a_sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with a_sandbox() as sandbox:
        yield sandbox
