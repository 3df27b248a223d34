"""Many persons at once, by what an incident has in common: looked at, members of a point, card numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.people.models import Patron, PatronStatus, PersonSeen, RetiredCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

CHUNK = 2000


def persons_looked_at(*, since: datetime, until: datetime, account_id: int | None = None) -> Iterator[int]:
    """The keys of all persons at whom staff looked from ``since`` to ``until``, both included, each once."""
    rows = PersonSeen.objects.filter(at__range=(since, until))
    if account_id is not None:
        rows = rows.filter(account_id=account_id)
    return rows.order_by("person").values_list("person", flat=True).distinct().iterator(chunk_size=CHUNK)


def persons_with_membership(point_ids: Sequence[int] = ()) -> Iterator[int]:
    """The keys of all who have a membership that is not closed, at these points or at any."""
    rows = Patron.objects.exclude(status=PatronStatus.CLOSED)
    if point_ids:
        rows = rows.filter(home_point__in=point_ids)
    return rows.order_by("pk").values_list("person", flat=True).iterator(chunk_size=CHUNK)


def persons_of_cards(cards: Sequence[str]) -> dict[str, int]:
    """Card number → key of its person, also for cards that are no longer taken; unknown ones are left out."""
    found: dict[str, int] = {}
    for first in range(0, len(cards), CHUNK):
        some = cards[first : first + CHUNK]
        retired = RetiredCard.objects.filter(number__in=some).values_list("number", "patron__person")
        found |= dict(retired)
        standing = Patron.objects.filter(card_number__in=some).values_list("card_number", "person")
        found |= dict(standing)
    return found
