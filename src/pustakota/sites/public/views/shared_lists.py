"""Lists that others see: those that service points recommend, and those whose address somebody passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext

from pustakota.contexts.reading import queries
from pustakota.foundation import clock
from pustakota.sites.public.head import Head
from pustakota.sites.public.list_rows import FORMS, announced, citations, entries
from pustakota.sites.public.views.lists import kept_list

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.reading.models import ReadingList

MOST_SHOWN = 60


def recommended(request: HttpRequest) -> HttpResponse:
    """What the library recommends, the newest list first."""
    lists = announced(queries.lists_recommended(MOST_SHOWN))
    head = Head(description=gettext("Lists of titles that the librarians recommend"))
    return render(request, "public/recommended.html", {"lists": lists, "head": head})


def shared_list(request: HttpRequest, address: str) -> HttpResponse:
    """A list for whoever has its address; search machines keep only what a service point recommends."""
    shared = _shared(address)
    context = {
        "list": shared,
        "entries": entries(shared),
        "name": queries.name_shown(shared, today=clock.now().date()),
        "head": Head(title=shared.title, description=shared.text, indexed=shared.point is not None),
    }
    return render(request, "public/shared_list.html", context)


def shared_file(_request: HttpRequest, address: str, form: str) -> HttpResponse:
    """The titles of a shared list as a file for reference managers."""
    return _file(_shared(address), form)


@login_required
def my_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The same of a list of mine."""
    return _file(kept_list(request, code), form)


def cite_shared(request: HttpRequest, address: str) -> HttpResponse:
    """The titles of a shared list as sources, to be copied."""
    return _cited(request, _shared(address), back=reverse("public:shared_list", args=[address]))


@login_required
def cite_mine(request: HttpRequest, code: str) -> HttpResponse:
    """The same of a list of mine."""
    return _cited(request, kept_list(request, code), back=reverse("public:my_list", args=[code]))


def _shared(address: str) -> ReadingList:
    if found := queries.list_shared_as(address):
        return found
    raise Http404


def _file(reading_list: ReadingList, form: str) -> HttpResponse:
    which, kind = FORMS[form]
    text = "".join(str(getattr(each, which)) for each in citations(reading_list))
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(reading_list.title) or "daftar"}.{form}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _cited(request: HttpRequest, reading_list: ReadingList, *, back: str) -> HttpResponse:
    made = sorted((each.apa for each in citations(reading_list)), key=lambda each: each.text.casefold())
    context = {"list": reading_list, "citations": made, "back": back, "head": Head(indexed=False)}
    return render(request, "public/cite_list.html", context)
