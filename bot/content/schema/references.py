"""references.yaml: where the facts come from. Unknown fields are left out, never guessed."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.content.schema.base import Figure, File, Line, Slug, Strict

Url = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$")]

Doi = Annotated[str, StringConstraints(pattern=r"^10\.\d{4,}/\S+$")]


class Reference(Strict):
    """One work. `stated` holds an article's numbers that are not about a single exercise.

    `url` is its address if one is known and there is no DOI.
    """

    id: Slug
    kind: Literal["article", "book", "paper", "page"]
    authors: Line | None = None
    title: Line | None = None
    publisher: Line | None = None
    published_in: Line | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    doi: Doi | None = None
    site: Line | None = None
    url: Url | None = None
    note: Line | None = None
    stated: tuple[Figure, ...] = ()

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        known = (
            self.authors,
            self.title,
            self.publisher,
            self.published_in,
            self.doi,
            self.site,
            self.url,
        )
        if not any(known):
            raise ValueError("names nothing by which it could be found")
        return self


class ReferencesFile(File):
    """Every work that the content cites."""

    references: tuple[Reference, ...]
