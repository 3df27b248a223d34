"""What an index engine can do. The suite in tests/contexts/search/test_engine_contract.py holds each engine to it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pustakota.contexts.search.engines.entries import Entry
from pustakota.contexts.search.rules.documents import Document, Key
from pustakota.contexts.search.rules.parsing import Question
from pustakota.contexts.search.rules.selecting import Condition, Dated
from pustakota.contexts.search.rules.weights import FIRST, Weights

Filters = Mapping[str, Sequence[str]]
"""Facet → wanted values: any of them within a facet, all facets together."""

Sort = Literal["relevance", "newest", "oldest", "title", "borrowed"]
"""`borrowed`: by steps of what is lent (`rules/preferring.py`), within a step as by relevance."""
FacetCounts = Mapping[str, Sequence[tuple[str, int]]]
"""Facet → (value, number of things), the most frequent first."""


DEEPEST = 10_000
"""No page begins further down than here."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page of answers to a question. Where there is a `condition`, it decides what answers; the question ranks.

    `left_out`: facet → values that no answer has; `years`: only from these. Neither leaves a facet's own counts alone.
    `numbers`: only things numbered from the first to the last. Facets are counted without regard to it.
    `weights` say what stands higher; `year` is this year, from which it is counted how recent a thing is.
    `by_work`: of the things of one work only the first in the order; `offset` and `limit` count works then.
    """

    question: Question
    kinds: Sequence[str] = ()
    filters: Filters = field(default_factory=dict)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    condition: Condition | None = None
    left_out: Filters = field(default_factory=dict)
    years: Dated | None = None
    numbers: tuple[int, int] | None = None
    weights: Weights = FIRST
    year: int | None = None
    by_work: bool = False


MOST_WORKS_COUNTED = 300
"""Works are counted among so many things at most: beyond, nobody counts pages, and it would cost every page."""


@dataclass(frozen=True, slots=True)
class Found:
    """`count` is of things, always. `works`: how many works they are, where that was counted (exactly, or not at all).

    `goes_on`: whether something follows what is shown here.
    """

    count: int
    keys: Sequence[Key]
    works: int | None = None
    goes_on: bool = False


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

    def frequencies(self, tokens: Iterable[str]) -> Mapping[str, int]:
        """The same of those that occur at all among many tokens."""

    def written(self, word: str) -> int:
        """In how many things, at most, a word stands as such: not as a stem or another form."""

    def beginnings(self, start: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        """Tokens that begin so and in how many things each occurs, the most frequent first."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the one writer until the end of the block; `IndexBusyError` while another process is."""

    def entry(self, document: Document) -> Entry:
        """The dear part of feeding, without the index: it may be done in another process than the writer's."""

    def put(self, documents: Iterable[Document | Entry]) -> int:
        """Add or replace things, searchable on return. Nothing happens while there is no index."""

    def remove(self, keys: Iterable[Key]) -> int: ...

    def set_availability(self, changes: Mapping[Key, Mapping[str, int]]) -> int: ...

    def rebuild(self, documents: Iterable[Document | Entry]) -> int:
        """Make a new index beside the old one, bring it up to what changed meanwhile, and answer from it."""
