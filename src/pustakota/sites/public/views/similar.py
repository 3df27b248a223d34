"""Titles like another one, and what its readers borrowed too: a page, and the part that the title's page fetches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import queries as circulation
from pustakota.foundation.htmx import render_page_or_part
from pustakota.sites.public.addresses import address_of, slug
from pustakota.sites.public.alike import titles_like
from pustakota.sites.public.head import Head

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Record


def show(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    record = catalogue.record(record_id)
    if record is None:
        raise Http404
    if name != slug(record):
        return HttpResponsePermanentRedirect(reverse("public:similar", args=[record.pk, slug(record)]))
    context = {
        "record": record,
        "borrowed": _also_borrowed(record),
        "alike": titles_like(record),
        "head": Head(path=address_of(record), indexed=False),
    }
    return render_page_or_part(request, "public/similar.html", context, part="alike")


def _also_borrowed(record: Record) -> list[Record]:
    """Public titles that households who borrowed this one borrowed too; two queries, one where there is nothing."""
    keys = circulation.also_borrowed(record)
    found = catalogue.records(keys) if keys else {}
    return [found[key] for key in keys if key in found]
