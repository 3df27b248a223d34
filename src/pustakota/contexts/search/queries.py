"""Asking the index. Ask `ready()` first: where it is False, answer from your own tables and say so."""

from collections.abc import Sequence
from functools import lru_cache

from pustakota.contexts.search.engines import answering
from pustakota.contexts.search.engines.answering import PAGE_FACETS, Completions, Heading, SearchPage, SearchRequest
from pustakota.contexts.search.engines.current import current_engine
from pustakota.contexts.search.engines.protocol import Sort
from pustakota.contexts.search.rules.documents import Key

__all__ = [
    "PAGE_FACETS",
    "Completions",
    "Heading",
    "Key",
    "SearchPage",
    "SearchRequest",
    "Sort",
    "complete",
    "facet_values",
    "ready",
    "search",
    "stamp",
    "suggestion",
]


def ready() -> bool:
    """Whether there is an index of this version. It costs one look at a file."""
    return current_engine().ready()


def stamp() -> str:
    """Changes with every commit: a key for what is derived from answers."""
    return current_engine().stamp()


def search(request: SearchRequest) -> SearchPage:
    """One page of answers; `IndexMissingError` while not `ready()`. Nothing that can be typed raises."""
    return answering.answer(current_engine(), request)


def complete(text: str, *, kinds: Sequence[str] = ("record",), limit: int = 8) -> Completions:
    """What may come while somebody types: the last word is taken as a beginning."""
    return answering.completions(current_engine(), text, kinds=kinds, limit=limit)


def suggestion(text: str, *, kinds: Sequence[str] = ("record",)) -> str | None:
    """The line with its unknown words corrected, if that finds something."""
    return answering.suggestion(current_engine(), text, kinds=kinds)


def facet_values(request: SearchRequest, name: str, *, size: int = 50) -> Sequence[tuple[str, int]]:
    """A long facet (author, subject), counted when somebody opens it and remembered until the index changes."""
    filters = tuple((facet, tuple(values)) for facet, values in sorted(request.filters.items()) if values)
    return _facet_values(stamp(), request.text, tuple(request.kinds), filters, name, size)


@lru_cache(maxsize=2_000)
def _facet_values(
    _stamp: str,
    text: str,
    kinds: tuple[str, ...],
    filters: tuple[tuple[str, tuple[str, ...]], ...],
    name: str,
    size: int,
) -> Sequence[tuple[str, int]]:
    engine = current_engine()
    wanted = answering.answered(engine, SearchRequest(text, kinds, dict(filters), page_size=1))
    return tuple(engine.facets(wanted, [name], size=size)[name])
