"""Say on which terms things are booked, and when they are given to nobody; every change of terms is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.spaces import permissions, queries
from pustakota.contexts.spaces.actions.keeping import note_change, noted
from pustakota.contexts.spaces.errors import ResourceRefused, TermsRefused
from pustakota.contexts.spaces.models import Blackout, Policy, Quota
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime, time

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor

SHORTEST_STEP = 5
OF_TERMS = (
    *("name", "step", "shortest", "longest", "lead", "window_days", "before", "after", "most_open", "most_a_day"),
    *("cancel_until", "release_after", "gap", "fewest_people", "youngest", "oldest", "steps", "answer_within"),
    *("remind_before", "form", "most_days"),
)
OF_QUOTA = ("per", "scope", "most_bookings", "most_minutes")


@transaction.atomic
def add_policy(*, name: str, by: Actor, quotas: Sequence[dict[str, Any]] = (), **terms: Any) -> Policy:
    """Terms of booking, in minutes and days; ``quotas``: names of ``OF_QUOTA``."""
    permissions.may_keep_shared(by, ())
    row = Policy(name=name.strip(), **terms)
    if reasons := [*_against(row), *_against_quotas(quotas)]:
        raise TermsRefused(*reasons)
    row.save()
    _keep_quotas(row, quotas)
    return row


@transaction.atomic
def change_policy(
    *, policy: Policy, by: Actor, at: datetime, quotas: Sequence[dict[str, Any]] | None = None, **terms: Any
) -> Policy:
    """Other terms for all that is booked on them, from now on; what is booked stays as it is.

    For whoever keeps each point that shares the terms.
    """
    permissions.may_keep_shared(by, queries.points_sharing(policy=policy.pk))
    row = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    before = noted(row, OF_TERMS) | {"quotas": _quotas_of(row)}
    for name, value in terms.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if reasons := [*_against(row), *_against_quotas(quotas or ())]:
        raise TermsRefused(*reasons)
    row.save()
    if quotas is not None:
        row.quotas.all().delete()
        _keep_quotas(row, quotas)
    note_change({"policy": row}, before, noted(row, OF_TERMS) | {"quotas": _quotas_of(row)}, by=by, at=at)
    return row


def _against(row: Policy) -> Iterator[Reason]:
    is_taken = Policy.objects.filter(name=row.name).exclude(pk=row.pk).exists()
    has_step = row.step >= SHORTEST_STEP
    checks = (
        (Reason("name_missing", overridable=False), not row.name),
        (Reason("name_taken", {"name": row.name}, overridable=False), is_taken),
        (Reason("no_step", overridable=False), not has_step),
        (Reason("shorter_than_shortest", overridable=False), row.longest < row.shortest or row.shortest < 1),
        (
            Reason("lengths_off_the_grid", {"minutes": row.step}, overridable=False),
            has_step and (row.shortest % row.step or row.longest % row.step),
        ),
        (
            Reason("ages_crossed", overridable=False),
            row.youngest is not None and row.oldest is not None and row.oldest < row.youngest,
        ),
        (Reason("steps_unknown", overridable=False), row.steps not in {1, 2}),
    )
    yield from (reason for reason, is_wrong in checks if is_wrong)


def _against_quotas(quotas: Sequence[dict[str, Any]]) -> Iterator[Reason]:
    if any(each.get("most_bookings") is None and each.get("most_minutes") is None for each in quotas):
        yield Reason("quota_empty", overridable=False)
    kinds = [(each["per"], each["scope"]) for each in quotas]
    if len(set(kinds)) < len(kinds):
        yield Reason("quota_twice", overridable=False)


def _quotas_of(row: Policy) -> list[list[Any]]:
    return [list(each) for each in row.quotas.order_by("pk").values_list(*OF_QUOTA)]


def _keep_quotas(row: Policy, quotas: Sequence[dict[str, Any]]) -> None:
    Quota.objects.bulk_create(Quota(policy=row, **each) for each in quotas)


@transaction.atomic
def add_blackout(
    *,
    at_point: ServicePoint,
    words: str,
    first_on: date,
    by: Actor,
    resource: Resource | None = None,
    last_on: date | None = None,
    weekday: int | None = None,
    begins: time | None = None,
    ends: time | None = None,
) -> Blackout:
    """From now on something, or everything of a point, is given to nobody then; bookings that stand there stay."""
    permissions.may_keep(by, at_point.pk)
    is_whole_day = begins is None and ends is None
    checks = (
        (Reason("words_missing", overridable=False), not words.strip()),
        (Reason("half_hours", overridable=False), (begins is None) != (ends is None)),
        (Reason("hours_crossed", overridable=False), bool(begins and ends and ends <= begins) and not is_whole_day),
        (Reason("days_crossed", overridable=False), last_on is not None and last_on < first_on),
    )
    if reasons := [reason for reason, is_wrong in checks if is_wrong]:
        raise ResourceRefused(*reasons)
    return Blackout.objects.create(
        service_point=at_point,
        resource=resource,
        words=words.strip(),
        first_on=first_on,
        last_on=last_on,
        weekday=weekday,
        begins=begins,
        ends=ends,
    )


@transaction.atomic
def end_blackout(*, blackout: Blackout, today: date, by: Actor) -> None:
    """From today on it is given again; what has not begun yet never was."""
    permissions.may_keep(by, blackout.service_point_id)
    row = Blackout.objects.select_for_update().get(pk=blackout.pk)
    if row.first_on >= today:
        row.delete()
        return
    row.last_on = today - timedelta(days=1)
    row.save(update_fields=["last_on"])
