"""The lists of headings and titles around a place in them, for programs that look before they search."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from pustakota.contexts.catalogue.models import Heading, HeadingKind, Record
from pustakota.contexts.catalogue.rules.alphabet import place_of
from pustakota.contexts.catalogue.rules.wording import sort_form

__all__ = ["HeadingKind", "headings_around", "titles_around"]
MOST_ALIKE = 2_000
"""So many titles that differ in their subtitle alone are read for one line of a list."""

Around = tuple[list[str], list[str]]
"""What stands before the place, the nearest first, and what stands from it on."""


def headings_around(kind: HeadingKind, start: str, *, before: int, after: int, is_behind: bool = False) -> Around:
    """At most so many forms before and after a place, as the last count found them, without references.

    ``is_behind``: the list begins behind what stands at the place itself.
    """
    initial, form = place_of(start)
    rows = Heading.objects.filter(kind=kind, see="")
    own, (ahead, back) = rows.filter(initial=initial), _sides("sort", form, is_behind=is_behind)
    following = _labels(own.filter(**ahead).order_by("sort", "pk"), after)
    following += _labels(rows.filter(initial__gt=initial).order_by("initial", "sort", "pk"), after - len(following))
    earlier = _labels(own.filter(**back).order_by("-sort", "-pk"), before)
    earlier += _labels(rows.filter(initial__lt=initial).order_by("-initial", "-sort", "-pk"), before - len(earlier))
    return earlier, following


def titles_around(start: str, *, before: int, after: int, is_behind: bool = False) -> Around:
    """The same of the titles of public records, each once however many records bear it."""
    ahead, back = _sides("title_sort", sort_form(start), is_behind=is_behind)
    rows = Record.objects.filter(is_suppressed=False).values_list("title", flat=True)
    following = rows.filter(**ahead).order_by("title_sort", "pk")[:MOST_ALIKE]
    earlier = rows.filter(**back).order_by("-title_sort", "-pk")[:MOST_ALIKE]
    return _different(earlier, before), _different(following, after)


def _sides(column: str, form: str, *, is_behind: bool) -> tuple[dict[str, str], dict[str, str]]:
    """What stands from a place on, and what before it."""
    if is_behind:
        return {f"{column}__gt": form}, {f"{column}__lte": form}
    return {f"{column}__gte": form}, {f"{column}__lt": form}


def _labels(rows: QuerySet[Heading], number: int) -> list[str]:
    return list(rows.values_list("label", flat=True)[:number]) if number > 0 else []


def _different(rows: QuerySet[Record, str], number: int) -> list[str]:
    return list(islice(_once(rows.iterator(chunk_size=100)), number)) if number else []


def _once(titles: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for title in titles:
        form = sort_form(title)
        if form not in seen:
            seen.add(form)
            yield title
