"""Requests, resumption tokens and answers of OAI-PMH 2.0, without database or web."""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pustakota.foundation.xml_text import around, attribute, element, text

LONGEST_ARGUMENT = 2_000
_LISTS = {"required": ("metadataPrefix",), "optional": ("from", "until", "set")}
ARGUMENTS: dict[str, dict[str, tuple[str, ...]]] = {
    "Identify": {"required": (), "optional": ()},
    "ListMetadataFormats": {"required": (), "optional": ("identifier",)},
    "ListSets": {"required": (), "optional": ()},
    "GetRecord": {"required": ("identifier", "metadataPrefix"), "optional": ()},
    "ListIdentifiers": _LISTS,
    "ListRecords": _LISTS,
}
WITH_TOKEN = ("ListSets", "ListIdentifiers", "ListRecords")

_WORD = r"[A-Za-z0-9\-_.!~*'()]+"
_ECHOED = {
    "verb": re.compile("|".join(ARGUMENTS)),
    "identifier": re.compile(r"(?:[A-Za-z0-9\-_.!~*'();/?:@&=+$,]|%[0-9A-Fa-f]{2})+"),
    "metadataPrefix": re.compile(_WORD),
    "from": re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?", re.ASCII),
    "until": re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?", re.ASCII),
    "set": re.compile(rf"{_WORD}(?::{_WORD})*"),
    "resumptionToken": re.compile(r"[!-~]*"),
}
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ '
    'http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">'
)
_IDENTIFIER_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai-identifier"
_SIGNATURE = 16


class OaiError(Exception):
    """An error of the standard (its section 3.6): the code, and a sentence for whoever runs the harvester."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose form is right. ``since`` and ``before`` are moments, the first included and the second not."""

    verb: str
    identifier: str = ""
    prefix: str = ""
    set: str = ""
    since: datetime | None = None
    before: datetime | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a list stands: all that a resumption token says, so that any server may go on, again and again.

    ``after``: last change and key delivered; ``up_to``: newest key when the list began; ``size`` and ``delivered``
    count records.
    """

    verb: str
    prefix: str
    set: str
    since: datetime | None
    before: datetime | None
    up_to: int
    size: int
    after: tuple[datetime, int] | None = None
    delivered: int = 0

    def moved(self, after: tuple[datetime, int], count: int) -> "Progress":
        return replace(self, after=after, delivered=self.delivered + count)


class Header(NamedTuple):
    identifier: str
    datestamp: datetime
    sets: Sequence[str]
    is_deleted: bool


class Format(NamedTuple):
    prefix: str
    schema: str
    namespace: str


class Identity(NamedTuple):
    """What Identify tells. ``namespace`` is the domain in the identifiers, ``sample`` one of them."""

    name: str
    base_url: str
    admin_email: str
    earliest: datetime
    namespace: str
    sample: str


def parse(pairs: Iterable[tuple[str, str]]) -> Asked:
    """The request in the arguments of a query or form, or the first ``OaiError`` against it."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    verb = _verb(given.pop("verb", []))
    arguments = _single(given)
    if "resumptionToken" in arguments:
        return _resuming(verb, arguments)
    allowed = ARGUMENTS[verb]
    for name in arguments:
        if name not in (*allowed["required"], *allowed["optional"]):
            raise OaiError("badArgument", f"{verb} has no argument {name!r}.")
    for name in allowed["required"]:
        if not arguments.get(name):
            raise OaiError("badArgument", f"{verb} needs the argument {name}.")
    since, before = _span(arguments.get("from"), arguments.get("until"))
    _check_set(arguments.get("set"))
    return Asked(
        verb=verb,
        identifier=arguments.get("identifier", ""),
        prefix=arguments.get("metadataPrefix", ""),
        set=arguments.get("set", ""),
        since=since,
        before=before,
    )


def _verb(given: list[str]) -> str:
    if len(given) != 1:
        raise OaiError("badVerb", "Give one verb." if given else "The verb is missing.")
    if given[0] not in ARGUMENTS:
        raise OaiError("badVerb", f"There is no verb {given[0][:60]!r}.")
    return given[0]


def _single(given: dict[str, list[str]]) -> dict[str, str]:
    for name, values in given.items():
        if len(values) > 1:
            raise OaiError("badArgument", f"The argument {name[:60]!r} is repeated.")
        if len(values[0]) > LONGEST_ARGUMENT or len(name) > LONGEST_ARGUMENT:
            raise OaiError("badArgument", f"The argument {name[:60]!r} is too long.")
    return {name: values[0] for name, values in given.items()}


def _resuming(verb: str, arguments: dict[str, str]) -> Asked:
    if verb not in WITH_TOKEN:
        raise OaiError("badArgument", f"{verb} has no argument 'resumptionToken'.")
    if len(arguments) > 1:
        raise OaiError("badArgument", "A resumptionToken stands alone.")
    if not arguments["resumptionToken"] or verb == "ListSets":
        raise OaiError("badResumptionToken", "This resumptionToken was not made here.")
    return Asked(verb=verb, token=arguments["resumptionToken"])


def _check_set(given: str | None) -> None:
    if given is not None and not _ECHOED["set"].fullmatch(given):
        raise OaiError("badArgument", "This is no setSpec.")


def _span(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """From the beginning of ``from`` to the end of ``until``, both of which the standard includes."""
    first = None if since is None else _moment(since)
    last = None if until is None else _moment(until)
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "from and until differ in granularity.")
    if first and last and first > last:
        raise OaiError("badArgument", "from is later than until.")
    return first, None if last is None or until is None else _end(last, until)


def _end(last: datetime, until: str) -> datetime:
    try:
        return last + (timedelta(seconds=1) if "T" in until else timedelta(days=1))
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _moment(given: str) -> datetime:
    shape = "%Y-%m-%dT%H:%M:%SZ" if "T" in given else "%Y-%m-%d"
    try:
        if _ECHOED["from"].fullmatch(given):
            return datetime.strptime(given, shape).replace(tzinfo=UTC)
    except ValueError:
        pass
    raise OaiError("badArgument", f"{given[:60]!r} is no date: write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def echoed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The arguments that an answer may repeat: those that its schema allows there."""
    return {name: value for name, value in pairs if name in _ECHOED and _ECHOED[name].fullmatch(value)}


def sealed(progress: Progress, key: bytes) -> str:
    """A resumption token: the state of the list, signed. The same state gives the same token."""
    after = progress.after
    state = [
        progress.verb[4], progress.prefix, progress.set, _exact(progress.since), _exact(progress.before),
        progress.up_to, progress.size, None if after is None else [_exact(after[0]), after[1]], progress.delivered,
    ]  # fmt: skip
    body = json.dumps(state, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_signature(body, key) + body).rstrip(b"=").decode()


def unsealed(token: str, verb: str, key: bytes) -> Progress:
    """The state in a token of ours for this verb, or ``badResumptionToken``."""
    refusal = OaiError("badResumptionToken", "This resumptionToken was not made here. Begin the list anew.")
    try:
        whole = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise refusal from None
    signature, body = whole[:_SIGNATURE], whole[_SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(body, key)):
        raise refusal
    kind, prefix, chosen, since, before, up_to, size, after, delivered = json.loads(body)
    if kind != verb[4]:
        raise refusal
    place = None if after is None else (datetime.fromisoformat(after[0]), after[1])
    return Progress(verb, prefix, chosen, _read(since), _read(before), up_to, size, place, delivered)


def _signature(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()[:_SIGNATURE]


def _exact(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _read(moment: str | None) -> datetime | None:
    return None if moment is None else datetime.fromisoformat(moment)


def stamp(moment: datetime) -> str:
    """A moment in the granularity of this repository; never later than it is."""
    return f"{moment.year:04}-{moment:%m-%dT%H:%M:%SZ}"


def opening(base_url: str, at: datetime, arguments: dict[str, str]) -> str:
    """An answer up to its verb."""
    told = "".join(f' {name}="{attribute(value)}"' for name, value in arguments.items())
    return f"{_OPEN}<responseDate>{stamp(at)}</responseDate><request{told}>{text(base_url)}</request>"


CLOSING = "</OAI-PMH>"


def error(refusal: OaiError) -> str:
    return f'<error code="{refusal.code}">{text(refusal.words)}</error>'


def header(one: Header) -> str:
    status = ' status="deleted"' if one.is_deleted else ""
    sets = "".join([f"<setSpec>{name}</setSpec>" for name in one.sets])
    named = text(one.identifier)
    return (
        f"<header{status}><identifier>{named}</identifier><datestamp>{stamp(one.datestamp)}</datestamp>{sets}</header>"
    )


def record(one: Header, metadata: str) -> str:
    """A record with its metadata, XML already; of a deleted one the header alone."""
    return f"<record>{header(one)}{around('metadata', metadata)}</record>"


def token(*, value: str, cursor: int, size: int) -> str:
    """The token at the end of a page; an empty one closes a list of several pages."""
    return f'<resumptionToken completeListSize="{size}" cursor="{cursor}">{text(value)}</resumptionToken>'


def identify(identity: Identity) -> str:
    description = (
        f'<oai-identifier xmlns="{_IDENTIFIER_NAMESPACE}" xsi:schemaLocation="{_IDENTIFIER_NAMESPACE} '
        f'{_IDENTIFIER_NAMESPACE}.xsd"><scheme>oai</scheme>{element("repositoryIdentifier", identity.namespace)}'
        f"<delimiter>:</delimiter>{element('sampleIdentifier', identity.sample)}</oai-identifier>"
    )
    return around(
        "Identify",
        element("repositoryName", identity.name)
        + element("baseURL", identity.base_url)
        + element("protocolVersion", "2.0")
        + element("adminEmail", identity.admin_email)
        + element("earliestDatestamp", stamp(identity.earliest))
        + element("deletedRecord", "persistent")
        + element("granularity", "YYYY-MM-DDThh:mm:ssZ")
        + around("description", description),
    )


def formats(known: Iterable[Format]) -> str:
    return around(
        "ListMetadataFormats",
        "".join(
            around(
                "metadataFormat",
                element("metadataPrefix", one.prefix)
                + element("schema", one.schema)
                + element("metadataNamespace", one.namespace),
            )
            for one in known
        ),
    )


def sets(known: Iterable[tuple[str, str]]) -> str:
    """(setSpec, name) pairs."""
    return around("ListSets", "".join(_set(spec, name) for spec, name in known))


def _set(spec: str, name: str) -> str:
    return around("set", element("setSpec", spec) + element("setName", name))


def in_pieces(parts: Iterable[str], size: int) -> Iterator[bytes]:
    """The same text in pieces of about so many characters."""
    gathered: list[str] = []
    length = 0
    for part in parts:
        gathered.append(part)
        length += len(part)
        if length >= size:
            yield "".join(gathered).encode()
            gathered, length = [], 0
    if gathered:
        yield "".join(gathered).encode()
