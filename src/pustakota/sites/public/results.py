"""From an address of the search page to what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.search import queries as search
from pustakota.design.languages import language_name
from pustakota.design.parts import FacetValue, Link
from pustakota.sites.public.addresses import search_address
from pustakota.sites.public.title_rows import title_rows

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

PAGE_SIZE = 20
VALUES_SHOWN = 12
DECADE = 10
SORTS: Mapping[search.Sort, str | Promise] = {
    "relevance": _("best match"),
    "newest": _("newest first"),
    "oldest": _("oldest first"),
    "title": _("by title"),
}
FACETS: Mapping[str, str | Promise] = {
    "available": _("Availability"),
    "service_point": _("Service point"),
    "language": _("Language"),
    "decade": _("Decade"),
    "author": _("Author"),
    "subject": _("Subject"),
}
COUNTED_ON_OPENING = ("author", "subject")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says. ``opened``: the long facet that somebody wants to see."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: search.Sort = "relevance"
    page: int = 1
    opened: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        sort, page = query.get("urut", ""), query.get("hal", "")
        return cls(
            text=query.get("q", "").strip(),
            filters={name: tuple(query.getlist(name)) for name in FACETS if query.getlist(name)},
            sort=next((known for known in SORTS if known == sort), "relevance"),
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
            opened=query.get("buka", ""),
        )

    @property
    def address(self) -> str:
        pairs = [("q", self.text)]
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        pairs += [("urut", self.sort)] if self.sort != "relevance" else []
        pairs += [("hal", str(self.page))] if self.page > 1 else []
        pairs += [("buka", self.opened)] if self.opened else []
        return f"{search_address()}?{urlencode(pairs)}"

    def toggled(self, name: str, value: str) -> Asked:
        """The same question with one value more, or less."""
        chosen = self.filters.get(name, ())
        values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return replace(self, filters={**self.filters, name: values}, page=1, opened="")


@dataclass(frozen=True, slots=True)
class Facet:
    """``open_address``: where a long facet is counted, while nobody has opened it."""

    title: str | Promise
    values: Sequence[FacetValue] = ()
    open_address: str = ""
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """One page of the list, ready to show. ``from_index`` is False while the answer comes from the database."""

    asked: Asked
    count: int
    hits: Sequence[SafeString]
    facets: Sequence[Facet] = ()
    chosen: Sequence[Link] = ()
    page: search.SearchPage | None = None

    @property
    def from_index(self) -> bool:
        return self.page is not None

    @property
    def pages(self) -> int:
        return -(-self.count // PAGE_SIZE)

    @property
    def previous(self) -> str:
        return replace(self.asked, page=self.asked.page - 1).address if self.asked.page > 1 else ""

    @property
    def following(self) -> str:
        return replace(self.asked, page=self.asked.page + 1).address if self.asked.page < self.pages else ""

    @property
    def sorts(self) -> list[Link]:
        asked = self.asked
        return [
            Link(label, replace(asked, sort=s, page=1).address, current=s == asked.sort) for s, label in SORTS.items()
        ]

    @property
    def suggestion_address(self) -> str:
        better = self.page.suggestion if self.page else None
        return replace(self.asked, text=better, page=1).address if better else ""


def results(asked: Asked) -> Results:
    """From the index; while there is none yet, from the database by the beginning of the title."""
    points = {str(point.pk): point.name for point in organisation.points_in_service()}
    if not search.ready():
        rows = catalogue.records_by_prefix(asked.text)
        first = (asked.page - 1) * PAGE_SIZE
        return Results(asked, len(rows), title_rows(rows[first : first + PAGE_SIZE], points))
    request = request_of(asked)
    page = search.search(request)
    found = catalogue.records(page.ids)
    rows = [found[number] for number in page.ids if number in found]
    facets = _facets(asked, request, page, points)
    return Results(asked, page.count, title_rows(rows, points), facets, _chosen(asked, points), page)


def request_of(asked: Asked) -> search.SearchRequest:
    return search.SearchRequest(
        text=asked.text, filters=dict(asked.filters), page=asked.page, page_size=PAGE_SIZE, sort=asked.sort
    )


def _facets(
    asked: Asked, request: search.SearchRequest, page: search.SearchPage, points: Mapping[str, str]
) -> list[Facet]:
    shown: list[Facet] = []
    for name, title in FACETS.items():
        counts = page.facets.get(name, ())
        if name in COUNTED_ON_OPENING and (name == asked.opened or name in asked.filters):
            counts = search.facet_values(request, name)
        if counts:
            opened = name == asked.opened or not shown
            shown.append(Facet(title, _values(asked, name, counts, points), opened=opened))
        elif name in COUNTED_ON_OPENING and page.count:
            shown.append(Facet(title, open_address=replace(asked, opened=name, page=1).address))
    return shown


def _values(asked: Asked, name: str, counts: Sequence[tuple[str, int]], points: Mapping[str, str]) -> list[FacetValue]:
    chosen = asked.filters.get(name, ())
    return [
        FacetValue(_label(name, value, points), count, asked.toggled(name, value).address, chosen=value in chosen)
        for place, (value, count) in enumerate(counts)
        if place < VALUES_SHOWN or value in chosen
    ]


def _chosen(asked: Asked, points: Mapping[str, str]) -> list[Link]:
    return [
        Link(f"{FACETS[name]}: {_label(name, value, points)}", asked.toggled(name, value).address)
        for name, values in asked.filters.items()
        for value in values
    ]


def _label(name: str, value: str, points: Mapping[str, str]) -> str:
    if name == "service_point":
        return points.get(value, value)
    if name == "language":
        return language_name(value)
    if name == "decade" and value.isdecimal():
        return f"{value}–{int(value) + DECADE - 1}"
    return gettext("available now") if name == "available" else value
