"""What the indexes and relations of CQL mean in this catalogue, as conditions on the search index."""

import re
from collections.abc import Callable, Sequence

from pustakota.contexts.search import queries as search
from pustakota.contexts.search.queries import selecting
from pustakota.protocols.sru.codec import cql
from pustakota.protocols.sru.codec.cql import Clause, Part, SortKey
from pustakota.protocols.sru.codec.diagnostics import Diagnostic

_GROUPS: dict[selecting.Group, tuple[str, tuple[str, ...]]] = {
    "any": ("Anywhere", ("cql.serverChoice", "cql.anywhere", "cql.keywords", "bath.any", "dc.any")),
    "title": ("Title", ("dc.title", "bath.title", "cql.title")),
    "names": (
        "Author or contributor",
        ("dc.creator", "dc.contributor", "dc.author", "bath.author", "bath.name", "bath.personalName",
         "bath.corporateName", "bath.conferenceName", "cql.author", "cql.creator"),
    ),
    "subjects": (
        "Subject",
        ("dc.subject", "bath.subject", "bath.topicalSubject", "bath.geographicName", "cql.subject"),
    ),
    "text": ("Publisher, series, summary and notes", ("dc.description", "bath.notes", "cql.description")),
}  # fmt: skip
_FACETS = {"names": "author", "subjects": "subject"}
_EVERYTHING, _KEY, _YEAR, _NUMBER, _LANGUAGE = "everything", "key", "year", "number", "language"
_OTHERS: dict[str, tuple[str, tuple[str, ...]]] = {
    _NUMBER: (
        "ISBN, ISSN, barcode, call number or control number",
        ("dc.identifier", "bath.standardIdentifier", "bath.isbn", "bath.issn", "cql.isbn", "cql.issn",
         "cql.identifier"),
    ),
    _KEY: ("Number of the record", ("rec.id", "rec.identifier")),
    _YEAR: ("Year of publication", ("dc.date", "bath.publicationDate", "cql.date", "cql.year")),
    _LANGUAGE: ("Language (MARC code)", ("dc.language", "bath.language", "cql.language")),
    _EVERYTHING: ("All records", ("cql.allRecords",)),
}  # fmt: skip
SCANNED = ("title", "names", "subjects", _YEAR, _LANGUAGE)
"""The indexes that are lists of terms; the others are words, or numbers that nobody walks through."""
INDEXES: dict[str, tuple[Sequence[str], bool]] = {
    title: (names, meant in SCANNED) for meant, (title, names) in (*_GROUPS.items(), *_OTHERS.items())
}
"""Title → names, and whether its terms are told; for explain."""

_BY_NAME = {
    name.lower(): meaning for meaning, (_title, names) in (*_GROUPS.items(), *_OTHERS.items()) for name in names
}
SORTS = ("dc.title", "dc.date", "cql.relevance")
_WORDED = frozenset({"=", "==", "all", "any", "adj"})
_COMPARED = frozenset({"=", "==", "<", "<=", ">", ">=", "within"})
_KNOWN = _WORDED | _COMPARED
_LONGEST_KEY = 18


def condition(part: Part) -> selecting.Condition:
    """The condition a query stands for, or the ``Diagnostic`` against it."""
    if isinstance(part, Clause):
        return _clause(part)
    left, right = condition(part.left), condition(part.right)
    match part.by:
        case "and":
            return selecting.All((left, right))
        case "or":
            return selecting.Some((left, right))
        case _:
            return selecting.But(left, right)


def order(keys: Sequence[SortKey]) -> search.Sort:
    """The order asked for; one key is all that the index can sort by."""
    if len(keys) > 1:
        raise Diagnostic(84, "1")
    if not keys:
        return "relevance"
    name = keys[0].index.lower().rpartition(".")[2]
    match name:
        case "relevance":
            return "relevance"
        case "date" | "year":
            return "oldest" if keys[0].is_ascending else "newest"
        case "title":
            if not keys[0].is_ascending:
                raise Diagnostic(90, "descending")
            return "title"
    raise Diagnostic(88, keys[0].index)


def _clause(clause: Clause) -> selecting.Condition:
    meant = meaning(clause.index)
    if clause.relation not in _KNOWN:
        raise Diagnostic(19, clause.relation)
    if not clause.term.strip():
        raise Diagnostic(27)
    if cql.is_anchored(clause.term):
        raise Diagnostic(31, "^")
    for group in _GROUPS:
        if meant == group:
            return _words(group, clause)
    if cql.is_masked(clause.term) and meant != _EVERYTHING:
        raise Diagnostic(28, clause.index)
    return _MEANINGS[meant](clause)


def meaning(index: str) -> str:
    """What an index means here, or the ``Diagnostic`` against its name."""
    name = index.lower() if "." in index else f"cql.{index.lower()}"
    if known := _BY_NAME.get(name):
        return known
    short = name.partition(".")[0]
    raise Diagnostic(16, index) if short in cql.CONTEXT_SETS else Diagnostic(15, short)


def _words(group: selecting.Group, clause: Clause) -> selecting.Condition:
    if clause.relation not in _WORDED:
        raise Diagnostic(22, f"{clause.index} {clause.relation}")
    if cql.is_masked(clause.term):
        return _masked(group, clause)
    term = cql.plain(clause.term)
    if clause.relation == "==":
        return _exactly(group, clause, term)
    if clause.relation == "adj":
        beside = selecting.side_by_side(group, term)
        return _asked([beside] if beside else [], clause)
    found = selecting.words(group, term)
    return _asked(found, clause, either=clause.relation == "any")


def _exactly(group: selecting.Group, clause: Clause, term: str) -> selecting.Condition:
    if group == "title":
        return selecting.titled(term)
    if group in _FACETS:
        return selecting.Valued(_FACETS[group], term)
    raise Diagnostic(22, f"{clause.index} ==")


def _masked(group: selecting.Group, clause: Clause) -> selecting.Condition:
    """Each word by itself, masked or not."""
    if clause.relation in {"==", "adj"}:
        raise Diagnostic(28, clause.relation)
    found: list[selecting.Condition] = []
    for word in clause.term.split():
        if not cql.is_masked(word):
            found += selecting.words(group, cql.plain(word))
        elif pattern := selecting.masked(group, cql.plain(word)):
            found.append(pattern)
        else:
            raise Diagnostic(29, word)
    return _asked(found, clause, either=clause.relation == "any")


def _asked(found: Sequence[selecting.Condition], clause: Clause, *, either: bool = False) -> selecting.Condition:
    if not found:
        raise Diagnostic(36, clause.term)
    if len(found) == 1:
        return found[0]
    return selecting.Some(tuple(found)) if either else selecting.All(tuple(found))


def _everything(_clause: Clause) -> selecting.Condition:
    return selecting.Everything()


def _number(clause: Clause) -> selecting.Condition:
    if clause.relation not in _WORDED:
        raise Diagnostic(22, f"{clause.index} {clause.relation}")
    return selecting.numbered(cql.plain(clause.term))


def _key(clause: Clause) -> selecting.Condition:
    term = clause.term.strip()
    if clause.relation not in _WORDED:
        raise Diagnostic(22, f"{clause.index} {clause.relation}")
    if not (term.isascii() and term.isdecimal() and len(term) <= _LONGEST_KEY):
        raise Diagnostic(36, term)
    return selecting.Keyed(int(term))


def _language(clause: Clause) -> selecting.Condition:
    codes = clause.term.lower().split()
    if clause.relation not in _WORDED:
        raise Diagnostic(22, f"{clause.index} {clause.relation}")
    return _asked([selecting.Valued("language", code) for code in codes], clause, either=clause.relation == "any")


def _year(clause: Clause) -> selecting.Condition:
    years = [_whole_year(text) for text in clause.term.split()]
    if clause.relation not in _COMPARED:
        raise Diagnostic(22, f"{clause.index} {clause.relation}")
    if len(years) != (2 if clause.relation == "within" else 1):
        raise Diagnostic(36, clause.term)
    first, last = years[0], years[-1]
    match clause.relation:
        case "<":
            return selecting.Dated(None, first - 1)
        case "<=":
            return selecting.Dated(None, first)
        case ">":
            return selecting.Dated(first + 1, None)
        case ">=":
            return selecting.Dated(first, None)
    return selecting.Dated(first, last)


def _whole_year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise Diagnostic(36, text)
    return int(text)


_MEANINGS: dict[str, Callable[[Clause], selecting.Condition]] = {
    _EVERYTHING: _everything,
    _NUMBER: _number,
    _KEY: _key,
    _LANGUAGE: _language,
    _YEAR: _year,
}
