"""The union catalogue: titles of every library that is harvested, ours among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.network import queries as network
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.design.languages import language_name
from pustakota.design.parts import FacetValue
from pustakota.foundation import clock
from pustakota.sites.public.addresses import address_of
from pustakota.sites.public.head import Head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.utils.functional import Promise

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.network.queries import Title

PAGE_SIZE = 20
DEEPEST_PAGE = 500
FACETS: Mapping[str, str | Promise] = {"library": _("Library"), "language": _("Language")}
VALUES_SHOWN = 12
_OUR_OWN = "record"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says."""

    text: str = ""
    library: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        page = query.get("hal", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 1
        return cls(
            query.get("q", "").strip(),
            tuple(query.getlist("library")),
            tuple(query.getlist("language")),
            min(max(number, 1), DEEPEST_PAGE),
        )

    def values(self, name: str) -> tuple[str, ...]:
        return self.library if name == "library" else self.language

    def toggled(self, name: str, value: str) -> Asked:
        chosen = self.values(name)
        values = tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)
        return replace(self, library=values, page=1) if name == "library" else replace(self, language=values, page=1)

    @property
    def address(self) -> str:
        pairs = [("q", self.text), *(("library", each) for each in self.library)]
        pairs += [("language", each) for each in self.language]
        pairs += [("hal", str(self.page))] if self.page > 1 else []
        return f"{reverse('public:union')}?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One title: a group of the union, or a title that only we have."""

    title: Title | None = None
    record: Record | None = None


def union(request: HttpRequest) -> HttpResponse:
    """Search all libraries at once; each edition stands once, with everybody who has it."""
    asked = Asked.read(request.GET)
    names = {str(each.pk): each.name for each in network.sources()}
    context = {"asked": asked, "libraries": len(names), "head": Head(indexed=False)}
    try:
        page = search.search(_request(asked))
    except IndexMissingError:
        return render(request, "public/union.html", {**context, "has_index": False})
    pages = -(-page.count // PAGE_SIZE)
    context |= {
        "has_index": True,
        "count": page.count,
        "rows": _rows(page.keys),
        "facets": _facets(asked, page, names),
        "previous": replace(asked, page=asked.page - 1).address if asked.page > 1 else "",
        "following": replace(asked, page=asked.page + 1).address if asked.page < min(pages, DEEPEST_PAGE) else "",
    }
    return render(request, "public/union.html", context)


def _request(asked: Asked) -> search.SearchRequest:
    filters = {name: asked.values(name) for name in FACETS if asked.values(name)}
    return search.SearchRequest(
        text=asked.text, kinds=(network.KIND, _OUR_OWN), filters=filters, left_out={network.IN_UNION: ("yes",)},
        facets=tuple(FACETS), page=asked.page, page_size=PAGE_SIZE, year=clock.now().year,
    )  # fmt: skip


def _rows(keys: Sequence[search.Key]) -> list[Row]:
    titles = network.titles([number for kind, number in keys if kind == network.KIND])
    records = catalogue.records([number for kind, number in keys if kind == _OUR_OWN])
    found = [
        Row(title=titles.get(number)) if kind == network.KIND else Row(record=records.get(number))
        for kind, number in keys
    ]
    return [row for row in found if row.title or row.record]


def _facets(
    asked: Asked, page: search.SearchPage, names: Mapping[str, str]
) -> list[tuple[str | Promise, list[FacetValue]]]:
    return [
        (
            title,
            [
                FacetValue(
                    names.get(value, value) if name == "library" else language_name(value),
                    count,
                    asked.toggled(name, value).address,
                    chosen=value in asked.values(name),
                )
                for value, count in page.facets.get(name, ())[:VALUES_SHOWN]
            ],
        )
        for name, title in FACETS.items()
        if page.facets.get(name)
    ]


def union_title(request: HttpRequest, group_id: int) -> HttpResponse:
    """One edition and every library that has it, each with the way to its own catalogue."""
    title = network.titles([group_id]).get(group_id)
    if title is None:
        ended = network.group(group_id)
        if ended is not None and (survivor := network.survivor_of(ended)) is not None:
            return HttpResponsePermanentRedirect(reverse("public:union_title", args=[survivor]))
        if ended is not None:
            return render(request, "public/gone.html", {"head": Head(indexed=False)}, status=410)
        raise Http404
    own = catalogue.record(title.record_id) if title.record_id else None
    context = {"title": title, "own": own, "own_address": address_of(own) if own else "", "head": Head(indexed=False)}
    return render(request, "public/union_title.html", context)
