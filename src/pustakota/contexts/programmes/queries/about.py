"""What programmes are about, and which are about one thing."""

from __future__ import annotations

from django.db.models import Q

from pustakota.contexts.programmes.models import (
    Occurrence,
    State,
    Subject,
)
from pustakota.contexts.programmes.queries.calendar import occurrences
from pustakota.foundation import clock

DATES_ABOUT = 3


def subjects_of(of: Occurrence) -> list[Subject]:
    """What a date is about: what its programme is, and what it alone is."""
    rows = Subject.objects.filter(Q(occurrence=None) | Q(occurrence=of), programme=of.programme_id)
    return list(rows.select_related("record").order_by("pk"))


def subjects_of_programme(programme_id: int) -> list[Subject]:
    """All links of a programme, those of single dates too."""
    rows = Subject.objects.filter(programme=programme_id).select_related("record", "occurrence__service_point")
    return list(rows.order_by("occurrence__starts_at", "pk"))


def subject(subject_id: int) -> Subject | None:
    return Subject.objects.select_related("programme").filter(pk=subject_id).first()


def dates_about(**thing: object) -> list[Occurrence]:
    """What takes place about one thing (``record``, ``author`` or ``publisher``): the next dates, else the last."""
    links = list(Subject.objects.filter(**thing).values_list("programme", "occurrence"))
    if not links:
        return []
    rows = occurrences().filter(
        Q(pk__in=[date for _, date in links if date]) | Q(programme__in=[whole for whole, date in links if not date]),
        state__in=[State.PUBLISHED, State.POSTPONED, State.REPORTED],
    )
    ahead = list(rows.filter(ends_at__gt=clock.now())[:DATES_ABOUT])
    return ahead or list(rows.order_by("-starts_at")[:DATES_ABOUT])
