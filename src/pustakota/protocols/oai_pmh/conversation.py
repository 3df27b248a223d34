"""What a harvester is answered.

A list without dates and sets runs in the order of keys: a record that changes meanwhile keeps its place, so that a
harvest holds every record exactly once while people go on working. A list with dates or a set runs in the order of
changes and ends at the moment when it began: what changes meanwhile belongs to the next harvest.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pustakota.contexts.catalogue.queries import harvesting as catalogue
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import clock
from pustakota.foundation.pacing import Pace
from pustakota.protocols.oai_pmh import codec
from pustakota.protocols.oai_pmh.codec import Asked, Format, Header, OaiError, Progress
from pustakota.protocols.oai_pmh.sets import all_sets, chosen, points_by_key, sets_of

PAGE = 500
AT_ONCE = 125
PIECE = 64_000
SETTLING = timedelta(seconds=10)
"""An answer dates itself so much earlier. A change bears the moment when its action began and is seen when that ends;
who asks next for all since the date of an answer misses none."""

PACE = Pace(from_one=600, from_all=1_200)
CONTENT_TYPE = "text/xml; charset=utf-8"
WRITTEN: dict[str, tuple[Format, Callable[..., str]]] = {
    "oai_dc": (
        Format(
            "oai_dc",
            "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            "http://www.openarchives.org/OAI/2.0/oai_dc/",
        ),
        catalogue.oai_dc,
    ),
    "marcxml": (
        Format(
            "marcxml",
            "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
            "http://www.loc.gov/MARC21/slim",
        ),
        lambda record, _links: catalogue.marcxml(record),
    ),
    "mods": (
        Format("mods", "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd", "http://www.loc.gov/mods/v3"),
        catalogue.mods,
    ),
}

Parts = Iterable[str]


@csrf_exempt
@require_http_methods(["GET", "POST"])
def oai(request: HttpRequest) -> HttpResponseBase:
    """The one address of the repository."""
    if wait := PACE.seconds_to_wait(request.META.get("REMOTE_ADDR", "")):
        return HttpResponse("", status=503, headers={"Retry-After": str(wait)})
    with translation.override(settings.LANGUAGE_CODE):
        pairs = _arguments(request)
        parts = _answer(pairs, at=clock.now())
    return StreamingHttpResponse(codec.in_pieces(parts, PIECE), content_type=CONTENT_TYPE)


def _arguments(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        given = request.POST if request.method == "POST" else request.GET
    except (SuspiciousOperation, MultiPartParserError):
        return []
    return [(name, value) for name, values in given.lists() for value in values]


def _answer(pairs: list[tuple[str, str]], *, at: datetime) -> Parts:
    arguments: dict[str, str] = {}
    try:
        asked = codec.parse(pairs)
        arguments = codec.echoed(pairs)
        inner = ANSWERS[asked.verb](asked, at)
    except OaiError as refusal:
        inner = [codec.error(refusal)]
    return _whole(codec.opening(base_url(), at - SETTLING, arguments), inner)


def _whole(opening: str, inner: Parts) -> Iterator[str]:
    yield opening
    yield from inner
    yield codec.CLOSING


def _identify(_asked: Asked, at: datetime) -> Parts:
    library = organisation.first_library()
    identity = codec.Identity(
        name=library.name if library else "Pustakota",
        base_url=base_url(),
        admin_email=admin_email(),
        earliest=catalogue.earliest_change() or at - SETTLING,
        namespace=namespace(),
        sample=identifier_of(1),
    )
    return [codec.identify(identity)]


def _list_formats(asked: Asked, _at: datetime) -> Parts:
    if asked.identifier:
        _record_of(asked.identifier)
    return [codec.formats(known for known, _write in WRITTEN.values())]


def _list_sets(_asked: Asked, _at: datetime) -> Parts:
    return [codec.sets(all_sets())]


def _get_record(asked: Asked, _at: datetime) -> Parts:
    _check_prefix(asked.prefix)
    found = _record_of(asked.identifier)
    return ["<GetRecord>", _written(found, asked.prefix, _sets_at_points([found.change])), "</GetRecord>"]


def _list(asked: Asked, at: datetime) -> Parts:
    """One page of headers or records."""
    progress = codec.unsealed(asked.token, asked.verb, _key()) if asked.token else _begun(asked, at)
    selection = catalogue.Selection(progress.since, progress.before, *chosen(progress.set))
    if not asked.token:
        size = catalogue.number_of_changes(selection, up_to=progress.up_to)
        progress = replace(progress, size=size)
    changes = catalogue.record_changes(selection, after=progress.after, up_to=progress.up_to, limit=PAGE + 1)
    if not changes and not asked.token:
        raise OaiError("noRecordsMatch", "Nothing has changed in this span or set.")
    return _page(progress, changes)


def _begun(asked: Asked, at: datetime) -> Progress:
    _check_prefix(asked.prefix)
    before = asked.before if asked.before and asked.before < at else at
    before_matters = asked.since or asked.set or asked.before
    return Progress(
        verb=asked.verb,
        prefix=asked.prefix,
        set=asked.set,
        since=asked.since,
        before=before if before_matters else None,
        up_to=catalogue.newest_record_id(),
        size=0,
    )


def _page(progress: Progress, changes: list[catalogue.RecordChange]) -> Iterator[str]:
    page = changes[:PAGE]
    at_points = _sets_at_points(page)
    yield f"<{progress.verb}>"
    if progress.verb == "ListIdentifiers":
        yield from (codec.header(_header(change, at_points)) for change in page)
    else:
        for begin in range(0, len(page), AT_ONCE):
            keys = [change.id for change in page[begin : begin + AT_ONCE]]
            yield from (
                _written(one, progress.prefix, at_points)
                for one in catalogue.disseminations(keys)
                if progress.before is None or one.change.changed_at < progress.before
            )
    more = len(changes) > PAGE
    if more or progress.after:
        last = (page[-1].changed_at, page[-1].id) if more else None
        value = codec.sealed(progress.moved(last, len(page)), _key()) if last else ""
        yield codec.token(value=value, cursor=progress.delivered, size=progress.size)
    yield f"</{progress.verb}>"


def _check_prefix(prefix: str) -> None:
    if prefix not in WRITTEN:
        raise OaiError("cannotDisseminateFormat", f"Records come as {', '.join(WRITTEN)}.")


def _record_of(identifier: str) -> catalogue.Dissemination:
    number = identifier.removeprefix(identifier_of(""))
    if number != identifier and number.isdecimal() and number.isascii() and len(number) < 19:
        for found in catalogue.disseminations([int(number)]):
            if identifier == identifier_of(found.change.id):
                return found
    raise OaiError("idDoesNotExist", "No record has this identifier.")


def _sets_at_points(changes: Sequence[catalogue.RecordChange]) -> Mapping[int, Sequence[str]]:
    """Of each record the sets of the points where it has copies."""
    points, names = catalogue.points_of(changes), points_by_key()
    return {record: [names[point] for point in found] for record, found in points.items()}


def _header(change: catalogue.RecordChange, at_points: Mapping[int, Sequence[str]]) -> Header:
    sets = sets_of(change, at_points.get(change.id, ()))
    return Header(identifier_of(change.id), change.changed_at, sets, change.is_gone)


def _written(found: catalogue.Dissemination, prefix: str, at_points: Mapping[int, Sequence[str]]) -> str:
    header = _header(found.change, at_points)
    if found.marc is None:
        return codec.record(header, "")
    _format, write = WRITTEN[prefix]
    return codec.record(header, write(found.marc, (f"{_page_of_records()}{found.change.id}/",)))


def base_url() -> str:
    return f"{settings.PUBLIC_URL}{reverse('oai')}"


def identifier_of(record_id: int | str) -> str:
    """``oai:<namespace>:<key>``, for ever the same."""
    return f"oai:{namespace()}:{record_id}"


@cache
def namespace() -> str:
    """The domain in identifiers: the operator's, else that of the public address, else one that is nobody's."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return str(settings.OAI_NAMESPACE or (host if "." in host and host[:1].isalpha() else "pustakota.localdomain"))


def admin_email() -> str:
    """The sender of the library's letters without the name."""
    address = str(settings.DEFAULT_FROM_EMAIL).rpartition("<")[2].rstrip("> ")
    return address if "." in address.partition("@")[2] else f"pustakota@{namespace()}"


@cache
def _page_of_records() -> str:
    """The address of a record's page up to its key, in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.PUBLIC_URL + reverse("public:record_by_number", args=[0]).removesuffix("0/")


@cache
def _key() -> bytes:
    return hashlib.sha256(b"resumption tokens of OAI-PMH:" + settings.SECRET_KEY.encode()).digest()


ANSWERS: dict[str, Callable[[Asked, datetime], Parts]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
