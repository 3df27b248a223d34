"""A title as a source: citations, files for reference managers, the MARC record, the page for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import found
from pustakota.sites.public.addresses import absolute, address_of, slug
from pustakota.sites.public.copies import places_of
from pustakota.sites.public.head import Head
from pustakota.sites.public.title_facts import facts_of

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Record

FILES = {
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
}
MARC, MARCXML = "application/marc", "application/marcxml+xml; charset=utf-8"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
COLLECTION = '<collection xmlns="http://www.loc.gov/MARC21/slim">\n{}\n</collection>\n'


def cite(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """The title in the styles that are asked for in schools, and as files."""
    record = _record(record_id)
    if name != slug(record):
        return HttpResponsePermanentRedirect(reverse("public:cite", args=[record.pk, slug(record)]))
    made = found.citations(record.pk, address=absolute(address_of(record)))
    context = {"record": record, "citations": made, "head": Head(path=address_of(record), indexed=False)}
    return render(request, "public/cite.html", context)


def file(_request: HttpRequest, record_id: int, form: str) -> HttpResponse:
    """The title as a file that another program takes in."""
    record = _record(record_id)
    content, kind = _written(record, form)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{slug(record)}.{form}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _written(record: Record, form: str) -> tuple[bytes | str, str]:
    if form in FILES:
        which, kind = FILES[form]
        made = found.citations(record.pk, address=absolute(address_of(record)))
        return str(getattr(made, which)), kind
    if form == "mrc":
        return found.iso2709(record.pk) or b"", MARC
    return XML_HEAD + COLLECTION.format(found.marcxml(record.pk) or ""), MARCXML


def paper(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """The title on one sheet: what it is, where it stands, how it is cited, and the code that leads back."""
    record = _record(record_id)
    if name != slug(record):
        return HttpResponsePermanentRedirect(reverse("public:title_on_paper", args=[record.pk, slug(record)]))
    address = absolute(address_of(record))
    context = {
        "record": record,
        "facts": facts_of(record),
        "places": places_of(record.pk),
        "citations": found.citations(record.pk, address=address),
        "address": address,
        "head": Head(path=address_of(record), indexed=False),
    }
    return render(request, "public/title_on_paper.html", context)


def _record(record_id: int) -> Record:
    if record := catalogue.record(record_id):
        return record
    raise Http404
