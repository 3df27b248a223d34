"""What stands in an index around a term, and how many records each term finds."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pustakota.contexts.catalogue.queries import terms as catalogue
from pustakota.contexts.catalogue.queries.terms import Around, HeadingKind
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.queries import selecting
from pustakota.protocols.sru import asking
from pustakota.protocols.sru.codec import cql
from pustakota.protocols.sru.codec.answers import Term
from pustakota.protocols.sru.codec.cql import Clause
from pustakota.protocols.sru.codec.diagnostics import Diagnostic

MOST_VALUES = 1_000
"""Languages and decades that there may be."""
YEARS = 10


def terms(clause: Clause, *, position: int, number: int) -> list[Term]:
    """So many terms, the start term standing at the position (0: right before the first, counted from 1)."""
    meaning = asking.meaning(clause.index)
    if meaning not in asking.SCANNED:
        raise Diagnostic(16, clause.index)
    if clause.relation not in {"=", "=="}:
        raise Diagnostic(19, clause.relation)
    if cql.is_masked(clause.term):
        raise Diagnostic(28, clause.index)
    if cql.is_anchored(clause.term):
        raise Diagnostic(31, "^")
    if position > number + 1:
        raise Diagnostic(120, str(position))
    before, after = max(position - 1, 0), number - max(position - 1, 0)
    earlier, following = _around(meaning, clause, before=before + 1, after=after + 1, is_behind=position == 0)
    found = [*reversed(earlier[:before]), *following[:after]]
    begins, ends = len(earlier) <= before, len(following) <= after
    return list(_counted(meaning, found, begins=begins, ends=ends))


def _around(meaning: str, clause: Clause, *, before: int, after: int, is_behind: bool) -> Around:
    """One more on each side than is wanted tells whether the list goes on there."""
    start = cql.plain(clause.term)
    match meaning:
        case "title":
            return catalogue.titles_around(start, before=before, after=after, is_behind=is_behind)
        case "names" | "subjects":
            kind = HeadingKind.AUTHOR if meaning == "names" else HeadingKind.SUBJECT
            return catalogue.headings_around(kind, start, before=before, after=after, is_behind=is_behind)
        case "language":
            values, place = _values("language"), start.strip().lower()
        case _:
            values, place = list(_years()), _year(start)
    at = (bisect_right if is_behind else bisect_left)(values, place)
    return _held(meaning, reversed(values[:at]), before), _held(meaning, values[at:], after)


def _held(meaning: str, values: Iterable[str], number: int) -> list[str]:
    """Of a decade's years only some have records."""
    return list(islice((value for value in values if search.number_of(_condition(meaning, value))), number))


def _values(facet: str) -> list[str]:
    """Every value of a short facet, in its order."""
    return sorted(value for value, _n in search.facet_values(search.SearchRequest(), facet, size=MOST_VALUES))


def _years() -> Iterator[str]:
    """The years of every decade that has any, in their order."""
    for decade in _values("decade"):
        yield from (f"{int(decade) + year:04}" for year in range(YEARS))


def _year(text: str) -> str:
    if not re.fullmatch(r"\d{0,4}", text.strip(), re.ASCII):
        raise Diagnostic(36, text)
    return text.strip().zfill(4)


def _condition(meaning: str, term: str) -> selecting.Condition:
    """What ``index == term`` finds."""
    match meaning:
        case "title":
            return selecting.titled(term)
        case "names":
            return selecting.Valued("author", term)
        case "subjects":
            return selecting.Valued("subject", term)
        case "language":
            return selecting.Valued("language", term)
        case _:
            return selecting.Dated(int(term), int(term))


def _counted(meaning: str, found: Sequence[str], *, begins: bool, ends: bool) -> Iterator[Term]:
    """With their numbers and places; what finds nothing any more, since the list was made, is left out."""
    for place, term in enumerate(found):
        if number := search.number_of(_condition(meaning, term)):
            is_first, is_last = begins and place == 0, ends and place == len(found) - 1
            where = "only" if is_first and is_last else "first" if is_first else "last" if is_last else "inner"
            yield Term(term, number, where)
