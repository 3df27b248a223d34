"""What members are counted by."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from pustakota.contexts.people.models import Patron


def members_joined(point_ids: Collection[int], first: date, last: date) -> QuerySet[Patron]:
    """Memberships of home points that began from the first day to the last, both included."""
    return Patron.objects.filter(home_point__in=point_ids, joined_on__range=(first, last))
