"""Who is registered, for what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.errors import ForgettingRefused
from pustakota.contexts.programmes.models import (
    Occurrence,
    Registration,
    State,
    Status,
)
from pustakota.contexts.programmes.queries.calendar import occurrences
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import QuerySet


SHOWN_BACK = timedelta(days=30)
"""How long what is over stays in somebody's calendar."""


def registration_by_code(code: str) -> Registration | None:
    rows = Registration.objects.select_related(
        "occurrence__programme", "occurrence__service_point__library", "person__patron"
    )
    return rows.filter(code=code).first()


def registration(registration_id: int) -> Registration | None:
    rows = Registration.objects.select_related("occurrence__programme", "occurrence__service_point__library")
    return rows.filter(pk=registration_id).first()


def registrations_of(of: Occurrence) -> list[Registration]:
    """Everybody, those who have a seat first, then those who wait in their order; but forms that were not sent."""
    rows = of.registrations.exclude(status=Status.LEFT).select_related("person__patron", "occurrence")
    return list(rows.order_by("-priority", "waiting_since", "made_at", "pk"))


def registrations_ahead(person_ids: Collection[int], *, at: datetime) -> list[Registration]:
    """What these persons are registered for that is not over, the next first."""
    rows = Registration.objects.filter(person__in=person_ids, status__in=rules.LIVE, occurrence__ends_at__gt=at)
    rows = rows.select_related("occurrence__programme", "occurrence__service_point", "person")
    return list(rows.order_by("occurrence__starts_at", "pk"))


def dates_of_person(person_id: int, *, at: datetime) -> list[Occurrence]:
    """What a person (in all entries of them) has a seat for and what was over not long ago, for their calendar."""
    rows = Registration.objects.filter(person__in=people.entries_of(person_id), status__in=rules.HAS_SEAT)
    return list(occurrences().filter(pk__in=rows.values("occurrence"), ends_at__gt=at - SHOWN_BACK))


def live_registrations(of: Occurrence, person_ids: Collection[int] | None = None) -> list[Registration]:
    """Registrations for one occurrence, of these persons or of all."""
    rows = of.registrations.filter(status__in=rules.LIVE).select_related("person")
    return list((rows if person_ids is None else rows.filter(person__in=person_ids)).order_by("pk"))


def withdrawn_with(of: Occurrence) -> list[Registration]:
    """Registrations that ended when the occurrence was called off."""
    rows = of.registrations.filter(status=Status.WITHDRAWN, because=of.because).select_related("person")
    return list(rows.order_by("pk"))


def registrations_to_remind(since: datetime, until: datetime) -> QuerySet[Registration]:
    """Of those who have a seat and were not reminded, for what begins in a time."""
    rows = Registration.objects.filter(
        status=Status.CONFIRMED,
        person__isnull=False,
        reminded_at__isnull=True,
        occurrence__state=State.PUBLISHED,
        occurrence__starts_at__gt=since,
        occurrence__starts_at__lte=until,
    )
    rows = rows.select_related("occurrence__programme", "occurrence__service_point__library")
    return rows.order_by("occurrence__starts_at", "pk")


def registration_ids_of(person_ids: Sequence[int]) -> list[int]:
    """The numbers of what these persons registered for, as far as it still leads to them."""
    return list(Registration.objects.filter(person__in=person_ids).values_list("pk", flat=True))


def registration_of_person(of: Occurrence, person_id: int) -> Registration | None:
    rows = of.registrations.filter(person=person_id, status__in=rules.LIVE)
    return rows.select_related("person__patron", "occurrence__programme", "occurrence__service_point").first()


def forms_not_sent(before: datetime) -> QuerySet[Registration]:
    """Forms that were left before a moment."""
    return Registration.objects.filter(status=Status.LEFT, ended_at__lt=before)


def registrations_to_part(before: datetime) -> QuerySet[Registration]:
    """Registrations of dates that were over before a moment and still lead to somebody."""
    return Registration.objects.filter(person__isnull=False, occurrence__ends_at__lt=before)


def reasons_not_to_forget(person_id: int) -> ForgettingRefused | None:
    """What is ahead stands in the way."""
    rows = Registration.objects.filter(
        person__in=people.entries_of(person_id),
        status__in=rules.LIVE - {rules.Status.ATTENDED},
        occurrence__state__in=[State.PUBLISHED, State.POSTPONED],
    )
    ahead = rows.count()
    return ForgettingRefused(Reason("registrations_ahead", {"count": ahead}, overridable=False)) if ahead else None


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What a person registered for."""
    rows = Registration.objects.filter(person__in=people.entries_of(person_id))
    rows = rows.select_related("occurrence__programme", "occurrence__service_point")
    return {
        _("Registrations"): [
            {
                _("what"): row.occurrence.name,
                _("when"): row.occurrence.starts_at,
                _("where"): row.occurrence.service_point.name,
                _("people"): row.party,
                _("state"): row.get_status_display(),
                **{question: said for _field, question, said in row.answers},
            }
            for row in rows.order_by("occurrence__starts_at", "pk")
        ]
    }
