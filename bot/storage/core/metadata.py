"""What all tables share: naming conventions, and rows that are deleted with their person."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, MetaData

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def owner(**options: Any) -> Column[int]:
    """The column with the id of the person whose row it is; the row is deleted with them."""
    person = ForeignKey("people.id", ondelete="CASCADE")
    return Column("person_id", BigInteger, person, nullable=False, **options)
