"""What households who borrowed a title borrowed too: the little table, and what it is reckoned from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pustakota.contexts.circulation.models import AlsoBorrowed, AlsoBorrowedRule, Loan
from pustakota.contexts.circulation.rules import also_borrowed as rules
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pustakota.contexts.catalogue.models import Record

ZONE = "Asia/Jakarta"
"""The clock of the months: one for the whole installation, since titles are."""


def also_borrowed(record: Record) -> list[int]:
    """The keys of titles that whoever borrowed this one, in any edition, borrowed too; nearest first, one query."""
    of_work = {"record__work": record.work} if record.work is not None else {"record": record}
    rows = AlsoBorrowed.objects.filter(**of_work).order_by("record", "place").values_list("other", flat=True)
    return list(dict.fromkeys(rows))[: rules.SHOWN]


def fewest_together() -> int:
    """How many households must have borrowed both titles of a pair, as the library set it."""
    newest = AlsoBorrowedRule.objects.order_by("-pk").first()
    return newest.fewest if newest else rules.FEWEST


def others_by_title() -> dict[int, tuple[int, ...]]:
    """The whole table: for each title the others in their order."""
    found: dict[int, list[int]] = defaultdict(list)
    for record, other in AlsoBorrowed.objects.order_by("record", "place").values_list("record", "other"):
        found[record].append(other)
    return {record: tuple(others) for record, others in found.items()}


def shelves_that_count(*, today: date) -> list[set[int]]:
    """What each household borrowed and returned in the counted year, of adults who agreed before its end.

    Editions of one work are one title: the first that was catalogued among those borrowed. One query.
    """
    first, end = rules.counted_year(today)
    begins, ends = periods.start_of_day(first, ZONE), periods.start_of_day(end, ZONE)
    agreed = people.adults_who_agreed(people.ALSO_BORROWED, people.LOAN_HISTORY, before=ends, today=today)
    loans = Loan.objects.filter(
        patron__person__in=agreed.values("pk"),
        lent_at__gte=begins,
        returned_at__lt=ends,
        item__record__is_suppressed=False,
    )
    household = ("patron__person", "patron__person__household")
    title = ("item__record", "item__record__work", "item__record__class_number")
    return _shelves(loans.order_by("item__record").values_list(*household, *title))


def _shelves(rows: Iterable[tuple[int, int | None, int, int | None, str]]) -> list[set[int]]:
    """``rows``: person, household, title, work, class; in the order of titles."""
    title_of: dict[int, int] = {}
    shelves: dict[int, set[int]] = defaultdict(set)
    for person, household, record, work, class_number in rows:
        if rules.counts(class_number):
            title = record if work is None else title_of.setdefault(work, record)
            shelves[person if household is None else -household].add(title)
    return list(shelves.values())
