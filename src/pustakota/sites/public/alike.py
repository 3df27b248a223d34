"""Titles like another one: the same author, the same subjects, near it in class; nobody's loans are looked at.

The index finds candidates by author and by the narrowest subjects; what they share with the title decides. The answer
is kept for some hours, since neither changes often.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.search import queries as search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pustakota.contexts.catalogue.models import Record

KEPT = 6 * 3600
SHOWN = 8
_CANDIDATES, _SUBJECTS_ASKED, _AUTHORS_ASKED = 40, 4, 2
_SUBJECT, _AUTHOR, _LANGUAGE, _CLASS_DIGIT, _CLASS_DIGITS = 3.0, 2.0, 1.0, 0.5, 6


def titles_like(record: Record) -> list[Record]:
    """At most ``SHOWN`` titles, the likest first; none without an index or without anything to compare."""
    key = f"alike:{record.pk}"
    numbers = cache.get(key)
    if numbers is None:
        numbers = [row.pk for row in _likest(record)] if search.ready() else []
        if search.ready():
            cache.set(key, numbers, KEPT)
    found = catalogue.records(numbers)
    return [found[number] for number in numbers if number in found]


def _likest(record: Record) -> list[Record]:
    rows = catalogue.records_to_compare({number for number in _candidates(record) if number != record.pk})
    scored = sorted(((likeness(record, row), row.pk, row) for row in rows), key=lambda each: (-each[0], each[1]))
    found: dict[str, Record] = {}
    for _score, _key, row in scored:  # editions of one work stand for each other, and none for the title itself
        if row.title.casefold() != record.title.casefold():
            found.setdefault(row.title.casefold(), row)
    return list(found.values())[:SHOWN]


def _candidates(record: Record) -> Iterator[int]:
    narrowest = sorted(record.details.get("subjects", ()), key=lambda subject: (-subject.count(" -- "), -len(subject)))
    wishes = [("subject", subject) for subject in narrowest[:_SUBJECTS_ASKED]]
    wishes += [("author", author) for author in record.authors[:_AUTHORS_ASKED]]
    for facet, value in wishes:
        request = search.SearchRequest(filters={facet: (value,)}, page_size=_CANDIDATES, facets=(), sort="newest")
        yield from search.search(request).ids


def likeness(one: Record, other: Record) -> float:
    """Shared subjects and authors, the language, and how far the classes agree from the left."""
    subjects = _subjects(one) & _subjects(other)
    authors = set(one.authors) & set(other.authors)
    score = _SUBJECT * len(subjects) + _AUTHOR * len(authors)
    if one.language and one.language == other.language:
        score += _LANGUAGE
    return score + _CLASS_DIGIT * _agreeing(one.class_number, other.class_number)


def _subjects(record: Record) -> set[str]:
    return {subject.casefold() for subject in record.details.get("subjects", ())}


def _agreeing(one: str, other: str) -> int:
    agreed = 0
    for left, right in zip(one, other, strict=False):
        if left != right or agreed == _CLASS_DIGITS:
            break
        agreed += 1
    return agreed
