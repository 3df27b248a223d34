from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from pustakota.contexts.search.engines.entries import Entry
from pustakota.contexts.search.engines.opensearch import layout
from pustakota.contexts.search.engines.opensearch.cluster import Cluster
from pustakota.contexts.search.engines.opensearch.reading import Reading
from pustakota.contexts.search.engines.opensearch.writing import Writing
from pustakota.contexts.search.engines.protocol import FacetCounts, Found, Wanted
from pustakota.contexts.search.rules.documents import Document, Key


class OpenSearchEngine:
    """Indices of one name in a cluster: many processes and machines read them, one writes."""

    def __init__(self, addresses: Sequence[str], name: str = "pustakota", *, shards: int = 1) -> None:
        cluster = Cluster(addresses, name)
        self._reading = Reading(cluster)
        self._writing = Writing(cluster, self._reading, shards=shards)

    def ready(self) -> bool:
        return self._reading.ready()

    def stamp(self) -> str:
        return self._reading.stamp()

    def find(self, wanted: Wanted) -> Found:
        return self._reading.find(wanted)

    def count(self, wanted: Wanted) -> int:
        return self._reading.count(wanted)

    def facets(self, wanted: Wanted, names: Sequence[str], *, size: int) -> FacetCounts:
        return self._reading.facets(wanted, names, size=size)

    def identified(self, identifier: str, kinds: Sequence[str]) -> Sequence[Key]:
        return self._reading.identified(identifier, kinds)

    def frequency(self, token: str) -> int:
        return self._reading.frequency(token)

    def frequencies(self, tokens: Iterable[str]) -> Mapping[str, int]:
        return self._reading.frequencies(tokens)

    def written(self, word: str) -> int:
        return self._reading.written(word)

    def beginnings(self, start: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        return self._reading.beginnings(start, limit=limit)

    def writing(self) -> AbstractContextManager[None]:
        return self._writing.held()

    def entry(self, document: Document) -> Entry:
        return layout.described(document)

    def put(self, documents: Iterable[Document | Entry]) -> int:
        return self._writing.put(documents)

    def remove(self, keys: Iterable[Key]) -> int:
        return self._writing.remove(keys)

    def set_availability(self, changes: Mapping[Key, Mapping[str, int]]) -> int:
        return self._writing.set_availability(changes)

    def rebuild(self, documents: Iterable[Document | Entry]) -> int:
        return self._writing.rebuild(documents)
