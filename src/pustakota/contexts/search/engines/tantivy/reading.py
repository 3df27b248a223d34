"""Reading the index: a searcher that follows commits and generations, and the answers drawn from it."""

import threading
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import tantivy

from pustakota.contexts.search.engines.narrowing import counted_field, own_filters, without
from pustakota.contexts.search.engines.protocol import (
    DEEPEST,
    MOST_WORKS_COUNTED,
    FacetCounts,
    Filters,
    Found,
    Wanted,
)
from pustakota.contexts.search.engines.tantivy import layout
from pustakota.contexts.search.engines.tantivy.home import Generation, Home
from pustakota.contexts.search.engines.tantivy.matching import Matching
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES, Key

Answer = TypeVar("Answer")

_ALL_VALUES = 10_000_000
"""Values counted in each part of the index: all of them, so that the counts are exact."""
_EDITIONS = 4
"""One edition more in so many works: how far a page that begins far down is read ahead."""
_KEPT_FREQUENCIES = 50_000
_COMMON = 20_000
"""A word of more things than this says how high one stands by the title alone: it tells little, and asking another
class for it reads through all of them, however few answer. Hundreds of thousands of titles begin to have such words."""
_COMMON_IN_TITLES = 50_000
"""A word of more titles than this, as *the* among a million, tells nothing where other words are asked too: whether it
stands beside them still counts."""
_BROAD = 5_000
"""An answer of more things than these is kept until the next commit: it took long, and few questions are so broad."""
_KEPT_ANSWERS = 1_000
_ORDERS = {"newest": ("year", tantivy.Order.Desc), "oldest": ("year", tantivy.Order.Asc)}


@dataclass(frozen=True, slots=True)
class _Opened:
    """One generation as of one commit. Never changed: addresses of one searcher mean nothing to another."""

    generation: Generation
    stamp: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    matching: Matching
    frequencies: dict[tuple[str, str], int] = field(default_factory=dict)
    found: dict[Hashable, Found] = field(default_factory=dict)
    counted: dict[Hashable, FacetCounts] = field(default_factory=dict)

    def frequency(self, name: str, token: str) -> int:
        """In how many things a token stands in a field: remembered, since words come again in other questions."""
        known = self.frequencies
        found = known.get((name, token))
        if found is None:
            if len(known) >= _KEPT_FREQUENCIES:
                known.clear()
            found = known[name, token] = self.searcher.doc_freq(name, token)
        return found

    def tells(self, name: str, token: str) -> bool:
        """Whether a token in a field is worth asking for the order of answers."""
        return 0 < self.frequency(name, token) <= (_COMMON if name != "title" else self.searcher.num_docs)

    def tells_among_others(self, name: str, token: str) -> bool:
        """The same where the token is one of several words."""
        return self.tells(name, token) and self.frequency(name, token) <= _COMMON_IN_TITLES


def _opened(generation: Generation, before: _Opened | None) -> _Opened:
    # Read first: a commit that comes between makes the next question look again.
    stamp = generation.commit_stamp()
    if before is None or before.generation != generation:
        index = tantivy.Index.open(str(generation.folder))
        index.config_reader("manual")
    else:
        index = before.index
    index.reload()
    searcher = index.searcher()
    kinds = dict(searcher.terms_with_prefix("kind", "", limit=None))
    return _Opened(generation, stamp, index, searcher, Matching(index.schema, kinds))


class Reading:
    def __init__(self, home: Home) -> None:
        self._home = home
        self._threads = threading.Lock()
        self._opened: _Opened | None = None

    def stamp(self) -> str:
        current = self._home.current()
        return current.commit_stamp() if current else ""

    def find(self, wanted: Wanted) -> Found:
        now = self._now()
        asked = (*_narrowed(wanted), wanted.sort, wanted.offset, wanted.limit, wanted.weights, wanted.year)
        if kept := now.found.get(asked):
            return kept
        found = self._found(now, wanted)
        if found.count > _BROAD:
            _keep(now.found, asked, found)
        return found

    def _found(self, now: _Opened, wanted: Wanted) -> Found:
        answering = self._answering(now, wanted)
        if wanted.by_work:
            return self._works(now, wanted, answering)
        result = self._ordered(now, wanted, answering)
        keys = self._keys(now, [address for _, address in result.hits], wanted.kinds)
        return Found(_number(result), keys, goes_on=_number(result) > wanted.offset + len(keys))

    def _works(self, now: _Opened, wanted: Wanted, answering: tantivy.Query) -> Found:
        """The first thing of each work, read from the beginning in longer and longer pieces until the page is full."""
        offset = min(wanted.offset, DEEPEST)
        needed = offset + wanted.limit + 1
        read = max(MOST_WORKS_COUNTED, needed + needed // _EDITIONS)
        while True:
            result = self._ordered(now, replace(wanted, offset=0, limit=read), answering)
            firsts = self._firsts(now, [address for _, address in result.hits])
            is_whole = len(result.hits) < read or _number(result) <= read
            if is_whole or len(firsts) >= needed:
                break
            read *= 2
        keys = self._keys(now, firsts[offset : needed - 1], wanted.kinds)
        counted = len(firsts) if _number(result) <= MOST_WORKS_COUNTED else None
        return Found(_number(result), keys, counted, goes_on=len(firsts) >= needed)

    def _firsts(self, now: _Opened, addresses: list[tantivy.DocAddress]) -> list[tantivy.DocAddress]:
        firsts: dict[float | None, tantivy.DocAddress] = {}
        for work, address in zip(now.searcher.fast_field_values("work", addresses), addresses, strict=True):
            firsts.setdefault(work, address)
        return list(firsts.values())

    def count(self, wanted: Wanted) -> int:
        now = self._now()
        return _number(now.searcher.search(self._answering(now, wanted), 1))

    def facets(self, wanted: Wanted, names: Sequence[str], *, size: int) -> FacetCounts:
        now = self._now()
        asked = (*_narrowed(wanted), *names, size)
        if kept := now.counted.get(asked):
            return kept
        counted = self._counted(now, wanted, names, size=size)
        if any(sum(number for _value, number in values) > _BROAD for values in counted.values()):
            _keep(now.counted, asked, counted)
        return counted

    def _counted(self, now: _Opened, wanted: Wanted, names: Sequence[str], *, size: int) -> FacetCounts:
        counted: dict[str, Sequence[tuple[str, int]]] = {}
        for own, group in _by_filters(wanted.filters, names):
            fields = {name: counted_field(name, wanted.filters) for name in group}
            query = now.matching.answering(wanted, own_filters(own))
            counted |= _counts(now.searcher, query, fields, size)
        if "available" in names and wanted.filters.get("service_point"):
            free = self.count(replace(wanted, filters={**wanted.filters, "available": ["yes"]}))
            counted["available"] = [("yes", free)] if free else []
        return {name: counted[name] for name in names}

    def identified(self, identifier: str, kinds: Sequence[str]) -> Sequence[Key]:
        now = self._now()
        query = tantivy.Query.term_query(now.index.schema, "identifier", identifier, "basic")
        hits = now.searcher.search(query, 5, count=False).hits
        keys = self._keys(now, [address for _, address in hits], ())
        return [key for key in keys if not kinds or key[0] in kinds][:2]

    def frequency(self, token: str) -> int:
        return self._now().frequency("all", token)

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        doc_freq = self._now().searcher.doc_freq
        return {token: found for token in tokens if (found := doc_freq("all", token))}

    def written(self, word: str) -> int:
        now = self._now()
        return max(now.frequency(weight_class, word) for weight_class in WEIGHT_CLASSES)

    def beginnings(self, start: str, *, limit: int | None) -> Sequence[tuple[str, int]]:
        return self._now().searcher.terms_with_prefix("all", start, limit=limit)

    def _now(self) -> _Opened:
        """The index as it is at this moment."""
        generation = self._home.current()
        if generation is None:
            raise IndexMissingError
        opened = self._opened
        if opened is not None and opened.generation == generation and opened.stamp == generation.commit_stamp():
            return opened
        with self._threads:
            if self._opened is opened:
                self._opened = _opened(generation, opened)
            return self._opened or _opened(generation, None)

    def _answering(self, now: _Opened, wanted: Wanted) -> tantivy.Query:
        found = now.matching.answering(wanted, own_filters(wanted.filters))
        return now.matching.numbered(wanted.numbers, found) if wanted.numbers else found

    def _ordered(self, now: _Opened, wanted: Wanted, answering: tantivy.Query) -> tantivy.SearchResult:
        offset = min(wanted.offset, DEEPEST)
        search = now.searcher.search
        if wanted.sort == "title":
            return search(answering, wanted.limit, offset=offset, order_by_field="title_rank", order=tantivy.Order.Asc)
        is_ranked = wanted.sort == "borrowed" or (wanted.sort == "relevance" and wanted.question.clauses)
        if not is_ranked:
            name, order = _ORDERS.get(wanted.sort, _ORDERS["newest"])
            return search(answering, wanted.limit, offset=offset, order_by_field=name, order=order)
        tells = now.tells_among_others if len(wanted.question.clauses) > 1 else now.tells
        ranked = now.matching.ranked(wanted, answering, now.tells, tells)
        return search(ranked, wanted.limit, offset=offset, weight_by_field="boost")

    def _keys(self, now: _Opened, addresses: list[tantivy.DocAddress], kinds: Sequence[str]) -> list[Key]:
        if len(kinds) == 1:
            numbers = now.searcher.fast_field_values("number", addresses)
            return [(kinds[0], int(number)) for number in numbers if number is not None]
        return [layout.key_of(now.searcher.doc(address)) for address in addresses]


def _narrowed(wanted: Wanted) -> tuple[Hashable, ...]:
    """Which things are asked for, as a key. A question's title is no part of what makes questions equal."""
    filters, left_out = _pairs(wanted.filters), _pairs(wanted.left_out)
    about = (wanted.question, wanted.question.title, tuple(wanted.kinds), filters, left_out)
    return (*about, wanted.years, wanted.numbers, wanted.condition, wanted.by_work)


def _pairs(filters: Filters) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in filters.items())


def _keep(kept: dict[Hashable, Answer], asked: Hashable, answer: Answer) -> None:
    if len(kept) >= _KEPT_ANSWERS:
        kept.clear()
    kept[asked] = answer


def _number(result: tantivy.SearchResult) -> int:
    """How many things answer; the package's types forget this field."""
    return int(getattr(result, "count", 0) or 0)


def _by_filters(filters: Filters, names: Sequence[str]) -> list[tuple[Filters, list[str]]]:
    """Facets that nothing of their own narrows are counted together, each narrowed one alone."""
    free = [name for name in names if not filters.get(name)]
    groups: list[tuple[Filters, list[str]]] = [(filters, free)] if free else []
    return groups + [(without(filters, name), [name]) for name in names if filters.get(name)]


def _counts(
    searcher: tantivy.Searcher, query: tantivy.Query, fields: dict[str, str], size: int
) -> dict[str, list[tuple[str, int]]]:
    asked: dict[str, Any] = {
        name: {"terms": {"field": field, "size": size, "segment_size": _ALL_VALUES}} for name, field in fields.items()
    }
    answer = searcher.aggregate(query, asked)
    return {name: [(str(each["key"]), each["doc_count"]) for each in answer[name]["buckets"]] for name in fields}
