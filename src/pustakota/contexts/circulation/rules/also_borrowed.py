"""Titles that the same households borrowed, so that nobody can be told from them (ADR 0056)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from math import sqrt

Shelf = frozenset[int] | set[int]
"""What a household borrowed: the keys of titles."""

FEWEST = 5
"""A pair of titles that fewer households borrowed is never kept, whatever a library sets."""
MOST_SET = 50
"""The highest number that a library may set instead."""
SHOWN = 8
APART = ("2", "306.7", "362", "364", "61")
"""Classes that are never counted: belief; sexuality; illness, poverty and abuse; crime; medicine."""


def counts(class_number: str) -> bool:
    """True for a title of which no class says that it is nobody's business who reads it; unknown is not known."""
    return bool(class_number) and not class_number.startswith(APART)


def counted_year(today: date) -> tuple[date, date]:
    """The twelve whole months before this one, the last day excluded.

    What is borrowed today comes in with everything else of its month, so that no day tells what one visitor took home.
    """
    end = today.replace(day=1)
    return end.replace(year=end.year - 1), end


def borrowed_together(shelves: Iterable[Shelf], *, fewest: int) -> Mapping[int, tuple[int, ...]]:
    """For each title those that the same households borrowed, nearest first.

    ``shelves``: what each household borrowed. A title that everybody borrows is near to none: what counts is the share
    of its readers, and then their number.
    """
    enough = max(fewest, FEWEST)
    readers: dict[int, list[Shelf]] = defaultdict(list)
    for shelf in shelves:
        for title in shelf:
            readers[title].append(shelf)
    asked = {title: len(found) for title, found in readers.items() if len(found) >= enough}
    near = {title: _nearest(title, readers[title], asked, enough) for title in asked}
    return {title: others for title, others in near.items() if others}


def _nearest(title: int, shelves: Iterable[Shelf], asked: Mapping[int, int], enough: int) -> tuple[int, ...]:
    both = Counter(other for shelf in shelves for other in shelf if other in asked and other != title)
    found = [(-number / sqrt(asked[other]), -number, other) for other, number in both.items() if number >= enough]
    return tuple(other for _share, _number, other in sorted(found)[:SHOWN])
