"""What an eye, a finger and a screen reader meet on the chat page, worked out in the browser."""

import re
from pathlib import Path
from typing import Any

from playwright.async_api import Page

_QUESTIONS = (Path(__file__).parent / "seeing.js").read_text(encoding="utf-8").rstrip().rstrip(";")
_ROLES = "button|link|textbox|searchbox|combobox|checkbox|menuitem|option|dialog|menu|listbox"
# A role in Playwright's outline of what a screen reader meets, without a name behind it.
_UNNAMED = re.compile(rf"^ *- (?:{_ROLES})\b(?! \").*$", re.MULTILINE)


async def pale(page: Page) -> list[str]:
    """Texts, icons and placeholders in sight whose contrast is below WCAG AA."""
    return await _asked(page, "pale")


async def small(page: Page) -> list[str]:
    """Controls in sight that are smaller than a fingertip: 44 points high and 40 wide."""
    return await _asked(page, "small")


async def wide(page: Page) -> list[str]:
    """Parts whose content is wider than they are."""
    return await _asked(page, "wide")


async def unnamed(page: Page) -> list[str]:
    """Controls of which a screen reader could say no more than what they are."""
    return _UNNAMED.findall(await page.locator("body").aria_snapshot())


async def focus(page: Page) -> dict[str, Any]:
    """The `name` of what has the focus, the width of its `ring` in points, and its `contrast`."""
    found: dict[str, Any] = await page.evaluate(f"{_QUESTIONS}.focus()")
    return found


async def _asked(page: Page, question: str) -> list[str]:
    found: list[str] = await page.evaluate(f"{_QUESTIONS}.{question}()")
    return found
