"""What an index engine can do. The suite in tests/contexts/search/test_engine_contract.py holds each engine to it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pustakota.contexts.search.rules.documents import Document, Key
from pustakota.contexts.search.rules.parsing import Question

Filters = Mapping[str, Sequence[str]]
"""Facet → wanted values: any of them within a facet, all facets together."""

Sort = Literal["relevance", "newest", "oldest", "title"]
FacetCounts = Mapping[str, Sequence[tuple[str, int]]]
"""Facet → (value, number of things), the most frequent first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page of answers to a question."""

    question: Question
    kinds: Sequence[str] = ()
    filters: Filters = field(default_factory=dict)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    count: int
    keys: Sequence[Key]


class Engine(Protocol):
    def ready(self) -> bool:
        """Whether there is an index of this version to search. Where False, nothing below `stamp` may be asked."""

    def stamp(self) -> str:
        """Changes whenever an answer may change: a key for caches."""

    def find(self, wanted: Wanted) -> Found: ...

    def count(self, wanted: Wanted) -> int:
        """How many things answer, without ranking them."""

    def facets(self, wanted: Wanted, names: Sequence[str], *, size: int) -> FacetCounts:
        """Exact counts of the `size` most frequent values; a facet's own filter does not narrow its counts."""

    def identified(self, identifier: str, kinds: Sequence[str]) -> Sequence[Key]:
        """Things (at most two) that bear this number."""

    def frequency(self, token: str) -> int:
        """In how many things a token occurs."""

    def written(self, word: str) -> int:
        """In how many things, at most, a word stands as such: not as a stem or another form."""

    def beginnings(self, start: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        """Tokens that begin so and in how many things each occurs, the most frequent first."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the one writer until the end of the block; `IndexBusyError` while another process is."""

    def put(self, documents: Iterable[Document]) -> int:
        """Add or replace things, searchable on return. Nothing happens while there is no index."""

    def remove(self, keys: Iterable[Key]) -> int: ...

    def set_availability(self, changes: Mapping[Key, Mapping[str, int]]) -> int: ...

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make a new index beside the old one, bring it up to what changed meanwhile, and answer from it."""
