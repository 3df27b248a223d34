"""Titles like another one: a page of its own, and the part that the title's page fetches when it is looked at."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.foundation.htmx import render_page_or_part
from pustakota.sites.public.addresses import address_of, slug
from pustakota.sites.public.alike import titles_like
from pustakota.sites.public.head import Head


def show(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    record = catalogue.record(record_id)
    if record is None:
        raise Http404
    if name != slug(record):
        return HttpResponsePermanentRedirect(reverse("public:similar", args=[record.pk, slug(record)]))
    context = {
        "record": record,
        "alike": titles_like(record),
        "head": Head(path=address_of(record), indexed=False),
    }
    return render_page_or_part(request, "public/similar.html", context, part="alike")
