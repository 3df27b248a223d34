"""Asking the cluster. Answers are whole or they are errors: a part of the index that is silent is never left out."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import uuid4

from pydantic_core import to_json

from pustakota.contexts.search.engines.entries import FORMAT, key_in
from pustakota.contexts.search.engines.narrowing import counted_field, own_filters, without
from pustakota.contexts.search.engines.opensearch import layout, matching
from pustakota.contexts.search.engines.opensearch.cluster import Cluster
from pustakota.contexts.search.engines.protocol import DEEPEST, MOST_WORKS_COUNTED, FacetCounts, Found, Wanted
from pustakota.contexts.search.errors import IndexMissingError, IndexUnreachableError
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES, Key

_BELIEVED = 0.5
"""Seconds for which the state of the index, once read, is taken to hold."""
_ORDERS = {
    "newest": [{"year": "desc"}, {"number": "desc"}],
    "oldest": [{"year": "asc"}, {"number": "asc"}],
    "title": [{"title_rank": "asc"}, {"number": "asc"}],
    "relevance": ["_score", {"number": "desc"}],
    "borrowed": ["_score", {"number": "desc"}],
}
_RANKED = ("relevance", "borrowed")
_MOST_BUCKETS = 60_000
_MORE_BUCKETS = 8
_MOST_COUNTED = 200
"""Words of one answer that are counted exactly; in longer lists the number they were written with stands."""


class Reading:
    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._state: tuple[float, dict[str, Any]] = (float("-inf"), {})
        self._copies = uuid4().hex
        self._counted = lru_cache(maxsize=20_000)(self._count_words)

    def ready(self) -> bool:
        try:
            return self.state().get("format") == FORMAT
        except IndexUnreachableError:
            return False

    def stamp(self) -> str:
        return str(self.state().get("stamp", ""))

    def state(self) -> dict[str, Any]:
        """What is written of the index: its format and the stamp of its last change."""
        read, state = self._state
        if time.monotonic() - read > _BELIEVED:
            state = self._cluster.entry(self._cluster.state, "current") or {}
            self._state = (time.monotonic(), state)
        return state

    def forget(self) -> None:
        """Look again at the next question: something was changed here."""
        self._state = (float("-inf"), {})

    def find(self, wanted: Wanted) -> Found:
        answering = self._answering(wanted)
        sort = "newest" if wanted.sort == "relevance" and not wanted.question.clauses else wanted.sort
        query = matching.ranked(wanted, answering) if sort in _RANKED else answering
        page = {"from": min(wanted.offset, DEEPEST), "size": wanted.limit + 1, "sort": _ORDERS[sort]}
        page |= {"collapse": {"field": "work"}} if wanted.by_work else {}
        hits = self._search({"query": query, "track_total_hits": True, "_source": False, **page})["hits"]
        count, keys = hits["total"]["value"], [key_in(hit["_id"]) for hit in hits["hits"]]
        works = self._count_works(answering) if wanted.by_work and count <= MOST_WORKS_COUNTED else None
        return Found(count, keys[: wanted.limit], works, goes_on=len(keys) > wanted.limit)

    def _count_works(self, answering: matching.Query) -> int:
        """Of how many works these few things are, exactly."""
        terms = {"terms": {"field": "work", "size": MOST_WORKS_COUNTED, "shard_size": MOST_WORKS_COUNTED}}
        found = self._search({"query": answering, "size": 0, "aggs": {"works": terms}})
        return len(found["aggregations"]["works"]["buckets"])

    def count(self, wanted: Wanted) -> int:
        found = self._search({"query": self._answering(wanted), "track_total_hits": True, "size": 0})
        return int(found["hits"]["total"]["value"])

    def facets(self, wanted: Wanted, names: Sequence[str], *, size: int) -> FacetCounts:
        counted = self._facets(wanted, names, size, of_each_part=max(5 * size, 500))
        if "available" in names and wanted.filters.get("service_point"):
            free = self.count(replace(wanted, filters={**wanted.filters, "available": ["yes"]}))
            counted["available"] = [("yes", free)] if free else []
        return counted

    def identified(self, identifier: str, kinds: Sequence[str]) -> Sequence[Key]:
        needed = [{"term": {"identifier": identifier}}, *([{"terms": {"kind": list(kinds)}}] if kinds else [])]
        query = {"bool": {"filter": needed, "must_not": [{"term": {"kind": layout.GONE}}]}}
        return [key_in(hit["_id"]) for hit in self._search({"query": query, "size": 2})["hits"]["hits"]]

    def frequency(self, token: str) -> int:
        return self._counted(self.stamp(), "all", (token,))[0]

    def written(self, word: str) -> int:
        stamp = self.stamp()
        return max(self._counted(stamp, name, (word,))[0] for name in WEIGHT_CLASSES)

    def beginnings(self, start: str, *, limit: int | None) -> Sequence[tuple[str, int]]:
        size = layout.MOST_HITS if limit is None else max(2 * limit, 20)
        return self._known({"prefix": {"word": start}}, min(size, layout.MOST_HITS))[:limit]

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        wanted = [token for token in tokens if token]
        return dict(self._known({"terms": {"word": wanted}}, layout.MOST_HITS)) if wanted else {}

    def _known(self, words: dict[str, Any], size: int) -> list[tuple[str, int]]:
        """Words of the list and in how many things each occurs, the most frequent first."""
        asked = {"query": words, "sort": [{"things": "desc"}], "size": size}
        hits = self._search(asked, self._cluster.words)["hits"]["hits"]
        known = [(hit["_source"]["word"], hit["_source"]["things"]) for hit in hits]
        if len(known) <= _MOST_COUNTED:
            found = tuple(word for word, _ in known)
            known = list(zip(found, self._counted(self.stamp(), "all", found), strict=True))
        return sorted(((word, things) for word, things in known if things), key=lambda each: -each[1])

    def _answering(self, wanted: Wanted) -> matching.Query:
        found = matching.answering(wanted, own_filters(wanted.filters))
        return matching.numbered(wanted.numbers, found) if wanted.numbers else found

    def _facets(
        self, wanted: Wanted, names: Sequence[str], size: int, *, of_each_part: int
    ) -> dict[str, list[tuple[str, int]]]:
        """Exact counts: where a part of the index might have left out a value, every part is asked for more."""
        aggregations = {}
        for name in names:
            filters = own_filters(without(wanted.filters, name))
            own = matching.answering(wanted, filters)
            terms = {"field": counted_field(name, wanted.filters), "size": size, "shard_size": of_each_part}
            aggregations[name] = {"filter": own, "aggs": {"values": {"terms": terms}}}
        found = self._search({"size": 0, "aggs": aggregations})["aggregations"]
        unsure = [name for name in names if found[name]["values"]["doc_count_error_upper_bound"]]
        counted = {name: _buckets(found[name]["values"]) for name in names}
        if unsure and of_each_part < _MOST_BUCKETS:
            more = min(of_each_part * _MORE_BUCKETS, _MOST_BUCKETS)
            counted |= self._facets(wanted, unsure, size, of_each_part=more)
        return counted

    def _count_words(self, _stamp: str, field: str, words: tuple[str, ...]) -> tuple[int, ...]:
        if not words:
            return ()
        asked = [{"size": 0, "track_total_hits": True, "query": {"term": {field: word}}} for word in words]
        lines = b"".join(b"{}\n" + to_json(query) + b"\n" for query in asked)
        answers = self._cluster.ask("POST", f"/{self._cluster.name}/_msearch", lines)["responses"]
        return tuple(int(_whole(answer)["hits"]["total"]["value"]) for answer in answers)

    def _search(self, body: dict[str, Any], index: str = "") -> dict[str, Any]:
        path = f"/{index or self._cluster.name}/_search"
        # One process asks the same copies again, so that pages follow each other in one order.
        whole = {"allow_partial_search_results": "false", "preference": self._copies}
        found = self._cluster.ask("POST", path, body, absent={}, **whole)
        if not found:
            raise IndexMissingError
        return _whole(found)


def _whole(found: dict[str, Any]) -> dict[str, Any]:
    """The answer, if every part of the index gave its share."""
    if "error" in found or found.get("timed_out") or found["_shards"]["failed"]:
        raise IndexUnreachableError("a part of the index is silent")
    return found


def _buckets(terms: dict[str, Any]) -> list[tuple[str, int]]:
    return [(str(each["key"]), each["doc_count"]) for each in terms["buckets"]]
