"""Articles and the works they cite, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # not imported at run time: the models need Pydantic
    from bot.content.schema.articles import ArticleFile
    from bot.content.schema.base import Source
    from bot.content.schema.references import Reference


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a citation, and its URL; "" if no address is known."""

    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """The facts of an article: its id, and the cited works, each with what it supports."""

    id: str
    sources: tuple[tuple[Work, str], ...]


def article(file: "ArticleFile", references: "Mapping[str, Reference]") -> Article:
    """The value of a valid article.yaml. Raises `KeyError` for an unknown source."""
    return Article(file.id, backed(file.sources, references))


def backed(
    sources: "Iterable[Source]", references: "Mapping[str, Reference]"
) -> tuple[tuple[Work, str], ...]:
    """Works with what each supports. Raises `KeyError` for an unknown source."""
    return tuple((work(references[each.id]), each.backs) for each in sources)


def work(reference: "Reference") -> Work:
    """A reference as a one-line citation (authors, title, where) and its address."""
    url = f"https://doi.org/{reference.doi}" if reference.doi else reference.url or ""
    year = str(reference.year or "")
    where = reference.published_in or ""
    parts = (
        reference.authors,
        reference.title,
        reference.publisher,
        where,
        "" if year in where else year,
        "" if url else reference.site,
    )
    said = ". ".join(part.rstrip(".") for part in parts if part)
    return Work(said or reference.site or url, url)
