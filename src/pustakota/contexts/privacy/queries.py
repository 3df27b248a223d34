"""Incidents, whom they concern, and how far the telling is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from pustakota.contexts.people import queries as people
from pustakota.contexts.people.queries.addressees import addressees_of
from pustakota.contexts.privacy import rules
from pustakota.contexts.privacy.models import Affected, Incident, Source
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.people.queries.addressees import Addressee

__all__ = ["Source"]

LETTERS = 100
"""Letters on one page for the printer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an incident is: ``left`` seconds until the law's term ends, below nothing where it has passed."""

    affected: int
    told: int
    due_at: datetime
    left: float
    is_told: bool

    @property
    def untold(self) -> int:
        return self.affected - self.told


def incidents() -> QuerySet[Incident]:
    """All of them, the open ones first, the newest before the others."""
    rows = Incident.objects.select_related("service_point__library")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-found_at", "-pk")


def incident(incident_id: int) -> Incident | None:
    return Incident.objects.select_related("service_point__library").filter(pk=incident_id).first()


def standing(of: Incident, *, at: datetime) -> Standing:
    """How many are affected and told, and how much time is left; one query."""
    return standings([of], at=at)[of.pk]


def standings(of: Collection[Incident], *, at: datetime) -> dict[int, Standing]:
    """The same of several, by their keys; one query."""
    rows = Affected.objects.filter(incident__in=of).values_list("incident").order_by()
    counted = rows.annotate(all=Count("pk"), told=Count("pk", filter=Q(told_at__isnull=False)))
    counts = {key: (all_, told) for key, all_, told in counted}
    return {each.pk: _standing(each, *counts.get(each.pk, (0, 0)), at) for each in of}


def _standing(of: Incident, affected: int, told: int, at: datetime) -> Standing:
    due = rules.due_at(of.found_at)
    is_told = of.agency_told_at is not None and affected == told
    return Standing(affected, told, due, (due - at).total_seconds(), is_told)


def due_at(of: Incident) -> datetime:
    """Until when everybody must have been told."""
    return rules.due_at(of.found_at)


def affected(of: Incident) -> QuerySet[Affected]:
    """Those concerned, with names and cards, in the order in which they were put on the list."""
    return of.affected.select_related("person__patron").order_by("pk")


def affected_by_source(of: Incident) -> dict[str, int]:
    """How many are on the list for each reason, in words."""
    counts = dict(of.affected.values_list("source").annotate(number=Count("pk")).order_by("source"))
    return {str(label): counts[source] for source, label in Source.choices if source in counts}


def to_tell(of: Incident, *, size: int) -> list[Affected]:
    """The next of those who were not told yet."""
    rows = of.affected.filter(told_at__isnull=True).select_related("person__patron__home_point__library")
    return list(rows.order_by("pk")[:size])


def being_told() -> list[Incident]:
    """Open incidents whose people are to be told and are not yet."""
    rows = Incident.objects.filter(telling_since__isnull=False, closed_at__isnull=True, affected__told_at__isnull=True)
    return list(rows.select_related("service_point__library").distinct().order_by("pk"))


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A letter for somebody whom no e-mail reaches: to whom, and about whom where that is their child."""

    reader: Addressee
    about: str
    card: str


def on_paper(of: Incident, *, at: datetime, after: int = 0) -> tuple[list[OnPaper], int | None]:
    """A page of letters for the printer, and the key from which the next goes on (None: the last page)."""
    rows = list(affected(of).filter(pk__gt=after)[:LETTERS])
    today = periods.local_day(at, of.service_point.zone)
    readers = addressees_of([row.person_id for row in rows], today=today)
    letters = [
        OnPaper(reader, "" if reader.person_id == row.person_id else row.person.name, _card(row))
        for row in rows
        for reader in readers.get(row.person_id, [])
        if not reader.email
    ]
    return letters, rows[-1].pk if len(rows) == LETTERS else None


def _card(row: Affected) -> str:
    patron = getattr(row.person, "patron", None)
    return patron.card_number if patron else ""


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """Incidents that concerned a person."""
    rows = Affected.objects.filter(person__in=people.entries_of(person_id)).select_related("incident").order_by("pk")
    return {
        _("Incidents with personal data"): [
            {_("what"): row.incident.what, _("noticed"): row.incident.found_at, _("told"): row.told_at} for row in rows
        ]
    }
