"""The bot's profile at Telegram: commands, texts, menu buttons."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.world.values import Json

Scope = str
Language = str
DEFAULT_MENU: Json = {"type": "default"}


@dataclass(slots=True)
class BotProfile:
    """Commands by (scope, language), texts by (kind, language), menu buttons by chat."""

    commands: dict[tuple[Scope, Language], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, Language], str] = field(default_factory=dict)
    menus: dict[int, Json] = field(default_factory=dict)

    def commands_for(self, person_id: int, language: str | None) -> list[Json]:
        """Return the commands that a person sees in the private chat.

        The narrowest scope with commands wins, in the person's language if there is one.
        """
        languages = [language, ""] if language else [""]
        for scope in (f"chat:{person_id}", "all_private_chats", "default"):
            for code in languages:
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []

    def text_for(self, kind: str, language: str | None) -> str:
        """Return a text (name, description, short_description) in a language, or the default."""
        return self.texts.get((kind, language or "")) or self.texts.get((kind, ""), "")

    def menu_for(self, person_id: int) -> Json:
        """Return the menu button of a chat."""
        return self.menus.get(person_id) or self.menus.get(0) or DEFAULT_MENU
