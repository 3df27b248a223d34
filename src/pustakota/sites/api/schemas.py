"""What the pages of several contexts look like to machines."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints, WithJsonSchema

from pustakota.contexts.search.queries import Sort
from pustakota.foundation.given import Key
from pustakota.sites.api.problems import ReasonShown

LAST_PAGE = 1000
Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
Value = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]+$")]
Decade = Annotated[int, Field(ge=0, le=9990)]
Year = Annotated[int, Field(ge=0, le=9999)]
ITEM_STATUSES = (
    "available",
    "on_loan",
    "on_hold_shelf",
    "in_transit",
    "in_process",
    "missing",
    "lost",
    "damaged",
    "withdrawn",
    "on_site_only",
)
LIVE_HOLD_STATUSES = ("waiting", "in_transit", "ready")
ItemStatus = Annotated[str, WithJsonSchema({"type": "string", "enum": ITEM_STATUSES})]
LiveHoldStatus = Annotated[str, WithJsonSchema({"type": "string", "enum": LIVE_HOLD_STATUSES})]


class RecordsAsked(Schema):
    """Words, a page of 20 and filters: any value of one filter, all filters together; `not_…`: none of these."""

    q: Line = ""
    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
    language: list[Value] = Field(default=[], description="ISO 639-2 codes, for example `ind`.")
    decade: list[Decade] = Field(default=[], description="First years, such as `1990`.")
    subject: list[Value] = []
    author: list[Value] = []
    service_point: list[Key] = Field(default=[], description="Ids of service points that have a copy.")
    by_work: bool = Field(
        default=False, description="Of the editions of one work only the best; pages count works, `count` titles."
    )
    available: bool = Field(default=False, description="Only titles of which a copy is free, at these points if named.")
    not_language: list[Value] = Field(default=[], description="As `language`, but left out; likewise the others.")
    not_decade: list[Decade] = []
    not_subject: list[Value] = []
    not_author: list[Value] = []
    not_service_point: list[Key] = Field(default=[], description="Titles with a copy there are left out.")
    not_available: bool = Field(default=False, description="Only titles of which no copy is free anywhere.")
    year_from: Year | None = Field(default=None, description="Published in this year or later.")
    year_to: Year | None = Field(default=None, description="Published in this year or earlier.")
    sort: Sort = Field(
        default="relevance", description="`borrowed`: what is lent most in front, told apart from four loans on."
    )


class CompletionsAsked(Schema):
    q: Line = Field(
        default="", description="What was typed so far; the last word may be unfinished. Two letters at least."
    )


class TitleOffered(Schema):
    id: int
    title: str
    authors: list[str]
    year: int | None


class CompletionsFound(Schema):
    """What may come. The counts are of titles that ``GET /records`` gives for that author or subject."""

    titles: list[TitleOffered]
    authors: list["FacetValue"]
    subjects: list["FacetValue"]


WorkNumber = Annotated[str, Field(pattern=r"^-?[0-9]+$", description="More digits than a number of JSON may have.")]


class Edition(Schema):
    """Another edition of the same work. ``material``: book, braille, electronic, sound and others."""

    id: int
    title: str
    year: int | None
    language: str
    material: str


class RecordFound(Schema):
    """``available`` and ``items`` are numbers of copies. ``partial``: holds most of the words, not all.

    ``work``: the number that editions of one work share; null for a title that shares it with none by the rule.
    """

    id: int
    title: str
    authors: list[str]
    year: int | None
    language: str
    available: int
    items: int
    partial: bool = False
    work: WorkNumber | None = None


class FacetValue(Schema):
    value: str
    label: str
    count: int


class RecordsFound(Schema):
    """``suggestion``: another way to write the words that finds more.

    ``count`` and ``facets`` are of titles with all words. Where these fill no page, ``results`` goes on with
    ``partial`` ones.
    """

    count: int
    works: int | None = Field(
        default=None, description="With `by_work`: the works among these titles, while they are at most 300 titles."
    )
    results: list[RecordFound]
    facets: dict[str, list[FacetValue]]
    suggestion: str | None


class PlaceShown(Schema):
    id: int
    name: str


class ItemShown(Schema):
    """``due_on`` only while the copy is on loan."""

    barcode: str
    service_point: PlaceShown
    call_number: str
    status: ItemStatus
    due_on: date | None


class RecordShown(Schema):
    """A title; what is not known is empty. ``class_source``: ``ddc``, or ``lcc_proposed`` for one derived from LCC."""

    id: int
    title: str
    subtitle: str
    responsibility: str
    authors: list[str]
    year: int | None
    language: str
    publisher: str
    place: str
    edition: str
    extent: str
    series: list[str]
    isbns: list[str]
    issns: list[str]
    class_number: str
    class_source: str
    material: str
    audience: str
    subjects: list[str]
    genres: list[str]
    summary: str
    notes: list[str]
    items: list[ItemShown]
    work: WorkNumber | None
    editions: list[Edition]
    holds_waiting: int


class MyFamilyMember(Schema):
    card_number: str
    name: str
    is_me: bool
    expires_on: date


class MyLoan(Schema):
    """``reasons``: why it cannot be renewed now; empty where it can."""

    id: int
    record_id: int
    title: str
    barcode: str
    due_on: date
    renewals_left: int
    reasons: list[ReasonShown]


class MyHold(Schema):
    """``position`` counts from 1 while it waits; ``pick_up_by`` is the last day on the shelf once it is ready."""

    id: str
    record_id: int
    title: str
    status: LiveHoldStatus
    position: int | None
    pickup_service_point_id: int
    pick_up_by: date | None
