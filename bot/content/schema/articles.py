"""article.yaml: the facts of an article. Its words are Markdown, see `bot.content.pages`."""

from datetime import date
from typing import Annotated

from pydantic import Field, PositiveInt

from bot.content.schema.base import File, Slug, Source


class ArticleFile(File):
    """The position of an article in the list, and the sources of its facts."""

    id: Slug
    order: PositiveInt
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    reviewed_on: date
    clinically_reviewed: bool
