"""Formatted text as the official server reads it: entities in UTF-16, three markups."""

from bot.sandbox.text.detect import detect
from bot.sandbox.text.formatted import Entity, FormattedText, MarkupError
from bot.sandbox.text.html import parse_html
from bot.sandbox.text.legacy import parse_markdown
from bot.sandbox.text.markdown import parse_markdown_v2

__all__ = [
    "Entity",
    "FormattedText",
    "MarkupError",
    "detect",
    "parse_html",
    "parse_markdown",
    "parse_markdown_v2",
]
