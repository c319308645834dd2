"""Accessibility checks of the chat page, run in the browser."""

import re
from pathlib import Path
from typing import Any

from playwright.async_api import Page

_CHECKS = (
    (Path(__file__).parent / "accessibility.js").read_text(encoding="utf-8").rstrip().rstrip(";")
)
_ROLES = "button|link|textbox|searchbox|combobox|checkbox|menuitem|option|dialog|menu|listbox"
# A control without a name in Playwright's accessibility snapshot.
_UNNAMED = re.compile(rf"^ *- (?:{_ROLES})\b(?! \").*$", re.MULTILINE)


async def pale(page: Page) -> list[str]:
    """Visible texts, icons and placeholders whose contrast is below WCAG AA."""
    return await _run(page, "pale")


async def small(page: Page) -> list[str]:
    """Visible controls smaller than a fingertip: 44 points high and 40 wide."""
    return await _run(page, "small")


async def wide(page: Page) -> list[str]:
    """Elements whose content overflows horizontally."""
    return await _run(page, "wide")


async def unnamed(page: Page) -> list[str]:
    """Controls without an accessible name."""
    return _UNNAMED.findall(await page.locator("body").aria_snapshot())


async def focus(page: Page) -> dict[str, Any]:
    """The focused element's `name`, and the width in points and contrast of its focus `ring`."""
    found: dict[str, Any] = await page.evaluate(f"{_CHECKS}.focus()")
    return found


async def _run(page: Page, check: str) -> list[str]:
    found: list[str] = await page.evaluate(f"{_CHECKS}.{check}()")
    return found
