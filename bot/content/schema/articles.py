"""article.yaml: the facts of an article, and numbers.yaml: every number in the source articles.

The words of an article are Markdown, see `bot.content.pages`.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, PositiveInt

from bot.content.schema.base import Figure, File, Slug, Source, Strict


class ArticleFile(File):
    """The position of an article in the list, and the sources of its facts."""

    id: Slug
    order: PositiveInt
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    reviewed_on: date
    clinically_reviewed: bool


class Number(Figure):
    """A number in an article: about one exercise, or about sciatica in general."""

    exercise: Slug | None = None

    def figure(self) -> Figure:
        """The same in the form used by exercise.yaml and references.yaml."""
        return Figure.model_construct(**{name: getattr(self, name) for name in Figure.model_fields})


class ArticleNumbers(Strict):
    """The numbers of one article (an id of references.yaml), in the order of the article."""

    source: Slug
    numbers: Annotated[tuple[Number, ...], Field(min_length=1)]


class NumbersFile(File):
    """numbers.yaml."""

    articles: tuple[ArticleNumbers, ...]
