"""The lists that people walk through: authors, subjects and classes, as the last count found them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from pustakota.contexts.catalogue.models import Heading, HeadingKind, Record
from pustakota.contexts.catalogue.rules.alphabet import DIGITS, LETTERS, OTHERS, place_of

__all__ = ["DIGITS", "LETTERS", "OTHERS", "PAGE_SIZE", "HeadingKind", "HeadingPage", "classes", "initials", "page",
           "place_of", "titles_of_class"]  # fmt: skip

PAGE_SIZE = 60


@dataclass(frozen=True, slots=True)
class HeadingPage:
    """Rows in their order; ``previous`` and ``following`` are where the pages beside this one begin."""

    rows: Sequence[Heading]
    previous: str = ""
    following: str = ""


def initials(kind: str) -> dict[str, int]:
    """How many forms stand under each letter."""
    rows = Heading.objects.filter(kind=kind).order_by().values_list("initial").annotate(n=Count("pk"))
    return dict(rows)


def page(kind: str, initial: str, *, start: str = "") -> HeadingPage:
    """One page under a letter, from a form on (``start`` in any spelling); three short walks along the index."""
    begun = place_of(start)[1] if start else ""
    rows = Heading.objects.filter(kind=kind, initial=initial)
    found = list(rows.filter(sort__gte=begun).order_by("sort", "pk")[: PAGE_SIZE + 1])
    before = list(rows.filter(sort__lt=begun).order_by("-sort", "-pk")[:PAGE_SIZE]) if begun else []
    return HeadingPage(
        rows=found[:PAGE_SIZE],
        previous=before[-1].sort if before else "",
        following=found[PAGE_SIZE].sort if len(found) > PAGE_SIZE else "",
    )


def classes(beginning: str = "") -> list[tuple[str, int]]:
    """Classes of one digit more than the beginning, and how many titles each has; at most a thousand rows are read."""
    counts: Counter[str] = Counter()
    rows = Heading.objects.filter(kind=HeadingKind.CLASS, initial=DIGITS, sort__startswith=beginning)
    for label, records in rows.values_list("label", "records"):
        counts[label[: len(beginning) + 1]] += records
    return sorted(counts.items())


def titles_of_class(number: str, *, after: tuple[str, int] | None = None) -> list[Record]:
    """Titles of a class and all beneath it, in the order of class and title, from behind one of them on."""
    rows = Record.objects.filter(is_suppressed=False, class_number__gte=number, class_number__lt=_after(number)).defer(
        "marc", "original"
    )
    if after:
        place, key = after
        last = Record.objects.filter(pk=key).values_list("title_sort", flat=True).first() or ""
        rows = rows.filter(
            Q(class_number__gt=place)
            | Q(class_number=place, title_sort__gt=last)
            | Q(class_number=place, title_sort=last, pk__gt=key)
        )
    return list(rows.order_by("class_number", "title_sort", "pk")[: PAGE_SIZE + 1])


def _after(number: str) -> str:
    """The first text behind everything that begins with the digits."""
    return number[:-1] + chr(ord(number[-1]) + 1)
