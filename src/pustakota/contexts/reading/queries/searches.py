"""Saved searches, and what is new for them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pustakota.contexts.reading.models import SavedSearch
from pustakota.contexts.search import queries as search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LAID_OUT = frozenset({"kinds", "page", "page_size", "facets", "facet_size", "sort", "weights", "year", "by_work"})
"""What of a request says how its answers are ordered and laid out, and not what is asked."""
PASSING = "available"
"""A filter that is left out when new titles are looked for: what has just come in is seldom on the shelf that day."""
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class News:
    """A saved search, as it was read, with how many titles are new for it."""

    search: SavedSearch
    count: int


def as_asked(request: search.SearchRequest) -> dict[str, Any]:
    """What a request asks, as it is kept: an empty part is left out."""
    parts = {field.name: getattr(request, field.name) for field in fields(request) if field.name not in LAID_OUT}
    return {name: _plain(value) for name, value in parts.items() if value}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")  # which PostgreSQL keeps in no text
    if isinstance(value, int | float | bool):
        return value
    if hasattr(value, "items"):
        return {name: _plain(each) for name, each in value.items() if each}
    return [_plain(each) for each in value]


def request_of(saved: SavedSearch, **laid_out: Any) -> search.SearchRequest:
    """What the index is asked for a saved search."""
    known = {field.name for field in fields(search.SearchRequest)}
    parts = {name: value for name, value in saved.asked.items() if name in known}
    return search.SearchRequest(**parts, **laid_out)


def may_answer() -> bool:
    """Whether there is an index to ask."""
    return search.ready()


def standing(person_id: int, digest: str) -> tuple[SavedSearch | None, int]:
    """What somebody has saved of this very question, and how many other questions; one query."""
    rows = list(SavedSearch.objects.filter(person=person_id))
    same = next((row for row in rows if row.digest == digest), None)
    return same, len(rows) - (same is not None)


def searches_of(person_id: int) -> list[SavedSearch]:
    """What somebody saved, by name."""
    return list(SavedSearch.objects.filter(person=person_id).order_by("name", "pk"))


def search_by_code(code: str) -> SavedSearch | None:
    """The saved search of an address."""
    return SavedSearch.objects.filter(code=code).first()


def page_to_ask(*, after: int, until: int, size: int) -> list[SavedSearch]:
    """Searches whose owners wish to hear and for which records up to ``until`` were not looked at; two queries.

    All of ``size`` members, by the key of the person from behind ``after``: what one member hears of is found together.
    """
    rows = SavedSearch.objects.filter(tells=True, asked_to__lt=until)
    behind = rows.filter(person__gt=after).order_by("person").values_list("person", flat=True)
    members = list(behind.distinct()[:size])
    return list(rows.filter(person__in=members).order_by("person", "pk"))


def new_titles(page: Iterable[SavedSearch], *, until: int) -> list[News]:
    """How many titles up to ``until`` are new for each search; the same question is asked once."""
    known: dict[tuple[str, int], int] = {}
    found, weights = [], search.weights_in_force()
    for saved in page:
        key = saved.digest, saved.asked_to
        if key not in known:
            wanted = replace(_to_come(saved, page_size=1), weights=weights)
            known[key] = search.among(wanted, (saved.asked_to + 1, until)).count
        found.append(News(saved, known[key]))
    return found


def newest_of(saved: SavedSearch) -> Sequence[int]:
    """The records that were new the last time there was something, at most ``MOST_SHOWN``."""
    if saved.new_after is None or not search.ready():
        return []
    numbers = (saved.new_after + 1, saved.asked_to)
    return [number for _kind, number in search.among(_to_come(saved, page_size=MOST_SHOWN), numbers).keys]


def _to_come(saved: SavedSearch, *, page_size: int) -> search.SearchRequest:
    request = request_of(saved, page_size=page_size, facets=())
    return replace(request, filters={name: values for name, values in request.filters.items() if name != PASSING})
