"""What members are counted by."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from pustakota.contexts.people.models import TAKEN_IN, Patron


def members_joined(point_ids: Collection[int], first: date, last: date) -> QuerySet[Patron]:
    """Memberships of home points that began from the first day to the last, both included; no provisional ones."""
    seen = Q(registration=None) | Q(registration__ended_how__in=TAKEN_IN)
    return Patron.objects.filter(seen, home_point__in=point_ids, joined_on__range=(first, last))
