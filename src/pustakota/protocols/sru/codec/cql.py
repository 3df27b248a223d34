"""CQL as a tree of our own: what was asked, before it is known whether it can be answered.

The grammar is the cql-parser package's. It calls itself for each clause and writes about mistakes to the log, so the
length and the clauses are counted before it sees the query.
"""

import re
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from cql.lexer import CQLLexerError
from cql.parser import CQLParser12, CQLParserError, CQLSearchClause, CQLTriple

from pustakota.protocols.sru.codec.diagnostics import Diagnostic

LONGEST_QUERY = 2_000
MOST_CLAUSES = 50
DEFAULT_INDEX = "cql.serverChoice"
CONTEXT_SETS = {
    "cql": ("info:srw/cql-context-set/1/cql-v1.2", "info:srw/cql-context-set/1/cql-v1.1"),
    "dc": ("info:srw/cql-context-set/1/dc-v1.1", "info:srw/context-sets/1/dc-v1.1"),
    "bath": ("http://zing.z3950.org/cql/bath/2.0/", "http://www.loc.gov/zing/cql/context-sets/bath/v1.1/"),
    "rec": ("info:srw/cql-context-set/2/rec-1.1", "info:srw/cql-context-set/2/rec-1.0"),
}
"""Short name → its addresses, the one that explain names first."""

_BOOLEANS = re.compile(r"\b(?:and|or|not|prox)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARSING = Lock()


@dataclass(frozen=True, slots=True)
class Clause:
    """One index, one relation in small letters, one term. In the term ``*`` and ``?`` mask letters.

    What was escaped stands in the term behind a backslash still; ``plain`` takes it away.
    """

    index: str
    relation: str
    term: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts by "and", "or" or "not"."""

    left: "Part"
    by: str
    right: "Part"


Part = Clause | Joined


@dataclass(frozen=True, slots=True)
class SortKey:
    index: str
    is_ascending: bool


@dataclass(frozen=True, slots=True)
class Query:
    root: Part
    sort: tuple[SortKey, ...] = ()


def parse(text: str) -> Query:
    """The query, or the ``Diagnostic`` against it."""
    _check_size(text)
    with _PARSING:
        try:
            found = _parser().parse(text)
        except (CQLParserError, CQLLexerError) as error:
            raise Diagnostic(10, _spoken(error)) from None
    return Query(_part(found.root, {}), _sort(found.root))


def _check_size(text: str) -> None:
    if len(_BOOLEANS.findall(text[: LONGEST_QUERY + 1])) >= MOST_CLAUSES:
        raise Diagnostic(38, str(MOST_CLAUSES - 1))
    if len(text) > LONGEST_QUERY:
        raise Diagnostic(12, str(LONGEST_QUERY))


@cache
def _parser() -> CQLParser12:
    parser = CQLParser12()
    parser.build()
    return parser


def _spoken(error: Exception) -> str:
    return str(error.args[0]) if error.args else ""


def _part(node: CQLTriple | CQLSearchClause, known: dict[str, str]) -> Part:
    known = known | _prefixes(node)
    if isinstance(node, CQLTriple):
        by = str(node.operator.value).lower()
        if by == "prox":
            raise Diagnostic(39)
        if node.operator.modifiers:
            raise Diagnostic(46, str(node.operator.modifiers[0].name))
        return Joined(_part(node.left, known), by, _part(node.right, known))
    return Clause(_index(node.index, known), _relation(node.relation), str(node.term))


def _prefixes(node: CQLTriple | CQLSearchClause) -> dict[str, str]:
    """Short names given in the query (>dc="info:…"), as the short names we know them by."""
    found = {}
    for prefix in node.prefixes:
        address = str(prefix.uri).strip('"')
        ours = next((name for name, known in CONTEXT_SETS.items() if address in known), None)
        if ours is None:
            raise Diagnostic(15, address)
        found[str(prefix.prefix or "").lower()] = ours
    return found


def _index(given: Any, known: dict[str, str]) -> str:
    if given is None:
        return DEFAULT_INDEX
    name = str(given).strip('"')
    short, dot, rest = name.partition(".")
    if not dot:
        return f"{known['']}.{name}" if "" in known else name
    return f"{known.get(short.lower(), short)}.{rest}"


def _relation(given: Any) -> str:
    if given is None:
        return "="
    for modifier in given.modifiers or ():
        if str(modifier.name).lower().removeprefix("cql.") not in {"relevant", "word", "ignorecase", "ignoreaccents"}:
            raise Diagnostic(20, str(modifier.name))
    relation = str(given.comparitor).lower().removeprefix("cql.")
    return {"scr": "=", "exact": "=="}.get(relation, relation)


def _sort(root: CQLTriple | CQLSearchClause) -> tuple[SortKey, ...]:
    keys = []
    for spec in root.sortSpecs:
        is_ascending = True
        for modifier in spec.modifiers or ():
            name = str(modifier.name).lower()
            if name == "sort.descending":
                is_ascending = False
            elif name not in {"sort.ascending", "sort.ignorecase"}:
                raise Diagnostic(80, str(modifier.name))
        keys.append(SortKey(str(spec.index), is_ascending))
    return tuple(keys)


def plain(term: str) -> str:
    """A term without its backslashes."""
    return _ESCAPED.sub(r"\1", term)


def is_masked(term: str) -> bool:
    return any(sign in _ESCAPED.sub("", term) for sign in "*?")


def is_anchored(term: str) -> bool:
    return "^" in _ESCAPED.sub("", term)
