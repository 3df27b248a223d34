"""How often titles are lent, whoever borrowed them: loans are counted by title, and members are not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from pustakota.contexts.circulation.models import Loan, Popularity
from pustakota.foundation.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

__all__ = ["loans_by_title", "popularity", "steps_by_title"]


def popularity(record_ids: Collection[int]) -> dict[int, int]:
    """The step of each of these titles that has one, as last counted; one query."""
    return dict(_steps(list(record_ids)))


@prepared
def _steps(record_ids: list[int]) -> QuerySet[Popularity, tuple[int, int]]:
    return Popularity.objects.filter(record__in=record_ids).values_list("record", "step")


def steps_by_title() -> dict[int, int]:
    """The step of every title that has one."""
    return dict(Popularity.objects.values_list("record", "step"))


def loans_by_title(*, since: datetime) -> dict[int, int]:
    """The number of loans of each title that was lent since then."""
    rows = Loan.objects.filter(lent_at__gte=since).order_by().values("item__record").annotate(loans=Count("pk"))
    return dict(rows.values_list("item__record", "loans"))
