"""numbers.yaml: every number of the two articles, as a list to check the content against."""

from typing import Annotated

from pydantic import Field

from bot.content.schema.base import Figure, File, Slug, Strict


class Number(Figure):
    """A number of an article: about one exercise, or about sciatica as a whole."""

    exercise: Slug | None = None

    def figure(self) -> Figure:
        """The same as exercise.yaml and references.yaml state it."""
        return Figure.model_construct(**{name: getattr(self, name) for name in Figure.model_fields})


class ArticleNumbers(Strict):
    """The numbers of one article (an id of references.yaml), in the order of the article."""

    source: Slug
    numbers: Annotated[tuple[Number, ...], Field(min_length=1)]


class NumbersFile(File):
    """numbers.yaml."""

    articles: tuple[ArticleNumbers, ...]
