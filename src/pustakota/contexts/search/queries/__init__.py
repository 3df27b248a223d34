"""Asking the index. Ask `ready()` first: where it is False, answer from your own tables and say so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pustakota.contexts.search.engines import answering
from pustakota.contexts.search.engines.answering import PAGE_FACETS, Completions, Heading, SearchPage, SearchRequest
from pustakota.contexts.search.engines.current import current_engine
from pustakota.contexts.search.engines.protocol import DEEPEST, Filters, Found, Sort, Wanted
from pustakota.contexts.search.queries.judging import LOOKED_AT, Outcome, judged_queries, judged_query, mean, outcome
from pustakota.contexts.search.queries.weighing import (
    version_in_force,
    weights_in_force,
    weights_of,
    weights_versions,
)
from pustakota.contexts.search.rules import parsing, selecting
from pustakota.contexts.search.rules.documents import MOST_POPULAR, Key
from pustakota.contexts.search.rules.marking import Piece, marked, typed_words
from pustakota.contexts.search.rules.parsing import LONGEST_TEXT
from pustakota.contexts.search.rules.weights import FIRST, RANGES, Weights

__all__ = [
    "DEEPEST",
    "FIRST",
    "LONGEST_TEXT",
    "LOOKED_AT",
    "MOST_POPULAR",
    "PAGE_FACETS",
    "RANGES",
    "Completions",
    "Found",
    "Heading",
    "Key",
    "Outcome",
    "Piece",
    "SearchPage",
    "SearchRequest",
    "Sort",
    "Weights",
    "among",
    "beside_words",
    "complete",
    "counts_of_any",
    "facet_values",
    "judged_queries",
    "judged_query",
    "marked",
    "mean",
    "number_of",
    "others",
    "outcome",
    "read",
    "ready",
    "search",
    "select",
    "selecting",
    "stamp",
    "suggestion",
    "typed_words",
    "version_in_force",
    "weights_in_force",
    "weights_of",
    "weights_versions",
]


def ready() -> bool:
    """Whether there is an index of this version. It costs one look at a file."""
    return current_engine().ready()


def stamp() -> str:
    """Changes with every commit: a key for what is derived from answers."""
    return current_engine().stamp()


def search(request: SearchRequest) -> SearchPage:
    """One page of answers by the weights in force; `IndexMissingError` while not `ready()`.

    Nothing that can be typed raises. Where there are words, the weights cost one query.
    """
    return answering.answer(current_engine(), _weighed(request))


def _weighed(request: SearchRequest) -> SearchRequest:
    """With the weights in force, where words are asked and no others are tried."""
    return replace(request, weights=weights_in_force()) if request.weights is None and request.text else request


def select(
    condition: selecting.Condition, *, year: int, sort: Sort = "relevance", offset: int = 0, limit: int = 20
) -> Found:
    """Records for which a condition is true, nothing corrected or guessed; `IndexMissingError` while not `ready()`.

    `year` is the present one, for what counts as recent.
    """
    question = parsing.parse(" ".join(selecting.ranking(condition)))
    weights = weights_in_force() if question.clauses and sort == "relevance" else FIRST
    wanted = Wanted(question, ("record",), sort=sort, offset=offset, limit=limit, condition=condition)
    return current_engine().find(replace(wanted, weights=weights, year=year))


def number_of(condition: selecting.Condition) -> int:
    """How many records it is true for; `IndexMissingError` while not `ready()`."""
    return current_engine().count(Wanted(parsing.parse(""), ("record",), condition=condition))


def among(request: SearchRequest, numbers: tuple[int, int]) -> Found:
    """Of the things numbered from the first to the last what answers the line as it is typed, the newest first.

    Nothing is corrected or guessed; `IndexMissingError` while not `ready()`.
    """
    return answering.among(current_engine(), _weighed(request), numbers)


def others(text: str, *, kinds: Sequence[str], begun: bool = False, limit: int = 4) -> Sequence[Key]:
    """Things of other kinds that the same line finds, the best first; `IndexMissingError` while not `ready()`.

    `begun`: the last word may be unfinished.
    """
    return answering.others(current_engine(), text, kinds, begun=begun, limit=limit)


def complete(text: str, *, kinds: Sequence[str] = ("record",), limit: int = 8) -> Completions:
    """What may come while somebody types: the last word is taken as a beginning."""
    return answering.completions(current_engine(), text, kinds=kinds, limit=limit, weights=weights_in_force())


def read(text: str) -> parsing.Question:
    """The line as it is understood, for a caller that answers from its own tables."""
    return parsing.parse(text)


def beside_words(text: str) -> str:
    """What a line asks beside its words: years, languages, classes, and what it leaves out."""
    return parsing.parse(text).of(()).line


def suggestion(text: str, *, kinds: Sequence[str] = ("record",)) -> str | None:
    """The line with its unknown words corrected, if that finds something."""
    return answering.suggestion(current_engine(), text, kinds=kinds)


_Kept = tuple[tuple[str, tuple[str, ...]], ...]


class _Narrowed(NamedTuple):
    """What a request asks, as a key."""

    text: str
    kinds: tuple[str, ...]
    filters: _Kept
    left_out: _Kept
    since: int | None
    until: int | None
    same: tuple[str, ...]


def facet_values(request: SearchRequest, name: str, *, size: int = 50) -> Sequence[tuple[str, int]]:
    """A long facet (author, subject), counted when somebody opens it and remembered until the index changes."""
    return _facet_values(stamp(), _asked(request), name, size)


def counts_of_any(page: SearchPage, name: str, groups: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    """How many answers have any value of each group, whatever else is chosen of the facet."""
    engine, wanted = current_engine(), page.wanted
    return {
        group: engine.count(replace(wanted, filters={**wanted.filters, name: values}))
        for group, values in groups.items()
    }


def _asked(request: SearchRequest) -> _Narrowed:
    filters, left_out = _kept(request.filters), _kept(request.left_out)
    same = weights.same if (weights := _weighed(request).weights) else ()
    return _Narrowed(request.text, tuple(request.kinds), filters, left_out, request.since, request.until, same)


def _request(asked: _Narrowed) -> SearchRequest:
    return SearchRequest(
        asked.text, asked.kinds, dict(asked.filters), page_size=1,
        left_out=dict(asked.left_out), since=asked.since, until=asked.until, weights=replace(FIRST, same=asked.same),
    )  # fmt: skip


def _kept(filters: Filters) -> _Kept:
    return tuple((facet, tuple(values)) for facet, values in sorted(filters.items()) if values)


@lru_cache(maxsize=2_000)
def _facet_values(_stamp: str, asked: _Narrowed, name: str, size: int) -> Sequence[tuple[str, int]]:
    engine = current_engine()
    return tuple(answering.facets(engine, answering.answered(engine, _request(asked)), [name], size=size)[name])
