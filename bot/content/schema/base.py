"""What all content files share: strict models, names, figures of an article, sources."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name in files: a-z, digits and single hyphens."""

Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]
"""One line of text, without spaces at its ends."""


class Strict(BaseModel):
    """A part of a file: every field has exactly its type, and other fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class File(Strict):
    """A file of facts; `schema` is the version of its format."""

    version: Literal[1] = Field(alias="schema")


class Unit(StrEnum):
    """What a figure counts."""

    SECONDS = "seconds"
    TIMES = "times"
    SETS = "sets"
    DEGREES = "degrees"
    WEEKS = "weeks"
    CENTIMETRES = "centimetres"
    COUNT = "count"
    YEAR = "year"


class Figure(Strict):
    """A number as an article states it: exact (min = max), a range, or only an upper limit.

    `about` is set if the article says "about"; `amount` is a word that it uses instead of a number.
    """

    what: Slug
    part: Slug | None = None
    min: int | None = None
    max: int | None = None
    unit: Unit
    about: bool = False
    amount: Literal["few", "several"] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.min is None and self.max is None) == (self.amount is None):
            raise ValueError("needs either min and max, or only max, or an amount")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("has a min above its max")
        return self


class Source(Strict):
    """A reference (an id in references.yaml) and the fact that it supports."""

    id: Slug
    backs: Line
