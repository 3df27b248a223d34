"""The other editions of a title's work: a page of its own, and the part that a row of results fetches when opened."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import works
from pustakota.foundation.htmx import render_page_or_part
from pustakota.sites.public.addresses import address_of, editions_address, slug
from pustakota.sites.public.head import Head
from pustakota.sites.public.title_rows import edition_rows


def show(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    record = catalogue.record(record_id)
    if record is None:
        raise Http404
    if name != slug(record):
        return HttpResponsePermanentRedirect(editions_address(record))
    context = {
        "record": record,
        "editions": edition_rows(works.editions_of(record)),
        "head": Head(path=address_of(record), indexed=False),
    }
    return render_page_or_part(request, "public/editions.html", context, part="editions")
