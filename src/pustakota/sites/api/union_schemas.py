"""What the union looks like to machines."""

from typing import Annotated

from ninja import Field, Schema

from pustakota.foundation.given import Key
from pustakota.sites.api.schemas import FacetValue, Line, Value
from pustakota.sites.public.united import DEEPEST_PAGE


class UnionAsked(Schema):
    """Words, a page of 20 and filters: any value of one filter, both filters together."""

    q: Line = ""
    page: Annotated[int, Field(ge=1, le=DEEPEST_PAGE)] = 1
    library: list[Key] = Field(default=[], description="Ids of harvested libraries that have it.")
    language: list[Value] = Field(default=[], description="ISO 639-2 codes, for example `ind`.")


class LibraryShown(Schema):
    id: int
    name: str


class UnionTitle(Schema):
    """One edition. ``id``: its number in the union, null for a title that only this library has.

    ``record_id``: the title in this library's own catalogue, null where it has none. ``libraries``: the others that
    have it. ``partial``: holds most of the words, not all.
    """

    id: int | None
    record_id: int | None
    title: str
    authors: list[str]
    year: int | None
    language: str
    publisher: str
    libraries: list[LibraryShown]
    partial: bool = False


class UnionFound(Schema):
    """``count`` and ``facets`` are of titles with all words; ``results`` goes on with ``partial`` ones."""

    count: int
    results: list[UnionTitle]
    facets: dict[str, list[FacetValue]]
    suggestion: str | None


class FoundAt(Schema):
    """A library's own record of it. ``link``: its page there, else the library's catalogue; empty if unknown."""

    library: LibraryShown
    title: str
    year: int | None
    class_number: str
    link: str


class UnionShown(UnionTitle):
    """One edition and every library that has it. Whether a copy is in, only that library can say."""

    subtitle: str
    isbns: list[str]
    subjects: list[str]
    found_at: list[FoundAt]
