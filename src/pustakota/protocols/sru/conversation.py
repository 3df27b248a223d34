"""What a client of SRU is answered."""

import logging
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pustakota.contexts.catalogue.queries import harvesting as catalogue
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.foundation import clock
from pustakota.foundation.pacing import Pace
from pustakota.protocols.sru import asking, scanning
from pustakota.protocols.sru.codec import answers, cql, explain, requests
from pustakota.protocols.sru.codec.answers import Entry
from pustakota.protocols.sru.codec.diagnostics import Diagnostic
from pustakota.protocols.sru.codec.requests import Asked

LONGEST_BODY = 64_000
PACE = Pace(from_one=3_000, from_all=6_000)
CONTENT_TYPE = "text/xml; charset=utf-8"
logging.getLogger("cql").setLevel(logging.CRITICAL)  # the parser logs each mistake of each stranger


class Schema(NamedTuple):
    name: str
    address: str
    title: str
    write: Callable[..., str]


MARCXML, DC, MODS = (
    Schema("marcxml", "info:srw/schema/1/marcxml-v1.1", "MARCXML", lambda record, _links: catalogue.marcxml(record)),
    Schema("dc", "info:srw/schema/1/dc-v1.1", "Dublin Core", catalogue.srw_dc),
    Schema("mods", "info:srw/schema/1/mods-v3.7", "MODS 3.7", catalogue.mods),
)
SCHEMAS = (MARCXML, DC, MODS)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def sru(request: HttpRequest) -> HttpResponse:
    """The one address: searches, and explains itself where nothing is asked."""
    if wait := PACE.seconds_to_wait(request.META.get("REMOTE_ADDR", "")):
        return HttpResponse("", status=503, headers={"Retry-After": str(wait)})
    with translation.override(settings.LANGUAGE_CODE):
        return HttpResponse(_answer(request), content_type=CONTENT_TYPE)


def _answer(request: HttpRequest) -> str:
    given: dict[str, str] = {}
    try:
        given = _given(request)
        asked = requests.parse(given)
        match asked.operation:
            case "explain":
                return answers.explained(asked, _explanation(asked))
            case "scan":
                return _scanned(asked)
            case _:
                return _found(asked)
    except Diagnostic as diagnostic:
        operation: requests.Operation = (
            "scan" if given.get("operation") == "scan" or "scanclause" in given else "searchRetrieve"
        )
        return answers.refused(requests.version_of(given), operation, [diagnostic])


def _given(request: HttpRequest) -> dict[str, str]:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
            raise Diagnostic(12, str(cql.LONGEST_QUERY))
        given = request.POST if request.method == "POST" else request.GET
        return requests.parameters((name, values[0]) for name, values in given.lists() if values)
    except (SuspiciousOperation, MultiPartParserError, ValueError):
        raise Diagnostic(6, "request") from None


def _found(asked: Asked) -> str:
    schema = _schema(asked.schema)
    query = cql.parse(asked.query)
    condition = asking.condition(query.root)
    order = asking.order(query.sort or asked.sort)
    if asked.start - 1 + asked.maximum > search.DEEPEST:
        raise Diagnostic(61, str(search.DEEPEST))
    try:
        result = search.select(
            condition, year=clock.now().year, sort=order, offset=asked.start - 1, limit=max(asked.maximum, 1)
        )
    except IndexMissingError:
        raise Diagnostic(2, "index") from None
    if result.count and asked.start > result.count:
        raise Diagnostic(61, str(result.count))
    keys = [number for _kind, number in result.keys][: asked.maximum]
    return answers.found(asked, count=result.count, entries=_entries(keys, schema, asked))


def _scanned(asked: Asked) -> str:
    query = cql.parse(asked.query)
    if not isinstance(query.root, cql.Clause) or query.sort:
        raise Diagnostic(10, "scanClause is one clause")
    try:
        return answers.scanned(asked, scanning.terms(query.root, position=asked.start, number=asked.maximum))
    except IndexMissingError:
        raise Diagnostic(2, "index") from None


def _entries(keys: Sequence[int], schema: Schema, asked: Asked) -> list[Entry]:
    """A record hidden since the index was written is told as unavailable: the places of the others stay."""
    held = {one.change.id: one.marc for one in catalogue.disseminations(list(keys))}
    entries = []
    for position, key in enumerate(keys, start=asked.start):
        marc = held.get(key)
        if marc is None:
            xml, address = answers.diagnostic(Diagnostic(64, str(key)), asked.version), answers.DIAGNOSTIC_SCHEMA
        else:
            xml, address = schema.write(marc, (f"{_page_of_records()}{key}/",)), schema.address
        entries.append(Entry(address, xml, position))
    return entries


def _schema(name: str) -> Schema:
    for schema in SCHEMAS:
        if name.lower() in {schema.name, schema.address}:
            return schema
    if not name:
        return MARCXML
    raise Diagnostic(66, name)


def _explanation(asked: Asked) -> str:
    address, library = urlsplit(settings.PUBLIC_URL), organisation.first_library()
    server = explain.Server(
        host=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        path=reverse("sru").lstrip("/"),
        title=library.name if library else "Pustakota",
        contact=settings.PUBLIC_URL,
    )
    schemas = [schema[:3] for schema in SCHEMAS]
    return explain.record(asked.version, server, asking.INDEXES, schemas, asking.SORTS)


@cache
def _page_of_records() -> str:
    """The address of a record's page up to its key, in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.PUBLIC_URL + reverse("public:record_by_number", args=[0]).removesuffix("0/")
