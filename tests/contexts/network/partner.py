"""A repository of OAI-PMH in memory: it pages, forgets tokens, is busy, and sends broken pages when told to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.queries import harvesting
from pustakota.foundation.fetching import Fetched, NotFetched
from pustakota.protocols.oai_pmh import codec
from tests.factories.moments import NOW

BASE = "https://repo.example.org/oai"
WRITERS: dict[str, Callable[[MarcRecord], str]] = {
    "marcxml": harvesting.marcxml,
    "mods": harvesting.mods,
    "oai_dc": harvesting.oai_dc,
}
NAMESPACES = {
    "marcxml": "http://www.loc.gov/MARC21/slim",
    "mods": "http://www.loc.gov/mods/v3",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "etdms": "http://www.ndltd.org/standards/metadata/etdms/1.0/",
}


def book(
    title: str,
    *,
    isbn: str = "",
    author: str = "Hirata, Andrea",
    year: str = "2005",
    publisher: str = "Bentang",
    control: tuple[str, str] | None = None,
    part: str = "",
    more: tuple[tuple[str, ...], ...] = (),
) -> MarcRecord:
    """A record as another library would have made it."""
    fields: list[tuple[str, ...]] = [("001", control[1]), ("003", control[0])] if control else []
    fields.append(("008", f"961213s{year}    io            000 1 ind d"))
    fields += [data_field("020", "  ", [("a", isbn)])] if isbn else []
    fields += [data_field("100", "1 ", [("a", author)])] if author else []
    fields.append(data_field("245", "10", [("a", title), *([("n", part)] if part else [])]))
    fields.append(data_field("264", " 1", [("a", "Yogyakarta"), ("b", publisher), ("c", year)]))
    return MarcRecord("00000nam a2200000 a 4500", [*fields, *more])


@dataclass
class Repository:
    """``records``: number → (record or nothing where deleted, moment of its last change)."""

    records: dict[int, tuple[MarcRecord | None, datetime]] = field(default_factory=dict)
    page: int = 3
    deletions: str = "persistent"
    prefixes: tuple[str, ...] = ("oai_dc", "marcxml")
    now: datetime = NOW
    asked: list[dict[str, str]] = field(default_factory=list)
    in_the_way: list[Callable[[Fetched], Fetched]] = field(default_factory=list)
    tokens: int = 0

    def put(self, number: int, record: MarcRecord | None) -> None:
        self.records[number] = (record, self.now)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def __call__(self, address: str) -> Fetched:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(asked)
        body = codec.opening(BASE, self.now, {}) + self._said(asked) + codec.CLOSING
        answer = Fetched(200, body.encode(), address)
        return self.in_the_way.pop(0)(answer) if self.in_the_way else answer

    def _said(self, asked: dict[str, str]) -> str:
        try:
            match asked["verb"]:
                case "Identify":
                    identity = codec.Identity(
                        "Perpustakaan Contoh", BASE, "a@b.id", NOW, "contoh.id", "oai:contoh.id:1"
                    )
                    return codec.identify(identity).replace("persistent", self.deletions)
                case "ListMetadataFormats":
                    return codec.formats(
                        codec.Format(each, "http://x/x.xsd", NAMESPACES[each]) for each in self.prefixes
                    )
                case _:
                    return self._listed(asked)
        except codec.OaiError as error:
            return codec.error(error)

    def _listed(self, asked: dict[str, str]) -> str:
        if token := asked.get("resumptionToken"):
            prefix, since, after, number = token.split("|")
            if int(number) < self.tokens:
                raise codec.OaiError("badResumptionToken", "forgotten")
        else:
            prefix, since, after = asked["metadataPrefix"], asked.get("from", ""), "0"
        found = [each for each in sorted(self.records) if f"{self.records[each][1]:%Y-%m-%dT%H:%M:%SZ}" >= since]
        rest = [each for each in found if each > int(after)]
        if not found:
            raise codec.OaiError("noRecordsMatch", "nothing")
        here = rest[: self.page]
        more = f"{prefix}|{since}|{here[-1]}|{self.tokens}" if len(rest) > self.page else ""
        written = "".join(self._record(each, prefix) for each in here)
        return f"<ListRecords>{written}{codec.token(value=more, cursor=0, size=len(found))}</ListRecords>"

    def _record(self, number: int, prefix: str) -> str:
        record, changed_at = self.records[number]
        header = codec.Header(f"oai:contoh.id:{number}", changed_at, (), record is None)
        return codec.record(header, WRITERS[prefix](record) if record else "")


def busy(wait: int | None = None) -> Callable[[Fetched], Fetched]:
    return lambda answer: answer._replace(status=503, body=b"", wait=wait)


def cut(_answer: Fetched) -> Fetched:
    raise NotFetched("unreachable", "connection refused")


def changed(before: bytes, after: bytes) -> Callable[[Fetched], Fetched]:
    def spoil(answer: Fetched) -> Fetched:
        assert before in answer.body
        return answer._replace(body=answer.body.replace(before, after))

    return spoil
