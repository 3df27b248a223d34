"""Counting authors, subjects and classes for the lists that people walk through.

The list is derived: it is counted from the records as a whole and put in the place of the former one row by row, so
that whoever reads it meanwhile finds every heading, at worst with yesterday's number.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.models import Heading, HeadingKind, Record, Reference
from pustakota.contexts.catalogue.rules.alphabet import direct_form, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pustakota.foundation.actors import Actor

LONGEST = 300
AT_ONCE = 1_000
READ_AT_ONCE = 2_000
CLASS_DIGITS = 3
_COLUMNS = {
    HeadingKind.AUTHOR: "authors",
    HeadingKind.SUBJECT: "details__subjects",
    HeadingKind.CLASS: "class_number",
}


def count_headings(*, by: Actor, at: datetime) -> int:
    """Count all headings of the public records anew; how many forms the lists hold now, references included.

    Not one transaction but many small ones: a list of a million headings would hold all others up.
    """
    permissions.may_edit(by)
    for kind in HeadingKind:
        counts = _counted(kind)
        _keep(_headings(kind, counts, at))
        _keep(_referring(kind, counts, at))
    _forget_older(at)
    return Heading.objects.count()


def _counted(kind: HeadingKind) -> Counter[str]:
    """On how many records each form stands; forms longer than a row holds are left out."""
    rows = Record.objects.filter(is_suppressed=False).order_by("pk").values_list("pk", _COLUMNS[kind])
    counts: Counter[str] = Counter()
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:READ_AT_ONCE]):
        for _pk, value in batch:
            counts.update(_labels(kind, value))
        last = batch[-1][0]
    return counts


def _labels(kind: HeadingKind, value: Any) -> list[str]:
    """The forms of one record, each once: a class is its first three digits."""
    if kind == HeadingKind.CLASS:
        number = value[:CLASS_DIGITS]
        return [number] if len(number) == CLASS_DIGITS and number.isdecimal() else []
    return [label for label in dict.fromkeys(value or ()) if len(label) <= LONGEST]


def _headings(kind: HeadingKind, counts: Counter[str], at: datetime) -> Iterator[Heading]:
    for label, records in counts.items():
        yield _heading(kind, label, records=records, at=at)
        other = direct_form(label) if kind == HeadingKind.AUTHOR else ""
        if other and other not in counts:
            yield _heading(kind, other, see=label, records=records, at=at)


def _referring(kind: HeadingKind, counts: Counter[str], at: datetime) -> Iterator[Heading]:
    """References to headings that have titles; a form that has titles itself has the other one beside it."""
    rows = Reference.objects.filter(kind=kind).order_by("pk").values_list("label", "see")
    for label, see in rows.iterator(READ_AT_ONCE):
        if see in counts:
            yield _heading(kind, label, see=see, is_also=label in counts, records=counts[see], at=at)


def _heading(
    kind: HeadingKind, label: str, *, at: datetime, records: int, see: str = "", is_also: bool = False
) -> Heading:
    initial, sort = place_of(label)
    return Heading(
        kind=kind, label=label, see=see, is_also=is_also, initial=initial, sort=sort, records=records, counted_at=at
    )


def _keep(headings: Iterable[Heading]) -> None:
    waiting = iter(headings)
    while batch := list(islice(waiting, AT_ONCE)):
        with transaction.atomic():
            Heading.objects.bulk_create(
                batch,
                update_conflicts=True,
                unique_fields=["kind", "label", "see"],
                update_fields=["is_also", "initial", "sort", "records", "counted_at"],
            )


def _forget_older(at: datetime) -> None:
    old = Heading.objects.filter(counted_at__lt=at).order_by("pk").values_list("pk", flat=True)
    while keys := list(old[:AT_ONCE]):
        Heading.objects.filter(pk__in=keys).delete()
