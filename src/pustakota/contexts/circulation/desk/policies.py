"""The lending rules: who reads them sees which one wins, who may changes them from a day on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.circulation import actions, permissions, queries
from pustakota.contexts.circulation.desk.forms import AlsoBorrowedForm, NewPolicyForm, PolicyForm, of_policy
from pustakota.contexts.circulation.errors import PolicyRefused
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.circulation.models import PolicyRow
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.errors import WordedReason


def policies(
    request: HttpRequest, *, by: Actor, at_point: ServicePoint, reasons: tuple[WordedReason, ...] = ()
) -> HttpResponse:
    """The rules of today and those to come; the first that fits a case wins."""
    permissions.may_see_policies(by)
    today = periods.local_day(clock.now(), at_point.zone)
    rows = [row for row in queries.policy_rows() if row.valid_until is None or row.valid_until >= today]
    rows.sort(key=lambda row: queries.policy_of(row).scope.rank, reverse=True)
    shown = {
        "policies": [(row, " · ".join(_scope_names(row))) for row in rows],
        "today": today,
        "reasons": reasons,
        "together": queries.fewest_together() if permissions.edits_policy_everywhere(by) else None,
    }
    return render(request, "circulation/desk/policies.html", shown, status=422 if reasons else 200)


def _scope_names(row: PolicyRow) -> Iterator[str]:
    """What a rule holds for, the place first."""
    for part in (row.service_point, row.library, row.patron_type, row.item_type):
        if part is not None:
            yield part.name


def new(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A rule for a case that the others do not name."""
    permissions.may_see_policies(by)
    today = periods.local_day(clock.now(), at_point.zone)
    form = NewPolicyForm(request.POST or None, initial={"valid_from": today, "is_lendable": True})
    if form.is_valid():
        with refusals_on(form):
            actions.add_policy(row=actions.PolicyRow(**form.cleaned_data), by=by)
            return redirect("desk:policies")
    return render(request, "circulation/desk/policy.html", {"form": form}, status=status_of(form))


def change(request: HttpRequest, policy_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The same case by another rule, from a day on."""
    permissions.may_see_policies(by)
    row, tomorrow = _known(policy_id), periods.local_day(clock.now(), at_point.zone) + timedelta(days=1)
    form = PolicyForm(request.POST or None, initial=of_policy(row) | {"valid_from": tomorrow})
    if form.is_valid():
        with refusals_on(form):
            actions.change_policy(old=row, row=actions.PolicyRow(**form.cleaned_data), by=by)
            return redirect("desk:policies")
    return render(request, "circulation/desk/policy.html", {"form": form, "row": row}, status=status_of(form))


def also_borrowed(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:  # noqa: ARG001 -- every desk view is told where
    """How many households must have borrowed both titles of a pair before readers are told of it."""
    permissions.may_edit_policy_everywhere(by)
    form = AlsoBorrowedForm(request.POST or None, initial={"fewest": queries.fewest_together()})
    if form.is_valid():
        with refusals_on(form):
            actions.set_also_borrowed_rule(fewest=form.cleaned_data["fewest"], by=by, at=clock.now())
            messages.success(request, gettext("Saved. It holds from the next night on."))
            return redirect("desk:policies")
    return render(request, "circulation/desk/also_borrowed.html", {"form": form}, status=status_of(form))


@require_POST
def end(request: HttpRequest, policy_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Today is the last day of the rule."""
    try:
        today = periods.local_day(clock.now(), at_point.zone)
        actions.end_policy(row=_known(policy_id), last_day=today, by=by)
    except PolicyRefused as refusal:
        return policies(request, by=by, at_point=at_point, reasons=tuple(refusal.worded()))
    return redirect("desk:policies")


def _known(policy_id: int) -> PolicyRow:
    row = queries.policy_rows().filter(pk=policy_id).first()
    if row is None:
        raise Http404
    return row
