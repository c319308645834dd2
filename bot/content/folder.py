"""Where the content is."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def find_folder() -> Path:
    """The `content/` beside `bot/` in a checkout, else the copy inside the installed package."""
    checkout = _PACKAGE.parent.parent / "content"
    return checkout if (checkout / "exercises").is_dir() else _PACKAGE / "shipped"
