"""What the wheel takes along beside the code: the content, which a checkout has already."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Content(BuildHookInterface):
    """Puts `content/` into the package, unless the package is used where it lies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folder, and where the program looks for it (`bot.content.folder`)."""
        if version != "editable":
            build_data["force_include"]["content"] = "bot/content/shipped"
