"""The parameters of a request, in the three versions of SRU."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pustakota.protocols.sru.codec.cql import LONGEST_QUERY, SortKey
from pustakota.protocols.sru.codec.diagnostics import Diagnostic

Version = Literal["1.1", "1.2", "2.0"]
Operation = Literal["explain", "searchRetrieve", "scan"]
VERSIONS: tuple[Version, ...] = ("1.1", "1.2", "2.0")
DEFAULT_RECORDS, MOST_RECORDS = 10, 100
DEFAULT_TERMS, MOST_TERMS = 20, 100
_PACKINGS = {"xml": "xml", "string": "string"}
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose form is right. ``packing``: records as "xml", or escaped in a "string".

    Of a scan, ``query`` is its clause, ``start`` the place of the start term among ``maximum`` terms.
    """

    version: Version
    operation: Operation
    query: str = ""
    start: int = 1
    maximum: int = DEFAULT_RECORDS
    schema: str = ""
    packing: str = "xml"
    sort: tuple[SortKey, ...] = ()


def parameters(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each parameter once, the first where it is repeated; names in small letters, since clients differ."""
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name.lower(), value)
    return found


def version_of(given: dict[str, str]) -> Version:
    """The version to answer in, also where the request is wrong.

    Without one it is 2.0 if a query or scan clause stands alone, as that version allows; else 1.2, which every client
    reads.
    """
    for version in VERSIONS:
        if given.get("version") == version:
            return version
    is_alone = "operation" not in given and "version" not in given
    return "2.0" if is_alone and ("query" in given or "scanclause" in given) else "1.2"


def parse(given: dict[str, str]) -> Asked:
    """The request, or the ``Diagnostic`` against it."""
    version = version_of(given)
    if given.get("version", version) != version:
        raise Diagnostic(5, VERSIONS[-1])
    operation = _operation(given)
    if operation == "scan":
        return _scan(given, version)
    if operation != "searchRetrieve":
        return Asked(version, operation, packing=_packing(given, version))
    query = given.get("query", "")
    if not query.strip():
        raise Diagnostic(7, "query")
    if given.get("querytype", "cql").lower() not in {"cql", "searchterms"}:
        raise Diagnostic(11, given["querytype"])
    return Asked(
        version=version,
        operation=operation,
        query=_quoted(query) if given.get("querytype", "").lower() == "searchterms" else query,
        start=_number(given, "startRecord", 1, least=1),
        maximum=min(_number(given, "maximumRecords", DEFAULT_RECORDS, least=0), MOST_RECORDS),
        schema=given.get("recordschema", ""),
        packing=_packing(given, version),
        sort=_sort_keys(given.get("sortkeys", "")),
    )


def _scan(given: dict[str, str], version: Version) -> Asked:
    if not given.get("scanclause", "").strip():
        raise Diagnostic(7, "scanClause")
    return Asked(
        version=version,
        operation="scan",
        query=given["scanclause"],
        start=_number(given, "responsePosition", 1, least=0),
        maximum=min(_number(given, "maximumTerms", DEFAULT_TERMS, least=1), MOST_TERMS),
    )


def _operation(given: dict[str, str]) -> Operation:
    match given.get("operation"):
        case None | "":
            return "searchRetrieve" if "query" in given else "scan" if "scanclause" in given else "explain"
        case "explain":
            return "explain"
        case "searchRetrieve":
            return "searchRetrieve"
        case "scan":
            return "scan"
        case other:
            raise Diagnostic(4, str(other))


def _quoted(words: str) -> str:
    """The simple query type of 2.0: words alone. Longer ones are refused by their length, not read."""
    escaped = words[: LONGEST_QUERY + 1].replace("\\", "\\\\").replace('"', '\\"').replace("*", "\\*")
    return f'cql.serverChoice all "{escaped}"'


def _number(given: dict[str, str], name: str, usual: int, *, least: int) -> int:
    text = given.get(name.lower(), "")
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS) or int(text) < least:
        raise Diagnostic(6, name)
    return int(text)


def _packing(given: dict[str, str], version: Version) -> str:
    """1.x says recordPacking, 2.0 recordXMLEscaping (its recordPacking is another thing)."""
    text = given.get("recordxmlescaping" if version == "2.0" else "recordpacking", "") or "xml"
    if text not in _PACKINGS:
        raise Diagnostic(71, text)
    return text


def _sort_keys(text: str) -> tuple[SortKey, ...]:
    """path,schema,ascending,caseSensitive,missingValue of 1.1, several parted by spaces."""
    keys = []
    for one in text.split()[:10]:
        path, _schema, ascending, _case, missing = (one.split(",") + [""] * 4)[:5]
        if ascending not in {"", "0", "1"}:
            raise Diagnostic(90, ascending)
        if missing not in {"", "omit", "lowValue", "highValue"}:
            raise Diagnostic(92, missing)
        keys.append(SortKey(path, ascending != "0"))
    return tuple(keys)
