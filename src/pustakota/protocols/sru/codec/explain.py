"""What this server can do, as an explain record (ZeeRex 2.0)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pustakota.foundation.xml_text import around, attribute, element
from pustakota.protocols.sru.codec.cql import CONTEXT_SETS
from pustakota.protocols.sru.codec.requests import DEFAULT_RECORDS, DEFAULT_TERMS, MOST_RECORDS, MOST_TERMS, Version

_NAMESPACE = "http://explain.z3950.org/dtd/2.0/"


class Server(NamedTuple):
    host: str
    port: int
    path: str
    title: str
    contact: str


def record(
    version: Version,
    server: Server,
    indexes: Mapping[str, tuple[Sequence[str], bool]],
    schemas: Iterable[tuple[str, str, str]],
    sorts: Iterable[str],
) -> str:
    """The record.

    ``indexes``: title → full names, and whether it can be scanned; ``schemas``: short name, address, title; ``sorts``:
    names to sort by.
    """
    return (
        f'<explain xmlns="{_NAMESPACE}">'
        f'<serverInfo protocol="SRU" version="{version}" transport="http" method="GET POST">'
        f"{element('host', server.host)}{element('port', str(server.port))}{element('database', server.path)}"
        f"</serverInfo>"
        f"<databaseInfo>{element('title', server.title, {'primary': 'true'})}"
        f"{element('contact', server.contact)}</databaseInfo>"
        f"<indexInfo>{_sets()}{''.join(_index(title, *told) for title, told in indexes.items())}"
        f"{''.join(_sort_index(name) for name in sorts)}</indexInfo>"
        f"<schemaInfo>{''.join(_schema(*one) for one in schemas)}</schemaInfo>"
        f"<configInfo>{element('default', str(DEFAULT_RECORDS), {'type': 'numberOfRecords'})}"
        f"{element('default', 'cql', {'type': 'contextSet'})}"
        f"{element('default', 'cql.serverChoice', {'type': 'index'})}"
        f"{element('setting', str(MOST_RECORDS), {'type': 'maximumRecords'})}"
        f"{element('default', str(DEFAULT_TERMS), {'type': 'numberOfTerms'})}"
        f"{element('setting', str(MOST_TERMS), {'type': 'maximumTerms'})}"
        f"{''.join(element('supports', name, {'type': kind}) for kind, name in _SUPPORTS)}</configInfo></explain>"
    )


_SUPPORTS = (
    *(("relation", name) for name in ("=", "==", "exact", "all", "any", "adj", "<", ">", "<=", ">=", "within")),
    *(("boolean", name) for name in ("and", "or", "not")),
    ("maskingCharacter", "*"),
    ("maskingCharacter", "?"),
    ("sort", "cql"),
    ("scan", "cql"),
)


def _sets() -> str:
    return "".join(f'<set name="{name}" identifier="{attribute(known[0])}"/>' for name, known in CONTEXT_SETS.items())


def _index(title: str, names: Sequence[str], is_scanned: bool) -> str:
    maps = "".join(around("map", _name(name)) for name in names)
    return around(
        "index", element("title", title) + maps, {"search": "true", "scan": str(is_scanned).lower(), "sort": "false"}
    )


def _sort_index(name: str) -> str:
    inner = element("title", name) + around("map", _name(name))
    return around("index", inner, {"search": "true", "scan": "false", "sort": "true"})


def _name(name: str) -> str:
    short, _dot, rest = name.rpartition(".")
    return element("name", rest, {"set": short or "cql"})


def _schema(short: str, address: str, title: str) -> str:
    told = {"name": short, "identifier": address, "sort": "false", "retrieve": "true"}
    return around("schema", element("title", title), told)
