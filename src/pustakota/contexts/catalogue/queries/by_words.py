"""Titles that words find, for whoever must pick one: at the desk, and wherever something points to a title."""

from pustakota.contexts.catalogue import queries
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.catalogue.queries.unindexed import unindexed
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.foundation import clock


def titles_by_words(words: str, *, most: int) -> tuple[list[Record], int]:
    """The best titles and how many there are; from the table by prefix while there is no index."""
    if not words:
        return [], 0
    try:
        page = search.search(search.SearchRequest(text=words, page_size=most, facets=(), year=clock.now().year))
    except IndexMissingError:
        rows = unindexed(words).records
        return list(rows[:most]), len(rows)
    known = queries.records(page.ids)
    return [known[key] for key in page.ids if key in known], page.count
