"""The union catalogue: titles of every library that is harvested, ours among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.network import queries as network
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.design.languages import language_name
from pustakota.design.parts import FacetValue
from pustakota.sites.public import united
from pustakota.sites.public.addresses import address_of
from pustakota.sites.public.head import Head
from pustakota.sites.public.results import missing_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.utils.functional import Promise


VALUES_SHOWN = 12


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
            query.get("q", "").strip()[: search.LONGEST_TEXT],
            tuple(query.getlist("library")),
            tuple(query.getlist("language")),
            min(max(number, 1), united.DEEPEST_PAGE),
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


def union(request: HttpRequest) -> HttpResponse:
    """Search all libraries at once; each edition stands once, with everybody who has it."""
    asked = Asked.read(request.GET)
    names = united.library_names()
    context = {"asked": asked, "libraries": len(names), "head": Head(indexed=False)}
    try:
        page = united.found(asked.text, {name: asked.values(name) for name in united.FACETS}, asked.page)
    except IndexMissingError:
        return render(request, "public/union.html", {**context, "has_index": False})
    context |= {
        "has_index": True,
        "count": page.count,
        "rows": united.rows(page.keys),
        "more": united.rows(page.more),
        "page": page,
        "better_address": replace(asked, text=page.suggestion or "", page=1).address,
        "missing": missing_in(page),
        "facets": _facets(asked, page, names),
        "previous": replace(asked, page=asked.page - 1).address if asked.page > 1 else "",
        "following": replace(asked, page=asked.page + 1).address if united.goes_on(page, asked.page) else "",
    }
    return render(request, "public/union.html", context)


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
        for name, title in united.FACETS.items()
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
