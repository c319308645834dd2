"""numbers.yaml: every number in the two source articles, to check the content against."""

from typing import Annotated

from pydantic import Field

from bot.content.schema.base import Figure, File, Slug, Strict


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
